package org.alys.storage;

import static org.alys.storage.Roots.GENESIS;
import static org.alys.storage.Roots.bytes;
import static org.alys.storage.Roots.root;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.alys.primitives.Bytes32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpeningTest {
    @TempDir
    Path parent;

    private Path directory;

    @BeforeEach
    void fill() {
        directory = parent.resolve("db");
        try (ChainDatabase database = open(GENESIS)) {
            LongStream.range(0, 20)
                    .forEach(height -> database.write(new ImportBatch()
                            .putBlock(root(height), height, bytes("block " + height))
                            .finalise(List.of(new ChainPoint(height, height, root(height))))));
            database.compact();
        }
    }

    private ChainDatabase open(Bytes32 genesisRoot) {
        return ChainDatabase.open(directory, genesisRoot, DatabaseOptions.standard());
    }

    private StorageFailure failureToOpen() {
        return catchThrowableOfType(StorageException.class, () -> open(GENESIS).close())
                .failure();
    }

    @Test
    void refusesAnotherNetworkAndNamesBoth() {
        StorageFailure failure = catchThrowableOfType(StorageException.class, () -> open(root(5)))
                .failure();

        assertThat(failure).isEqualTo(new StorageFailure.ForeignGenesis(directory, root(5), GENESIS));
        assertThat(failure.line()).startsWith("STO004").contains(GENESIS.toHex(), root(5).toHex());
    }

    @Test
    void opensAgainAfterARefusal() {
        assertThatThrownBy(() -> open(root(5))).isInstanceOf(StorageException.class);

        try (ChainDatabase database = open(GENESIS)) {
            assertThat(database.blocks(0, 100)).hasSize(20);
        }
    }

    @Test
    void refusesADirectoryThatIsOpen() {
        try (ChainDatabase database = open(GENESIS)) {
            assertThat(failureToOpen()).isEqualTo(new StorageFailure.Locked(directory));
            assertThat(database.head()).isEmpty();
        }
    }

    @Test
    void refusesAFileInPlaceOfTheDirectory() throws IOException {
        directory = Files.createFile(parent.resolve("file"));

        assertThat(failureToOpen()).isInstanceOf(StorageFailure.DirectoryUnusable.class);
    }

    @Test
    void refusesADamagedManifest() throws IOException {
        String manifest = Files.readString(directory.resolve("CURRENT")).strip();
        overwrite(directory.resolve(manifest), 20, 64);

        assertThat(failureToOpen()).isInstanceOf(StorageFailure.Corrupt.class);
    }

    @Test
    void refusesALostManifestPointer() throws IOException {
        Files.delete(directory.resolve("CURRENT"));

        assertThat(failureToOpen()).isInstanceOf(StorageFailure.Corrupt.class);
    }

    @Test
    void refusesALostTable() throws IOException {
        Files.delete(only(".sst"));

        assertThat(failureToOpen()).isInstanceOf(StorageFailure.Corrupt.class);
    }

    @Test
    void reportsADamagedTableWhenItIsRead() throws IOException {
        for (Path table : all(".sst")) {
            overwrite(table, 0, 16);
        }

        StorageFailure failure = catchThrowableOfType(StorageException.class, () -> {
                    try (ChainDatabase database = open(GENESIS)) {
                        database.verifyChecksums();
                    }
                })
                .failure();
        assertThat(failure).isInstanceOf(StorageFailure.Corrupt.class);
    }

    private Path only(String namePart) throws IOException {
        return all(namePart).getFirst();
    }

    private List<Path> all(String namePart) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> found = files.filter(
                            file -> file.getFileName().toString().contains(namePart))
                    .toList();
            assertThat(found).isNotEmpty();
            return found;
        }
    }

    private static void overwrite(Path file, long position, int length) throws IOException {
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            access.seek(position);
            for (int i = 0; i < length; i++) {
                access.write(0x5a);
            }
        }
    }
}

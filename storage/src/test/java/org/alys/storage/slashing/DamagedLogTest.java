package org.alys.storage.slashing;

import static org.alys.storage.Roots.root;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.alys.storage.StorageException;
import org.alys.storage.StorageFailure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedLogTest {
    private static final int RECORDS = 3;

    @TempDir
    Path directory;

    private Path file;
    private byte[] intact;

    @BeforeEach
    void signThree() throws IOException {
        file = directory.resolve("slashing-protection.log");
        try (SlashingProtection protection = open()) {
            for (long slot = 1; slot <= RECORDS; slot++) {
                protection.permit(SignRecord.notarize(slot, root(slot)));
            }
        }
        intact = Files.readAllBytes(file);
    }

    private SlashingProtection open() {
        return SlashingProtection.open(directory, SigningChild.IDENTITY);
    }

    private int recordsIn(byte[] bytes) throws IOException {
        Files.write(file, bytes);
        try (SlashingProtection protection = open()) {
            return protection.ballotsAbove(-1).size();
        }
    }

    private void assertDamaged(byte[] bytes) throws IOException {
        Files.write(file, bytes);
        assertThatThrownBy(this::open)
                .isInstanceOfSatisfying(
                        StorageException.class,
                        e -> assertThat(e.failure()).isInstanceOf(StorageFailure.SigningHistoryDamaged.class));
        assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    }

    /** Such as a link to a disk that is not mounted: an empty store in its place would sign everything once more. */
    @Test
    void neverTakesAFileThatCannotBeReachedForOneThatIsNotThere() throws IOException {
        Path elsewhere = directory.resolve("elsewhere").resolve("log");
        for (Path target : List.of(elsewhere, file)) {
            Files.delete(file);
            Files.createSymbolicLink(file, target);
            assertThatThrownBy(this::open)
                    .isInstanceOfSatisfying(
                            StorageException.class,
                            e -> assertThat(e.failure()).isInstanceOf(StorageFailure.InputOutput.class));
            assertThatThrownBy(() -> SlashingProtection.identityIn(directory)).isInstanceOf(StorageException.class);
            assertThat(Files.readSymbolicLink(file)).isEqualTo(target);
        }
        Files.createDirectory(elsewhere.getParent());
        Files.write(elsewhere, intact);
        Files.delete(file);
        Files.createSymbolicLink(file, elsewhere);
        try (SlashingProtection protection = open()) {
            assertThat(protection.ballotsAbove(-1)).hasSize(RECORDS);
        }
    }

    @Test
    void dropsARecordThatWasCutOffAtAnyByte() throws IOException {
        for (int cut = 1; cut < LogCodec.ENTRY_SIZE; cut++) {
            assertThat(recordsIn(Arrays.copyOf(intact, intact.length - cut))).isEqualTo(RECORDS - 1);
        }
    }

    @Test
    void dropsZerosThatTheFileSystemAppended() throws IOException {
        assertThat(recordsIn(Arrays.copyOf(intact, intact.length + 100))).isEqualTo(RECORDS);
        assertThat(recordsIn(Arrays.copyOf(intact, intact.length + 4096))).isEqualTo(RECORDS);
    }

    @Test
    void refusesAWholeRecordThatWasChangedAtAnyByte() throws IOException {
        for (int at = LogCodec.HEADER_SIZE; at < intact.length; at++) {
            byte[] changed = intact.clone();
            changed[at] ^= 0x10;
            assertDamaged(changed);
        }
    }

    @Test
    void refusesAChangedOrShortenedHeader() throws IOException {
        for (int at = 0; at < LogCodec.HEADER_SIZE; at += 5) {
            byte[] changed = intact.clone();
            changed[at] ^= 1;
            assertDamaged(changed);
            assertDamaged(Arrays.copyOf(intact, at));
        }
    }

    @Test
    void refusesARecordInAnotherPlace() throws IOException {
        byte[] swapped = intact.clone();
        int first = LogCodec.HEADER_SIZE;
        System.arraycopy(intact, first + LogCodec.ENTRY_SIZE, swapped, first, LogCodec.ENTRY_SIZE);
        System.arraycopy(intact, first, swapped, first + LogCodec.ENTRY_SIZE, LogCodec.ENTRY_SIZE);
        assertDamaged(swapped);
    }

    @Test
    void ignoresAReplacementThatWasNeverPutInPlace() throws IOException {
        Files.write(directory.resolve("slashing-protection.log.new"), new byte[77]);

        assertThat(recordsIn(intact)).isEqualTo(RECORDS);
    }
}

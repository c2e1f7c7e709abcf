package org.alys.bitcoin.regtest.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.alys.primitives.Hex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordLogTest {
    private static final byte[] FIRST = {1, 2, 3};
    private static final byte[] SECOND = {4, 5, 6, 7, 8};

    @TempDir
    Path directory = Path.of("");

    private Path written() throws IOException {
        Path file = directory.resolve("log");
        try (RecordLog log = RecordLog.open(file, (_, _, _) -> {})) {
            log.append(1, FIRST);
            log.append(2, SECOND);
        }
        return file;
    }

    private static List<String> contents(Path file) throws IOException {
        List<String> records = new ArrayList<>();
        RecordLog.open(file, (type, payload, _) -> records.add(type + ":" + Hex.encode(payload)))
                .close();
        return records;
    }

    @Test
    void givesBackWhatWasWritten() throws IOException {
        assertThat(contents(written())).containsExactly("1:010203", "2:0405060708");
    }

    @Test
    void readsARecordAgainByItsOffset() throws IOException {
        try (RecordLog log = RecordLog.open(written(), (_, _, _) -> {})) {
            long offset = log.append(3, SECOND);
            assertThat(log.read(offset)).isEqualTo(SECOND);
        }
    }

    @Test
    void dropsARecordThatWasCutOffAnywhere() throws IOException {
        Path file = written();
        byte[] whole = Files.readAllBytes(file);
        int first = RecordLog.HEADER_SIZE + FIRST.length;
        for (int length = first; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(contents(file)).as("cut at %d", length).containsExactly("1:010203");
            assertThat(Files.size(file)).isEqualTo(first);
        }
    }

    @Test
    void goesOnWritingBehindTheLastWholeRecord() throws IOException {
        Path file = written();
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), (int) Files.size(file) - 1));
        try (RecordLog log = RecordLog.open(file, (_, _, _) -> {})) {
            log.append(3, FIRST);
        }
        assertThat(contents(file)).containsExactly("1:010203", "3:010203");
    }

    @Test
    void refusesAFileThatWasChanged() throws IOException {
        Path file = written();
        byte[] bytes = Files.readAllBytes(file);
        for (int position : new int[] {0, 5, 8, 10}) {
            byte[] damaged = bytes.clone();
            damaged[position] ^= 0x40;
            Files.write(file, damaged);
            assertThatThrownBy(() -> contents(file))
                    .as("byte %d", position)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("damaged");
        }
    }
}

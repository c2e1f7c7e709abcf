package org.alys.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The kernel's answers are exchanged for errors, under real stores in a process of their own. */
class FailingDiskTest {
    @TempDir
    Path directory;

    /**
     * The disk works again after the first two failures, yet neither store takes anything: RocksDB stays with the error that stopped it, and
     * slashing protection does not know what the disk has.
     */
    @ParameterizedTest
    @CsvSource({
        "'write,pwrite64,fsync,fdatasync,ftruncate', EIO, STO008",
        "'write,pwrite64,fsync,fdatasync,ftruncate', EROFS, STO008",
        "'write,pwrite64,fsync,fdatasync,ftruncate', EDQUOT, STO007",
        "'write,pwrite64,fsync,fdatasync,ftruncate', ENOSPC, STO007",
        "'fsync,fdatasync', EIO, STO008",
    })
    void bothStoresSayWhatFailedStayStoppedAndLoseNothing(String calls, String error, String code)
            throws InterruptedException {
        try (ChildJvm child = start(FailingDiskChild.class, directory.toString(), calls, error)) {
            assertThat(child.readLine()).contains("write " + code);
            assertThat(Stream.generate(child::readLine).limit(4).flatMap(Optional::stream))
                    .containsExactly("sign " + code, "write " + code, "sign STO013", "intact");
            assertThat(child.waitFor()).isZero();
        }
    }

    /** RocksDB's threads have nobody to tell; whoever writes next hears of it, and everybody after. */
    @Test
    void aTableThatCannotBeWrittenStopsAllWrites() throws InterruptedException {
        try (ChildJvm child = start(FailingFlushChild.class, directory.toString())) {
            assertThat(child.readLine()).contains("write STO008");
            assertThat(child.readLine()).contains("write STO008");
            assertThat(child.readLine()).contains("intact");
            assertThat(child.waitFor()).isZero();
        }
    }

    /** Skips the test without strace, except in CI. */
    @BeforeAll
    static void requireStrace() {
        boolean there = Files.exists(ExchangedAnswers.STRACE);
        if ("true".equals(System.getenv("CI"))) {
            assertThat(there).as("CI needs strace: scripts/install-peers").isTrue();
        }
        assumeTrue(there, "skipped: " + ExchangedAnswers.STRACE + " is missing (scripts/install-peers installs it)");
    }

    private static ChildJvm start(Class<?> main, String... arguments) {
        return ChildJvm.start(List.of(), List.of(ExchangedAnswers.TOLD), main, arguments);
    }
}

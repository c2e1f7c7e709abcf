package org.alys.evm.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

class StoreFailuresTest {
    private static final Path DIRECTORY = Path.of("data", "execution");

    /** The words are RocksDB's own. */
    @ParameterizedTest
    @CsvSource({
        "IOError, NoSpace, No space left on device: While appending to file: data/execution/000004.log: No space left on device, DISK_FULL",
        "IOError, NoSpace, Kein Platz mehr, DISK_FULL",
        "IOError, None, While appending to file: data/execution/000004.log: Disk quota exceeded, DISK_FULL",
        "IOError, None, While open a file for appending: data/execution/000012.sst: Read-only file system, INPUT_OUTPUT",
        "IOError, None, While fdatasync: data/execution/000004.log: Input/output error, INPUT_OUTPUT",
        "IOError, None, While lock file: data/execution/LOCK: Resource temporarily unavailable, LOCKED",
        "Corruption, None, block checksum mismatch, CORRUPT",
    })
    void eachStatusHasItsKind(Status.Code code, Status.SubCode subCode, String said, StoreFailure.Kind kind) {
        RocksDBException cause = new RocksDBException(new Status(code, subCode, said));

        StoreException failure = StoreFailures.of(DIRECTORY, "write", cause);

        assertThat(failure.failure()).isEqualTo(new StoreFailure(kind, DIRECTORY, "write", said));
        assertThat(failure).hasCause(cause);
    }

    @Test
    void whatHasNoStatusIsAnInputOutputFailure() {
        StoreFailure failure = StoreFailures.of(DIRECTORY, "read", new RocksDBException("no words"))
                .failure();

        assertThat(failure).isEqualTo(new StoreFailure(StoreFailure.Kind.INPUT_OUTPUT, DIRECTORY, "read", "no words"));
    }

    @ParameterizedTest
    @CsvSource({
        "No space left on device, DISK_FULL",
        "Disk quota exceeded, DISK_FULL",
        "Read-only file system, UNUSABLE",
    })
    void aDirectoryThatCannotBePreparedSaysWhy(String said, StoreFailure.Kind kind) {
        IOException cause = new IOException(DIRECTORY + ": " + said);

        StoreFailure failure = StoreFailures.ofDirectory(DIRECTORY, cause).failure();

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.line()).contains(said);
    }
}

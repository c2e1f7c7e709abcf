package org.alys.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

class RocksFailuresTest {
    private static final Path DIRECTORY = Path.of("data", "chain");

    /** The words are RocksDB's own. */
    @ParameterizedTest
    @CsvSource({
        "IOError, NoSpace, No space left on device: While appending to file: data/chain/000004.log: No space left on device, STO007",
        "IOError, NoSpace, Kein Platz mehr, STO007",
        "IOError, None, While appending to file: data/chain/000004.log: No space left on device, STO007",
        "IOError, None, While appending to file: data/chain/000004.log: Disk quota exceeded, STO007",
        "IOError, None, While open a file for appending: data/chain/000012.sst: Read-only file system, STO008",
        "IOError, None, While fdatasync: data/chain/000004.log: Input/output error, STO008",
        "IOError, StaleFile, While pread: data/chain/000012.sst: Stale file handle, STO008",
        "IOError, None, While lock file: data/chain/LOCK: Resource temporarily unavailable, STO002",
        "Corruption, None, block checksum mismatch, STO003",
        "InvalidArgument, None, data/chain: does not exist, STO003",
    })
    void eachStatusHasItsCode(Status.Code code, Status.SubCode subCode, String said, String expected) {
        RocksDBException cause = new RocksDBException(new Status(code, subCode, said));

        StorageException failure = RocksFailures.wrap(DIRECTORY, "write a batch", cause);

        assertThat(failure.failure().code()).isEqualTo(expected);
        assertThat(failure).hasCause(cause);
        assertThat(failure.failure().line()).contains(DIRECTORY.toString());
    }

    @Test
    void whatHasNoStatusIsAnInputOutputFailure() {
        StorageFailure failure = RocksFailures.wrap(DIRECTORY, "read", new RocksDBException("no words"))
                .failure();

        assertThat(failure).isEqualTo(new StorageFailure.InputOutput(DIRECTORY, "read", "no words"));
    }
}

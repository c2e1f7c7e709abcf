package org.alys.storage;

import java.nio.file.Path;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** Says in the terms of {@link StorageFailure} what RocksDB reports. */
public final class RocksFailures {
    private RocksFailures() {}

    /** The exception for what RocksDB reported during an operation on a directory. */
    public static StorageException wrap(Path directory, String operation, RocksDBException cause) {
        return new StorageException(failure(directory, operation, cause), cause);
    }

    /**
     * RocksDB tells a full disk from other I/O errors by a subcode; all others have none, a held lock and a quota included, and are known by their
     * text alone. After an error in the background, such as while writing a table, every later write reports that one.
     */
    private static StorageFailure failure(Path directory, String operation, RocksDBException cause) {
        Status status = cause.getStatus();
        String detail = detail(cause);
        if (status == null) {
            return new StorageFailure.InputOutput(directory, operation, detail);
        }
        if (status.getSubCode() == Status.SubCode.NoSpace || SystemMessage.tellsOfFullDisk(detail)) {
            return new StorageFailure.DiskFull(directory, operation);
        }
        if (detail.startsWith("While lock file") || detail.startsWith("lock hold by current process")) {
            return new StorageFailure.Locked(directory);
        }
        return switch (status.getCode()) {
            case Corruption, NotFound, InvalidArgument -> new StorageFailure.Corrupt(directory, detail);
            default -> new StorageFailure.InputOutput(directory, operation, detail);
        };
    }

    private static String detail(RocksDBException cause) {
        Status status = cause.getStatus();
        String text = status == null || status.getState() == null ? cause.getMessage() : status.getState();
        return text == null ? "no detail given" : text.strip();
    }
}

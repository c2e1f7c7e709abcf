package org.alys.evm.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** Says in the terms of {@link StoreFailure} what RocksDB and the system report. */
final class StoreFailures {
    private StoreFailures() {}

    /** The system refused to prepare the directory. */
    static StoreException ofDirectory(Path directory, IOException cause) {
        StoreFailure.Kind kind = tellsOfFullDisk(String.valueOf(cause.getMessage()))
                ? StoreFailure.Kind.DISK_FULL
                : StoreFailure.Kind.UNUSABLE;
        return new StoreException(new StoreFailure(kind, directory, "use its directory", cause.toString()), cause);
    }

    /**
     * What RocksDB reported during an operation. After an error in the background, such as while writing a table, every later write
     * reports that one.
     */
    static StoreException of(Path directory, String operation, RocksDBException cause) {
        String detail = detail(cause);
        return new StoreException(new StoreFailure(kind(cause, detail), directory, operation, detail), cause);
    }

    private static String detail(RocksDBException cause) {
        Status status = cause.getStatus();
        String text = status == null || status.getState() == null ? cause.getMessage() : status.getState();
        return text == null ? "no detail given" : text.strip();
    }

    /** A full disk has a subcode; all other I/O errors have none, a held lock and a quota included, and are known by their text alone. */
    private static StoreFailure.Kind kind(RocksDBException cause, String detail) {
        Status status = cause.getStatus();
        if (status == null) {
            return StoreFailure.Kind.INPUT_OUTPUT;
        }
        if (status.getSubCode() == Status.SubCode.NoSpace || tellsOfFullDisk(detail)) {
            return StoreFailure.Kind.DISK_FULL;
        }
        if (detail.startsWith("While lock file") || detail.startsWith("lock hold by current process")) {
            return StoreFailure.Kind.LOCKED;
        }
        return switch (status.getCode()) {
            case Corruption, InvalidArgument -> StoreFailure.Kind.CORRUPT;
            default -> StoreFailure.Kind.INPUT_OUTPUT;
        };
    }

    /** No space on the device, or within the user's share of it. */
    private static boolean tellsOfFullDisk(String message) {
        String text = message.toLowerCase(Locale.ROOT);
        return text.contains("no space left") || text.contains("quota exceeded");
    }
}

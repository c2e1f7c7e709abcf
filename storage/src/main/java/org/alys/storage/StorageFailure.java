package org.alys.storage;

import java.io.IOException;
import java.nio.file.Path;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;

/**
 * What can go wrong with the node's stores. Every case carries its facts, a code that stays the same for ever, one sentence
 * on what happened ({@link #what}) and one on what to do ({@link #remedy}).
 */
public sealed interface StorageFailure {
    /** {@code STO001} and so on. */
    String code();

    /** One sentence for the operator: what happened. */
    String what();

    /** One sentence for the operator: what to do. */
    String remedy();

    /** Code and both sentences in one line. */
    default String line() {
        return code() + ": " + what() + " " + remedy();
    }

    /** What an I/O error of the operating system means for a store. */
    static StorageFailure of(Path store, String operation, IOException error) {
        return isFull(error) ? new DiskFull(store, operation) : new InputOutput(store, operation, error.toString());
    }

    /** The same for an error that came before anything of the store was read. */
    static StorageFailure ofDirectory(Path directory, IOException error) {
        return isFull(error)
                ? new DiskFull(directory, "open the store")
                : new DirectoryUnusable(directory, error.toString());
    }

    /** The runtime tells a full disk from other errors by the system's text alone. */
    private static boolean isFull(IOException error) {
        return SystemMessage.tellsOfFullDisk(String.valueOf(error.getMessage()));
    }

    /** The directory cannot be created, read or written. */
    record DirectoryUnusable(Path directory, String detail) implements StorageFailure {
        @Override
        public String code() {
            return "STO001";
        }

        @Override
        public String what() {
            return "The directory " + directory + " cannot be used: " + detail + ".";
        }

        @Override
        public String remedy() {
            return "Give the node's user the right to read and write it, check the disk and whether its file system became"
                    + " read-only, or configure another directory.";
        }
    }

    /** Another process, or another store in this one, has the directory open. */
    record Locked(Path directory) implements StorageFailure {
        @Override
        public String code() {
            return "STO002";
        }

        @Override
        public String what() {
            return "The store in " + directory + " is already open elsewhere.";
        }

        @Override
        public String remedy() {
            return "Stop the other node that uses this directory; two nodes never share one.";
        }
    }

    /** The files contradict their checksums or each other. */
    record Corrupt(Path directory, String detail) implements StorageFailure {
        @Override
        public String code() {
            return "STO003";
        }

        @Override
        public String what() {
            return "The store in " + directory + " is damaged: " + detail + ".";
        }

        @Override
        public String remedy() {
            return "Check the disk, then restore the directory from a snapshot or remove it and let the node sync again.";
        }
    }

    /** The store belongs to another network. */
    record ForeignGenesis(Path directory, Bytes32 expected, Bytes32 found) implements StorageFailure {
        @Override
        public String code() {
            return "STO004";
        }

        @Override
        public String what() {
            return "The store in " + directory + " belongs to the network with genesis root " + found
                    + ", this node is configured for " + expected + ".";
        }

        @Override
        public String remedy() {
            return "Use the chain spec the store was made with, or another directory.";
        }
    }

    /** A newer release of the node wrote the store. */
    record NewerSchema(Path directory, int found, int known) implements StorageFailure {
        @Override
        public String code() {
            return "STO005";
        }

        @Override
        public String what() {
            return "The store in " + directory + " has schema version " + found + ", this release knows versions up to "
                    + known + ".";
        }

        @Override
        public String remedy() {
            return "Run the release that wrote it, or a later one.";
        }
    }

    /** A step from one schema version to the next failed; the store still has the version before it. */
    record MigrationFailed(Path directory, int from, int to, String detail) implements StorageFailure {
        @Override
        public String code() {
            return "STO006";
        }

        @Override
        public String what() {
            return "The store in " + directory + " could not be brought from schema version " + from + " to " + to
                    + ": " + detail + ".";
        }

        @Override
        public String remedy() {
            return "Nothing was changed: run the previous release, or restore a snapshot and try again.";
        }
    }

    /** No space is left on the device, or within the quota of the node's user; what was being written is not stored. */
    record DiskFull(Path directory, String operation) implements StorageFailure {
        @Override
        public String code() {
            return "STO007";
        }

        @Override
        public String what() {
            return "The disk that holds " + directory + " is full, or the quota there is used up: could not "
                    + operation + ".";
        }

        @Override
        public String remedy() {
            return "Free space and restart the node; what was stored before is intact.";
        }
    }

    /**
     * The operating system refused a read or a write, such as on a disk that breaks or on a file system that became read-only. What was
     * being written is not acknowledged, and may be found stored later.
     */
    record InputOutput(Path directory, String operation, String detail) implements StorageFailure {
        @Override
        public String code() {
            return "STO008";
        }

        @Override
        public String what() {
            return "Could not " + operation + " in " + directory + ": " + detail + ".";
        }

        @Override
        public String remedy() {
            return "Check the disk, whether its file system became read-only, and the file permissions; then restart the node.";
        }
    }

    /** The store was used after it was closed. */
    record Closed(Path directory, String operation) implements StorageFailure {
        @Override
        public String code() {
            return "STO009";
        }

        @Override
        public String what() {
            return "Could not " + operation + ": the store in " + directory + " is closed.";
        }

        @Override
        public String remedy() {
            return "The node is shutting down; restart it if that was not intended.";
        }
    }

    /** The slashing-protection store belongs to another signing key. */
    record ForeignKey(Path file, Bytes expected, Bytes found) implements StorageFailure {
        @Override
        public String code() {
            return "STO010";
        }

        @Override
        public String what() {
            return "The slashing protection in " + file + " belongs to the key " + found + ", this node signs with "
                    + expected + ".";
        }

        @Override
        public String remedy() {
            return "Configure the key it was made for, or another directory for this key.";
        }
    }

    /** An interchange file for slashing protection cannot be read. */
    record InvalidInterchange(String detail) implements StorageFailure {
        @Override
        public String code() {
            return "STO011";
        }

        @Override
        public String what() {
            return "The slashing-protection file cannot be imported: " + detail + ".";
        }

        @Override
        public String remedy() {
            return "Nothing was imported: export it again from the node that signed.";
        }
    }

    /**
     * Slashing protection lost a record it may have acknowledged, so that what was signed is no longer known. Different from
     * {@link Corrupt} because removing the file and going on is not safe.
     */
    record SigningHistoryDamaged(Path file, long atByte, String detail) implements StorageFailure {
        @Override
        public String code() {
            return "STO012";
        }

        @Override
        public String what() {
            return "The slashing protection in " + file + " is damaged at byte " + atByte + ": " + detail + ".";
        }

        @Override
        public String remedy() {
            return "Keep the file elsewhere, import an exported copy if there is one, and start a new one that signs nothing"
                    + " up to now: alys slashing accept.";
        }
    }

    /**
     * The chain database knows of a log that this key signed into, and that log is not here. An empty one would let the member sign twice
     * for slots that it signed before.
     */
    record SigningHistoryMissing(Path file, String detail) implements StorageFailure {
        @Override
        public String code() {
            return "STO014";
        }

        @Override
        public String what() {
            return "This member has signed before, and the slashing protection in " + file + " " + detail + ".";
        }

        @Override
        public String remedy() {
            return "Mount the disk that it is on, or put it back; only if it is lost for good, start a new one that signs nothing up"
                    + " to now: alys slashing accept.";
        }
    }

    /** A write to slashing protection failed in a way that leaves the file's end unknown until it is read again. */
    record SigningHistoryUncertain(Path file, String detail) implements StorageFailure {
        @Override
        public String code() {
            return "STO013";
        }

        @Override
        public String what() {
            return "The slashing protection in " + file + " refuses to sign since a write failed: " + detail + ".";
        }

        @Override
        public String remedy() {
            return "Check the disk and restart the node; no signature left it unrecorded.";
        }
    }
}

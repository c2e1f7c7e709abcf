package org.alys.evm.store;

import java.nio.file.Path;

/**
 * What is wrong with the store of the execution layer.
 *
 * @param operation what was being done
 * @param detail what the system said
 */
public record StoreFailure(Kind kind, Path directory, String operation, String detail) {
    /** The kinds of trouble, each with a code that stays the same for ever and what to do. */
    public enum Kind {
        UNUSABLE(
                "EVM001",
                "Give the node's user the right to read and write it, check the disk and whether its file system became"
                        + " read-only, or configure another directory."),
        LOCKED("EVM002", "Stop the other node that uses this directory; two nodes never share one."),
        CORRUPT("EVM003", "Check the disk, then remove the directory and let the node execute its blocks again."),
        DISK_FULL("EVM004", "Free space and restart the node; what was stored before is intact."),
        INPUT_OUTPUT(
                "EVM005",
                "Check the disk, whether its file system became read-only, and the file permissions; then restart the node."),
        CLOSED("EVM006", "The node is shutting down; restart it if that was not intended."),
        OTHER_LAYOUT("EVM007", "Use the settings and the release that made it, or another directory.");

        private final String code;
        private final String remedy;

        Kind(String code, String remedy) {
            this.code = code;
            this.remedy = remedy;
        }

        public String code() {
            return code;
        }

        /** One sentence for the operator: what to do. */
        public String remedy() {
            return remedy;
        }
    }

    /** One sentence for the operator: what happened. */
    public String what() {
        return "The execution store in " + directory + " could not " + operation + ": " + detail + ".";
    }

    /** Code and both sentences in one line. */
    public String line() {
        return kind.code() + ": " + what() + " " + kind.remedy();
    }
}

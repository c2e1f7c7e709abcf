package org.alys.storage;

/** When a write counts as done. */
public enum Durability {
    /** When the disk says so (fdatasync of the write-ahead log): survives power loss. */
    SYNCED,
    /** When the operating system has it: survives {@code kill -9} but not power loss. Order between writes is kept. */
    BUFFERED
}

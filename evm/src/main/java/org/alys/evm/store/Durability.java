package org.alys.evm.store;

/** When a write counts as done. */
public enum Durability {
    /** When the disk says so: survives power loss. */
    SYNCED,
    /** When the operating system has it: survives {@code kill -9}; power loss takes the last writes, but never one before another. */
    BUFFERED
}

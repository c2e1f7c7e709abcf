package org.alys.evm.payload;

/** The execution forks a chain can run from genesis, oldest first. */
public enum Fork {
    SHANGHAI,
    CANCUN,
    PRAGUE,
    OSAKA;

    /** Whether this fork is {@code other} or a later one. */
    public boolean includes(Fork other) {
        return compareTo(other) >= 0;
    }
}

package org.alys.evm.store;

import java.util.Optional;

/**
 * Columns of sorted keys with values. Safe for concurrent use. Arrays given and got are not changed by either side. Every call
 * throws {@link StoreException} when the disk fails or after {@link #close}.
 */
public interface KeyValueStore extends AutoCloseable {

    Optional<byte[]> get(Column column, byte[] key);

    /** Visits entries in unsigned order of their keys, from the first that is not below {@code from}, until told to stop. */
    void scan(Column column, byte[] from, Visitor visitor);

    /** Writes all of the batch or, when it throws or the process dies, all or nothing. */
    void write(Batch batch, Durability durability);

    /** Waits for calls under way. Closing twice is allowed. */
    @Override
    void close();

    /** Sees one entry. It must not call the store. */
    @FunctionalInterface
    interface Visitor {
        /** Whether to go on. */
        boolean visit(byte[] key, byte[] value);
    }
}

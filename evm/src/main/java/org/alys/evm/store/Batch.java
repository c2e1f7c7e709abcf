package org.alys.evm.store;

import java.util.ArrayList;
import java.util.List;

/** Writes that happen together. Of two on the same key the later wins. Not thread-safe. */
public final class Batch {
    private final List<Write> writes = new ArrayList<>();

    public Batch put(Column column, byte[] key, byte[] value) {
        writes.add(new Write.Put(column, key, value));
        return this;
    }

    public Batch delete(Column column, byte[] key) {
        writes.add(new Write.Delete(column, key));
        return this;
    }

    /** All writes of {@code other} after those of this. */
    public Batch add(Batch other) {
        writes.addAll(other.writes);
        return this;
    }

    public int size() {
        return writes.size();
    }

    List<Write> writes() {
        return writes;
    }

    /** One write. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, only carried to the store
    sealed interface Write {
        Column column();

        byte[] key();

        record Put(Column column, byte[] key, byte[] value) implements Write {}

        record Delete(Column column, byte[] key) implements Write {}
    }
}

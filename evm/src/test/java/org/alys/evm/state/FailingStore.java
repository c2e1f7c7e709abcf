package org.alys.evm.state;

import java.util.Optional;
import org.alys.evm.store.Batch;
import org.alys.evm.store.Column;
import org.alys.evm.store.Durability;
import org.alys.evm.store.KeyValueStore;

/** Fails at one write, either before or after it has happened: both look the same to the writer. */
final class FailingStore implements KeyValueStore {
    static final class BrokenDiskException extends RuntimeException {}

    private final KeyValueStore store;
    private final boolean afterwards;
    private int writesLeft;

    FailingStore(KeyValueStore store, int failingWrite, boolean afterwards) {
        this.store = store;
        this.writesLeft = failingWrite;
        this.afterwards = afterwards;
    }

    @Override
    public Optional<byte[]> get(Column column, byte[] key) {
        return store.get(column, key);
    }

    @Override
    public void scan(Column column, byte[] from, Visitor visitor) {
        store.scan(column, from, visitor);
    }

    @Override
    public void write(Batch batch, Durability durability) {
        boolean fails = writesLeft-- == 0;
        if (!fails || afterwards) {
            store.write(batch, durability);
        }
        if (fails) {
            throw new BrokenDiskException();
        }
    }

    @Override
    public void close() {
        store.close();
    }
}

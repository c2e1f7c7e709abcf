package org.alys.evm.store;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** A store that is gone with the process. Closing it does nothing: it can be opened again by whoever holds it. */
public final class MemoryStore implements KeyValueStore {
    private final Map<Column, ConcurrentSkipListMap<byte[], byte[]>> columns = new ConcurrentHashMap<>();
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    @Override
    public Optional<byte[]> get(Column column, byte[] key) {
        lock.readLock().lock();
        try {
            return Optional.ofNullable(entries(column).get(key));
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public void scan(Column column, byte[] from, Visitor visitor) {
        lock.readLock().lock();
        try {
            for (Map.Entry<byte[], byte[]> entry : entries(column).tailMap(from).entrySet()) {
                if (!visitor.visit(entry.getKey(), entry.getValue())) {
                    return;
                }
            }
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public void write(Batch batch, Durability durability) {
        lock.writeLock().lock();
        try {
            for (Batch.Write write : batch.writes()) {
                switch (write) {
                    case Batch.Write.Put(Column column, byte[] key, byte[] value) ->
                        entries(column).put(key, value);
                    case Batch.Write.Delete(Column column, byte[] key) ->
                        entries(column).remove(key);
                }
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** How many keys a column has. */
    public int size(Column column) {
        return entries(column).size();
    }

    @Override
    public void close() {}

    private ConcurrentSkipListMap<byte[], byte[]> entries(Column column) {
        return columns.computeIfAbsent(column, _ -> new ConcurrentSkipListMap<>(Arrays::compareUnsigned));
    }
}

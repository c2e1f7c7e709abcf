package org.alys.evm.store;

import java.util.Optional;
import java.util.Set;

/**
 * A store with a cache of some columns in front, in heap memory: also of what is not there. Whoever uses it must see to it that no
 * read of a cached column runs during a write; a read could otherwise put what it found before back in its place.
 */
public final class CachedStore implements KeyValueStore {
    private static final byte[] ABSENT = {};

    private final KeyValueStore store;
    private final Set<Column> cached;
    private final ByteCache cache;

    /** @param cacheBytes about how much heap memory the cache may take */
    public CachedStore(KeyValueStore store, Set<Column> cached, long cacheBytes) {
        this.store = store;
        this.cached = Set.copyOf(cached);
        this.cache = new ByteCache(cacheBytes);
    }

    @Override
    public Optional<byte[]> get(Column column, byte[] key) {
        if (!cached.contains(column)) {
            return store.get(column, key);
        }
        ByteCache.Key cacheKey = new ByteCache.Key(column, key);
        Optional<byte[]> known = cache.get(cacheKey);
        byte[] value = known.orElseGet(() -> store.get(column, key).orElse(ABSENT));
        if (known.isEmpty()) {
            cache.put(cacheKey, value);
        }
        return value.length == 0 ? Optional.empty() : Optional.of(value);
    }

    @Override
    public void scan(Column column, byte[] from, Visitor visitor) {
        store.scan(column, from, visitor);
    }

    /**
     * Writes to store and cache.
     *
     * @throws IllegalArgumentException when a value for a cached column is empty: it would read as absent
     */
    @Override
    public void write(Batch batch, Durability durability) {
        for (Batch.Write write : batch.writes()) {
            if (write instanceof Batch.Write.Put put && put.value().length == 0 && cached.contains(put.column())) {
                throw new IllegalArgumentException("an empty value for " + put.column());
            }
        }
        store.write(batch, durability);
        for (Batch.Write write : batch.writes()) {
            if (cached.contains(write.column())) {
                byte[] value = write instanceof Batch.Write.Put put ? put.value() : ABSENT;
                cache.put(new ByteCache.Key(write.column(), write.key()), value);
            }
        }
    }

    @Override
    public void close() {
        store.close();
    }
}

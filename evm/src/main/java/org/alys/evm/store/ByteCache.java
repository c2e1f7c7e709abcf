package org.alys.evm.store;

import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Least recently used values, bounded by bytes. Thread-safe; in parts, so that readers seldom wait for each other. */
final class ByteCache {
    private static final int PARTS = 16;
    /** Of the map's entry, the key, and the headers of two arrays. */
    private static final long OVERHEAD_BYTES = 136;

    private final Part[] parts = new Part[PARTS];

    ByteCache(long capacityBytes) {
        for (int i = 0; i < PARTS; i++) {
            parts[i] = new Part(capacityBytes / PARTS);
        }
    }

    Optional<byte[]> get(Key key) {
        return part(key).get(key);
    }

    void put(Key key, byte[] value) {
        part(key).put(key, value);
    }

    /** How much it holds, overhead included. */
    long bytes() {
        return Arrays.stream(parts).mapToLong(Part::bytes).sum();
    }

    private Part part(Key key) {
        return parts[key.hash >>> 28];
    }

    /** A key of a column; its array is not changed. */
    static final class Key {
        private final Column column;
        private final byte[] bytes;
        private final int hash;

        Key(Column column, byte[] bytes) {
            this.column = column;
            this.bytes = bytes;
            this.hash = (Arrays.hashCode(bytes) * 31 + column.hashCode()) * 0x9e3779b9;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key that
                    && hash == that.hash
                    && column.equals(that.column)
                    && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    private static final class Part {
        private final long capacityBytes;
        private final Map<Key, byte[]> entries = new LinkedHashMap<>(16, 0.75f, true);
        private long bytes;

        Part(long capacityBytes) {
            this.capacityBytes = capacityBytes;
        }

        synchronized Optional<byte[]> get(Key key) {
            return Optional.ofNullable(entries.get(key));
        }

        synchronized void put(Key key, byte[] value) {
            byte[] before = entries.put(key, value);
            bytes += weight(key, value) - (before == null ? 0 : weight(key, before));
            Iterator<Map.Entry<Key, byte[]>> oldest = entries.entrySet().iterator();
            while (bytes > capacityBytes && oldest.hasNext()) {
                Map.Entry<Key, byte[]> entry = oldest.next();
                bytes -= weight(entry.getKey(), entry.getValue());
                oldest.remove();
            }
        }

        synchronized long bytes() {
            return bytes;
        }

        private static long weight(Key key, byte[] value) {
            return OVERHEAD_BYTES + key.bytes.length + value.length;
        }
    }
}

package org.alys.evm.state;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Keys in ascending order, each with the value before and after a block, in one byte array that is searched as it is. Format: how many
 * keys; the keys, all of one length; where each value begins and the last ends; the values, each the length of its first part in a
 * byte and then both parts. An empty part means that there was, or is, nothing.
 */
final class DiffTable {
    private final byte[] bytes;
    private final int start;
    private final int keySize;
    private final int count;

    /** The table that begins at {@code start}. */
    DiffTable(byte[] bytes, int start, int keySize) {
        this.bytes = bytes;
        this.start = start;
        this.keySize = keySize;
        this.count = intAt(start);
    }

    /** One key. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Entry(byte[] key, byte[] before, byte[] after) {}

    /** @param entries in any order, keys distinct and all of one length, values of at most 255 bytes */
    static byte[] encode(List<Entry> entries) {
        List<Entry> sorted = entries.stream()
                .sorted((a, b) -> Arrays.compareUnsigned(a.key, b.key))
                .toList();
        int size = Integer.BYTES * (2 + sorted.size());
        for (Entry entry : sorted) {
            size += entry.key.length + 1 + entry.before.length + entry.after.length;
        }
        ByteBuffer out = ByteBuffer.allocate(size).putInt(sorted.size());
        sorted.forEach(entry -> out.put(entry.key));
        int end = 0;
        for (Entry entry : sorted) {
            out.putInt(end);
            end += 1 + entry.before.length + entry.after.length;
        }
        out.putInt(end);
        sorted.forEach(
                entry -> out.put((byte) entry.before.length).put(entry.before).put(entry.after));
        return out.array();
    }

    int size() {
        return count;
    }

    /** The position of a key, negative when it is not there. */
    int find(byte[] key) {
        int low = 0;
        int high = count - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int from = keyStart(middle);
            int order = Arrays.compareUnsigned(bytes, from, from + keySize, key, 0, key.length);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    byte[] key(int index) {
        return Arrays.copyOfRange(bytes, keyStart(index), keyStart(index) + keySize);
    }

    byte[] before(int index) {
        int from = valueStart(index);
        return Arrays.copyOfRange(bytes, from + 1, from + 1 + (bytes[from] & 0xff));
    }

    byte[] after(int index) {
        int from = valueStart(index);
        return Arrays.copyOfRange(bytes, from + 1 + (bytes[from] & 0xff), valueStart(index + 1));
    }

    private int keyStart(int index) {
        return start + Integer.BYTES + index * keySize;
    }

    private int valueStart(int index) {
        int offsets = keyStart(count);
        return offsets + Integer.BYTES * (count + 1) + intAt(offsets + Integer.BYTES * index);
    }

    private int intAt(int at) {
        return ByteBuffer.wrap(bytes).getInt(at);
    }
}

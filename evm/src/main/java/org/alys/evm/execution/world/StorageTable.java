package org.alys.evm.execution.world;

import java.util.Arrays;
import org.alys.primitives.UInt256;

/**
 * The slots of one account that were looked at: a hash table whose entries keep their number, four limbs a word, the least
 * significant first. An entry holds the slot, its value, its value when the transaction began, and its value in the state
 * under the block.
 */
public final class StorageTable {
    private static final int STRIDE = 16;
    private static final int CURRENT = 4;
    private static final int ORIGINAL = 8;
    private static final int BASE = 12;
    private static final int NONE = -1;

    /** Slots are chosen by contracts: what they collide with must not be foreseeable. */
    private final long seed = System.identityHashCode(this) * 0x9e3779b97f4a7c15L;

    private int[] buckets = newBuckets(16);
    private long[] cells = new long[8 * STRIDE];
    private int[] warmIn = new int[8];
    private int[] writtenIn = new int[8];
    private int size;

    int size() {
        return size;
    }

    void clear() {
        Arrays.fill(buckets, NONE);
        size = 0;
    }

    /** The entry of the slot at {@code words[at..at+3]}, or -1. */
    int find(long[] words, int at) {
        long k0 = words[at];
        long k1 = words[at + 1];
        long k2 = words[at + 2];
        long k3 = words[at + 3];
        int mask = buckets.length - 1;
        int bucket = hash(k0, k1, k2, k3) & mask;
        while (true) {
            int entry = buckets[bucket];
            if (entry == NONE) {
                return NONE;
            }
            int cell = entry * STRIDE;
            if (cells[cell] == k0 && cells[cell + 1] == k1 && cells[cell + 2] == k2 && cells[cell + 3] == k3) {
                return entry;
            }
            bucket = (bucket + 1) & mask;
        }
    }

    /** Adds a slot that is not there, with its value in the state under the block. */
    int add(long[] words, int at, UInt256 value) {
        if (2 * (size + 1) > buckets.length) {
            grow();
        }
        int entry = size++;
        int cell = entry * STRIDE;
        System.arraycopy(words, at, cells, cell, 4);
        for (int part = CURRENT; part <= BASE; part += 4) {
            cells[cell + part] = value.w0();
            cells[cell + part + 1] = value.w1();
            cells[cell + part + 2] = value.w2();
            cells[cell + part + 3] = value.w3();
        }
        warmIn[entry] = 0;
        writtenIn[entry] = 0;
        place(entry);
        return entry;
    }

    int warmIn(int entry) {
        return warmIn[entry];
    }

    void warm(int entry, int transaction) {
        warmIn[entry] = transaction;
    }

    /** Sets a value; the first time in a transaction, the value until now becomes the original one. */
    void write(int entry, int transaction, long[] words, int at) {
        int cell = entry * STRIDE;
        if (writtenIn[entry] != transaction) {
            writtenIn[entry] = transaction;
            System.arraycopy(cells, cell + CURRENT, cells, cell + ORIGINAL, 4);
        }
        System.arraycopy(words, at, cells, cell + CURRENT, 4);
    }

    /** Copies the value to {@code words[at..at+3]}. */
    public void copyCurrent(int entry, long[] words, int at) {
        int cell = entry * STRIDE + CURRENT;
        words[at] = cells[cell];
        words[at + 1] = cells[cell + 1];
        words[at + 2] = cells[cell + 2];
        words[at + 3] = cells[cell + 3];
    }

    public boolean currentEquals(int entry, long[] words, int at) {
        return equal(entry * STRIDE + CURRENT, words, at);
    }

    /** Compares with what it was before {@code transaction}, the one that runs. */
    public boolean originalEquals(int entry, int transaction, long[] words, int at) {
        return equal(original(entry, transaction), words, at);
    }

    public boolean currentIsZero(int entry) {
        return isZero(entry * STRIDE + CURRENT);
    }

    /** Looks at what it was before {@code transaction}, the one that runs. */
    public boolean originalIsZero(int entry, int transaction) {
        return isZero(original(entry, transaction));
    }

    /** Compares with what it was before {@code transaction}, the one that runs. */
    public boolean originalEqualsCurrent(int entry, int transaction) {
        return writtenIn[entry] != transaction || equal(entry * STRIDE + CURRENT, cells, entry * STRIDE + ORIGINAL);
    }

    UInt256 slot(int entry) {
        return word(entry * STRIDE);
    }

    /** The value now. */
    public UInt256 current(int entry) {
        return word(entry * STRIDE + CURRENT);
    }

    /** Whether it differs from the state under the block. */
    boolean changed(int entry) {
        return !equal(entry * STRIDE + CURRENT, cells, entry * STRIDE + BASE);
    }

    private int original(int entry, int transaction) {
        return entry * STRIDE + (writtenIn[entry] == transaction ? ORIGINAL : CURRENT);
    }

    private boolean equal(int cell, long[] words, int at) {
        return cells[cell] == words[at]
                && cells[cell + 1] == words[at + 1]
                && cells[cell + 2] == words[at + 2]
                && cells[cell + 3] == words[at + 3];
    }

    private boolean isZero(int cell) {
        return (cells[cell] | cells[cell + 1] | cells[cell + 2] | cells[cell + 3]) == 0;
    }

    private UInt256 word(int cell) {
        return new UInt256(cells[cell + 3], cells[cell + 2], cells[cell + 1], cells[cell]);
    }

    private void grow() {
        buckets = newBuckets(2 * buckets.length);
        int capacity = buckets.length / 2;
        cells = Arrays.copyOf(cells, capacity * STRIDE);
        warmIn = Arrays.copyOf(warmIn, capacity);
        writtenIn = Arrays.copyOf(writtenIn, capacity);
        for (int entry = 0; entry < size; entry++) {
            place(entry);
        }
    }

    private void place(int entry) {
        int cell = entry * STRIDE;
        int mask = buckets.length - 1;
        int bucket = hash(cells[cell], cells[cell + 1], cells[cell + 2], cells[cell + 3]) & mask;
        while (buckets[bucket] != NONE) {
            bucket = (bucket + 1) & mask;
        }
        buckets[bucket] = entry;
    }

    private int hash(long k0, long k1, long k2, long k3) {
        long mixed = (k0 ^ seed) * 0x9e3779b97f4a7c15L;
        mixed = (Long.rotateLeft(mixed, 29) ^ k1) * 0xbf58476d1ce4e5b9L;
        mixed = (Long.rotateLeft(mixed, 29) ^ k2) * 0x94d049bb133111ebL;
        mixed = (Long.rotateLeft(mixed, 29) ^ k3) * 0x9e3779b97f4a7c15L;
        return (int) (mixed >>> 32);
    }

    private static int[] newBuckets(int count) {
        int[] fresh = new int[count];
        Arrays.fill(fresh, NONE);
        return fresh;
    }
}

package org.alys.evm.trie;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What to change in a trie: keys in ascending order, each with its new value or none. */
public final class SortedChanges {
    /** The value of a key that is to be removed; a trie holds no empty values. */
    private static final byte[] REMOVED = {};

    private final List<Change> changes;

    private SortedChanges(List<Change> changes) {
        this.changes = changes;
    }

    public static Builder builder() {
        return new Builder();
    }

    public int size() {
        return changes.size();
    }

    public boolean isEmpty() {
        return changes.isEmpty();
    }

    byte[] key(int index) {
        return changes.get(index).key;
    }

    /** Empty when the key is to be removed. */
    byte[] value(int index) {
        return changes.get(index).value;
    }

    boolean isRemoval(int index) {
        return value(index).length == 0;
    }

    /** Collects changes in any order. Arrays are kept, not copied. */
    public static final class Builder {
        private final List<Change> changes = new ArrayList<>();

        private Builder() {}

        /**
         * Sets a key.
         *
         * @param value not empty
         */
        public Builder put(byte[] key, byte[] value) {
            if (value.length == 0) {
                throw new IllegalArgumentException("a trie holds no empty values");
            }
            changes.add(new Change(key, value));
            return this;
        }

        public Builder remove(byte[] key) {
            changes.add(new Change(key, REMOVED));
            return this;
        }

        /**
         * The changes in order.
         *
         * @throws IllegalArgumentException when a key was named twice
         */
        public SortedChanges build() {
            changes.sort((a, b) -> Arrays.compareUnsigned(a.key, b.key));
            for (int i = 1; i < changes.size(); i++) {
                if (Arrays.equals(changes.get(i - 1).key, changes.get(i).key)) {
                    throw new IllegalArgumentException("the same key is changed twice");
                }
            }
            return new SortedChanges(List.copyOf(changes));
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared, only carried
    private record Change(byte[] key, byte[] value) {}
}

package org.alys.bridge;

import java.util.Comparator;

/** Where in Bitcoin's chain an output was made: the order in which deposits are minted. */
record Place(int height, int transactionIndex, long outputIndex) implements Comparable<Place> {
    private static final Comparator<Place> ORDER = Comparator.comparingInt(Place::height)
            .thenComparingInt(Place::transactionIndex)
            .thenComparingLong(Place::outputIndex);

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }
}

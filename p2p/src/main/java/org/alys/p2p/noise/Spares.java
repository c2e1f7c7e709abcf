package org.alys.p2p.noise;

import java.util.ArrayDeque;

/** Arrays for long messages, used again and again: a fresh one would be cleared first and be in no cache. Thread-safe. */
final class Spares {
    /** Length of the arrays: that of the longest message. */
    static final int LENGTH = 0xffff;

    /** 2 MiB for all links of a host together. */
    private static final int MOST = 32;

    private final ArrayDeque<byte[]> arrays = new ArrayDeque<>();

    synchronized byte[] take() {
        byte[] spare = arrays.pollLast();
        return spare == null ? new byte[LENGTH] : spare;
    }

    /** @param array that nobody refers to any more; kept if it is one of those that are handed out here */
    synchronized void give(byte[] array) {
        if (array.length == LENGTH && arrays.size() < MOST) {
            arrays.addLast(array);
        }
    }
}

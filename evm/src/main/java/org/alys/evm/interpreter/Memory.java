package org.alys.evm.interpreter;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The memory of all frames in one array, that of the running frame on top. What lies beneath does not change meanwhile, so a
 * callee reads its call data where the caller has it.
 */
final class Memory {
    /** Of one frame, in bytes; to pay for so much takes 2 * 10^12 gas. */
    static final long MAX_SIZE = 1 << 30;

    private static final int KEPT = 4 << 20;
    /** Beyond so many bytes it no longer doubles: a call can ask for over a hundred megabytes, and both arrays must fit. */
    private static final int GROWTH = 16 << 20;

    private static final long WORD_GAS = 3;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** Replaced when it grows. */
    byte[] bytes = new byte[1 << 16];
    /** Where the running frame's memory begins. */
    int base;
    /** Of the running frame's memory: bytes, whole words. */
    int size;

    void enter() {
        base += size;
        size = 0;
    }

    void leave(int callerBase, int callerSize) {
        base = callerBase;
        size = callerSize;
    }

    void reset() {
        base = 0;
        size = 0;
        if (bytes.length > KEPT) {
            bytes = new byte[1 << 16];
        }
    }

    /** Makes {@code [offset, offset + length)} part of the memory; gives the gas left, or a halt. */
    long expand(long[] s, int offsetAt, int lengthAt, long gas) {
        if (Words.isZero(s, lengthAt)) {
            return gas;
        }
        return expand(Words.toLong(s, offsetAt), Words.toLong(s, lengthAt), gas);
    }

    long expand(long offset, long length, long gas) {
        if (length == 0 || (offset <= size && length <= size - offset)) {
            return gas;
        }
        if (offset > MAX_SIZE || length > MAX_SIZE || offset + length > MAX_SIZE) {
            return Halt.OUT_OF_GAS;
        }
        long words = (offset + length + 31) >>> 5;
        long before = (long) size >>> 5;
        long left = gas - (WORD_GAS * (words - before) + ((words * words) >>> 9) - ((before * before) >>> 9));
        if (left < 0) {
            return Halt.OUT_OF_GAS;
        }
        grow((int) words << 5);
        return left;
    }

    private void grow(int newSize) {
        long end = (long) base + newSize;
        if (end > bytes.length) {
            if (end > Integer.MAX_VALUE - 64) {
                throw new OutOfMemoryError("frames of one transaction hold more than 2 GiB of memory");
            }
            long comfortable = (long) bytes.length + Math.min(bytes.length, Math.max(GROWTH, bytes.length / 4));
            bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 64, Math.max(end, comfortable)));
        }
        Arrays.fill(bytes, base + size, base + newSize, (byte) 0);
        size = newSize;
    }

    /** MLOAD: the word at the offset at {@code s[at]} takes its place. */
    long load(long[] s, int at, long gas) {
        long offset = s[at];
        long left = gas;
        if ((s[at + 1] | s[at + 2] | s[at + 3]) != 0 || offset < 0 || offset > size - 32) {
            left = expand(Words.toLong(s, at), 32, gas);
            if (left < 0) {
                return left;
            }
        }
        int from = base + (int) offset;
        s[at] = (long) LONG.get(bytes, from + 24);
        s[at + 1] = (long) LONG.get(bytes, from + 16);
        s[at + 2] = (long) LONG.get(bytes, from + 8);
        s[at + 3] = (long) LONG.get(bytes, from);
        return left;
    }

    /** MSTORE: the word at {@code s[value]} goes to the offset at {@code s[at]}. */
    long store(long[] s, int at, int value, long gas) {
        long offset = s[at];
        long left = gas;
        if ((s[at + 1] | s[at + 2] | s[at + 3]) != 0 || offset < 0 || offset > size - 32) {
            left = expand(Words.toLong(s, at), 32, gas);
            if (left < 0) {
                return left;
            }
        }
        int to = base + (int) offset;
        LONG.set(bytes, to + 24, s[value]);
        LONG.set(bytes, to + 16, s[value + 1]);
        LONG.set(bytes, to + 8, s[value + 2]);
        LONG.set(bytes, to, s[value + 3]);
        return left;
    }

    /** MSTORE8. */
    long storeByte(long[] s, int at, int value, long gas) {
        long left = expand(Words.toLong(s, at), 1, gas);
        if (left >= 0) {
            bytes[base + (int) s[at]] = (byte) s[value];
        }
        return left;
    }

    /**
     * CALLDATACOPY and its like: copies from {@code source[start, start + length)}, which has zeros behind. On the stack lie, from
     * the top: where to, from where, how much.
     */
    long copy(byte[] source, int start, int available, long[] s, int toAt, long gas) {
        int fromAt = toAt - 4;
        int lengthAt = toAt - 8;
        long left = expandForCopy(s, toAt, lengthAt, gas);
        if (left >= 0 && !Words.isZero(s, lengthAt)) {
            int length = (int) s[lengthAt];
            int to = base + (int) s[toAt];
            int from = (int) Math.min(Words.toLong(s, fromAt), available);
            int copied = Math.min(length, available - from);
            System.arraycopy(source, start + from, bytes, to, copied);
            Arrays.fill(bytes, to + copied, to + length, (byte) 0);
        }
        return left;
    }

    /** MCOPY (EIP-5656). */
    long move(long[] s, int toAt, long gas) {
        int fromAt = toAt - 4;
        int lengthAt = toAt - 8;
        if (Words.isZero(s, lengthAt)) {
            return gas;
        }
        long furthest = Math.max(Words.toLong(s, toAt), Words.toLong(s, fromAt));
        long length = Words.toLong(s, lengthAt);
        long left = gas - 3 * words(length);
        left = left < 0 ? Halt.OUT_OF_GAS : expand(furthest, length, left);
        if (left >= 0) {
            System.arraycopy(bytes, base + (int) s[fromAt], bytes, base + (int) s[toAt], (int) length);
        }
        return left;
    }

    /** Pays 3 gas a word, and for the memory. */
    long expandForCopy(long[] s, int toAt, int lengthAt, long gas) {
        if (Words.isZero(s, lengthAt)) {
            return gas;
        }
        long left = gas - 3 * words(Words.toLong(s, lengthAt));
        return left < 0 ? Halt.OUT_OF_GAS : expand(s, toAt, lengthAt, left);
    }

    /** Whole words of so many bytes; what is too large to pay for stays so. */
    static long words(long length) {
        return (Math.min(length, MAX_SIZE << 8) + 31) >>> 5;
    }

    /** A copy of a part of the running frame's memory, which is there. */
    byte[] slice(int offset, int length) {
        return length == 0 ? new byte[0] : Arrays.copyOfRange(bytes, base + offset, base + offset + length);
    }
}

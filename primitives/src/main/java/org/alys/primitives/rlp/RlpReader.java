package org.alys.primitives.rlp;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * Reads one RLP list item by item, strictly: lengths must be in their shortest form and fit. Items inside an item are
 * not looked at until {@link #list} is called on it, so depth costs nothing. Every method that reads throws
 * {@link IllegalArgumentException} when the next item is not what it names, or when there is none.
 */
public final class RlpReader {
    private final byte[] bytes;
    private final int end;
    private int at;

    private RlpReader(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.at = start;
        this.end = end;
    }

    /**
     * A reader of the items of the list that {@code bytes} holds from {@code offset} to the end.
     *
     * @throws IllegalArgumentException when there is not exactly one list
     */
    public static RlpReader ofList(byte[] bytes, int offset) {
        Span span = span(bytes, offset, bytes.length);
        if (!span.list || span.end != bytes.length) {
            throw new IllegalArgumentException("expected exactly one RLP list");
        }
        return new RlpReader(bytes, span.start, span.end);
    }

    /** The next item, a number of at most 256 bits. */
    public BigInteger number() {
        Span span = next();
        int size = span.end - span.start;
        if (span.list || size > 32 || (size > 0 && bytes[span.start] == 0)) {
            throw new IllegalArgumentException("expected an RLP number of at most 256 bits");
        }
        return new BigInteger(1, Arrays.copyOfRange(bytes, span.start, span.end));
    }

    /** Whether there is another item. */
    public boolean hasNext() {
        return at < end;
    }

    /** Whether the next item is a list. */
    public boolean nextIsList() {
        return span(bytes, at, end).list;
    }

    /** The content of the next item, a byte string of any length. */
    public byte[] string() {
        Span span = next();
        if (span.list) {
            throw new IllegalArgumentException("expected an RLP string, found a list");
        }
        return Arrays.copyOfRange(bytes, span.start, span.end);
    }

    /** A reader of the items of the next item, a list. */
    public RlpReader list() {
        Span span = next();
        if (!span.list) {
            throw new IllegalArgumentException("expected an RLP list, found a string");
        }
        return new RlpReader(bytes, span.start, span.end);
    }

    /** The next item, whatever it is, with its prefix. */
    public byte[] item() {
        int start = at;
        next();
        return Arrays.copyOfRange(bytes, start, at);
    }

    /**
     * Checks that nothing is left.
     *
     * @throws IllegalArgumentException when there is another item
     */
    public void end() {
        if (hasNext()) {
            throw new IllegalArgumentException("more items in an RLP list than expected");
        }
    }

    /** Steps over the next item. */
    public RlpReader skip() {
        next();
        return this;
    }

    private Span next() {
        Span span = span(bytes, at, end);
        at = span.end;
        return span;
    }

    private static Span span(byte[] bytes, int at, int end) {
        if (at >= end) {
            throw new IllegalArgumentException("RLP ends early");
        }
        int prefix = bytes[at] & 0xff;
        if (prefix < 0x80) {
            return new Span(false, at, at + 1);
        }
        boolean list = prefix >= 0xc0;
        int shortLength = prefix - (list ? 0xc0 : 0x80);
        if (shortLength <= 55) {
            boolean needless = !list && shortLength == 1 && at + 1 < end && (bytes[at + 1] & 0xff) < 0x80;
            if (needless) {
                throw new IllegalArgumentException("RLP prefix on a byte that needs none");
            }
            return checked(list, at + 1, shortLength, end);
        }
        return longSpan(bytes, at, end, list, shortLength - 55);
    }

    private static Span longSpan(byte[] bytes, int at, int end, boolean list, int lengthSize) {
        if (lengthSize > end - at - 1) {
            throw new IllegalArgumentException("RLP ends early");
        }
        BigInteger length = new BigInteger(1, Arrays.copyOfRange(bytes, at + 1, at + 1 + lengthSize));
        if (bytes[at + 1] == 0 || length.compareTo(BigInteger.valueOf(55)) <= 0) {
            throw new IllegalArgumentException("RLP length is not in its shortest form");
        }
        return checked(list, at + 1 + lengthSize, length.bitLength() > 31 ? Integer.MAX_VALUE : length.intValue(), end);
    }

    private static Span checked(boolean list, int start, int length, int end) {
        if (length > end - start) {
            throw new IllegalArgumentException("RLP ends early");
        }
        return new Span(list, start, start + length);
    }

    private record Span(boolean list, int start, int end) {}
}

package org.alys.bitcoin.tx;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;

/**
 * Reads Bitcoin's consensus encoding from a byte array: little-endian integers and minimal compact sizes. No length
 * found in the input makes it allocate more than the input holds. Not safe for use by several threads.
 */
public final class BitcoinReader {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] input;
    private int position;

    /** Reads {@code input} from its start; the caller must not change it meanwhile. */
    public BitcoinReader(byte[] input) {
        this.input = input;
    }

    /** Bytes read so far. */
    public int position() {
        return position;
    }

    public int remaining() {
        return input.length - position;
    }

    /** The byte at {@code ahead} bytes from here, 0 to 255, without reading it; -1 beyond the end. */
    public int peek(int ahead) {
        return ahead < remaining() ? input[position + ahead] & 0xff : -1;
    }

    public int readByte() throws MalformedBytesException {
        require(1);
        return input[position++] & 0xff;
    }

    public int readInt32() throws MalformedBytesException {
        require(Integer.BYTES);
        int value = (int) INT.get(input, position);
        position += Integer.BYTES;
        return value;
    }

    /** 0 to 2^32 - 1. */
    public long readUnsignedInt32() throws MalformedBytesException {
        return Integer.toUnsignedLong(readInt32());
    }

    public long readInt64() throws MalformedBytesException {
        require(Long.BYTES);
        long value = (long) LONG.get(input, position);
        position += Long.BYTES;
        return value;
    }

    public Bytes32 readBytes32() throws MalformedBytesException {
        require(Bytes32.SIZE);
        Bytes32 value = Bytes32.copyOf(input, position);
        position += Bytes32.SIZE;
        return value;
    }

    public byte[] readArray(int length) throws MalformedBytesException {
        require(length);
        byte[] value = Arrays.copyOfRange(input, position, position + length);
        position += length;
        return value;
    }

    /** A compact size and as many bytes. */
    public Bytes readVarBytes() throws MalformedBytesException {
        int length = readCount(1);
        return length == 0 ? Bytes.EMPTY : Bytes.of(readArray(length));
    }

    /** A copy of the bytes read since {@code position} was {@code start}. */
    public byte[] readSince(int start) {
        return Arrays.copyOfRange(input, start, position);
    }

    /** Passes over {@code length} bytes. */
    public void skip(int length) throws MalformedBytesException {
        require(length);
        position += length;
    }

    /**
     * A compact size that says how many items follow, each of {@code minItemSize} bytes or more; a number that the rest
     * of the input cannot hold is malformed.
     */
    public int readCount(int minItemSize) throws MalformedBytesException {
        int start = position;
        long count = readCompactSize();
        if (count < 0 || count > remaining() / minItemSize) {
            throw new MalformedBytesException(
                    start, "count of " + Long.toUnsignedString(count) + " exceeds the bytes that follow");
        }
        return (int) count;
    }

    /** An unsigned 64-bit number; longer forms than needed are malformed (Bitcoin Core, {@code ReadCompactSize}). */
    public long readCompactSize() throws MalformedBytesException {
        int start = position;
        int first = readByte();
        long value = switch (first) {
            case 0xfd -> readByte() | (readByte() << 8);
            case 0xfe -> readUnsignedInt32();
            case 0xff -> readInt64();
            default -> first;
        };
        boolean minimal = switch (first) {
            case 0xfd -> value >= 0xfd;
            case 0xfe -> value > 0xffffL;
            case 0xff -> Long.compareUnsigned(value, 0xffff_ffffL) > 0;
            default -> true;
        };
        if (!minimal) {
            throw new MalformedBytesException(start, "compact size is not minimal");
        }
        return value;
    }

    /** Fails when bytes are left. */
    public void requireEnd() throws MalformedBytesException {
        if (remaining() > 0) {
            throw new MalformedBytesException(position, remaining() + " trailing bytes");
        }
    }

    private void require(int length) throws MalformedBytesException {
        if (length > remaining()) {
            throw new MalformedBytesException(
                    position, "input ends: " + length + " bytes wanted, " + remaining() + " left");
        }
    }
}

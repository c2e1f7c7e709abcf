package org.alys.bitcoin.tx;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;

/** Writes Bitcoin's consensus encoding into a growing byte array. Not safe for use by several threads. */
public final class BitcoinWriter {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] buffer;
    private int size;

    /** A writer with room for {@code expectedSize} bytes before it has to grow. */
    public BitcoinWriter(int expectedSize) {
        buffer = new byte[Math.max(expectedSize, 16)];
    }

    /** How many bytes a compact size of {@code value} (unsigned) takes: 1, 3, 5 or 9. */
    public static int compactSizeLength(long value) {
        if (Long.compareUnsigned(value, 0xfd) < 0) {
            return 1;
        }
        if (Long.compareUnsigned(value, 0xffff) <= 0) {
            return 3;
        }
        return Long.compareUnsigned(value, 0xffff_ffffL) <= 0 ? 5 : 9;
    }

    /** Bytes written so far. */
    public int size() {
        return size;
    }

    public BitcoinWriter writeByte(int value) {
        reserve(1);
        buffer[size++] = (byte) value;
        return this;
    }

    /** The low 32 bits of {@code value}; so it takes signed and unsigned numbers alike. */
    public BitcoinWriter writeInt32(long value) {
        reserve(Integer.BYTES);
        INT.set(buffer, size, (int) value);
        size += Integer.BYTES;
        return this;
    }

    public BitcoinWriter writeInt64(long value) {
        reserve(Long.BYTES);
        LONG.set(buffer, size, value);
        size += Long.BYTES;
        return this;
    }

    public BitcoinWriter writeBytes32(Bytes32 value) {
        reserve(Bytes32.SIZE);
        value.copyTo(buffer, size);
        size += Bytes32.SIZE;
        return this;
    }

    public BitcoinWriter writeArray(byte[] value) {
        reserve(value.length);
        System.arraycopy(value, 0, buffer, size, value.length);
        size += value.length;
        return this;
    }

    public BitcoinWriter writeBytes(Bytes value) {
        reserve(value.size());
        value.copyTo(buffer, size);
        size += value.size();
        return this;
    }

    /** The length as a compact size, then the bytes. */
    public BitcoinWriter writeVarBytes(Bytes value) {
        return writeCompactSize(value.size()).writeBytes(value);
    }

    /** An unsigned 64-bit number in its shortest form. */
    public BitcoinWriter writeCompactSize(long value) {
        return switch (compactSizeLength(value)) {
            case 1 -> writeByte((int) value);
            case 3 -> writeByte(0xfd).writeByte((int) value).writeByte((int) (value >>> 8));
            case 5 -> writeByte(0xfe).writeInt32(value);
            default -> writeByte(0xff).writeInt64(value);
        };
    }

    /** What was written. */
    public byte[] toArray() {
        return size == buffer.length ? buffer.clone() : Arrays.copyOf(buffer, size);
    }

    private void reserve(int more) {
        if (more > buffer.length - size) {
            buffer = Arrays.copyOf(buffer, Math.max(Math.addExact(size, more), Math.addExact(size, size)));
        }
    }
}

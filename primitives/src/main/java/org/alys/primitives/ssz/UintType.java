package org.alys.primitives.ssz;

/** An unsigned integer of up to 64 bits, little-endian; 64-bit values use all bits of the long. */
final class UintType extends SszType<Long> {
    private final int bytes;

    UintType(int bits) {
        this.bytes = bits / Byte.SIZE;
    }

    @Override
    public int size(Long value) {
        return bytes;
    }

    @Override
    int fixedSize() {
        return bytes;
    }

    @Override
    boolean isBasic() {
        return true;
    }

    @Override
    int write(Long value, byte[] out, int at) {
        long rest = value;
        if (bytes < Long.BYTES && rest >>> (8 * bytes) != 0) {
            throw new IllegalArgumentException(value + " does not fit in uint" + 8 * bytes);
        }
        for (int i = 0; i < bytes; i++) {
            out[at + i] = (byte) (rest >>> (8 * i));
        }
        return at + bytes;
    }

    @Override
    Long read(byte[] in, int from, int to) throws MalformedSszException {
        requireSize(bytes, from, to);
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (in[from + i] & 0xffL) << (8 * i);
        }
        return value;
    }

    @Override
    void rootInto(Long value, byte[] out, int at) {
        write(value, out, at);
    }
}

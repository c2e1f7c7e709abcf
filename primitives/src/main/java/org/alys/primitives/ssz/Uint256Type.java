package org.alys.primitives.ssz;

import java.math.BigInteger;

final class Uint256Type extends SszType<BigInteger> {
    private static final int BYTES = 32;

    @Override
    public int size(BigInteger value) {
        return BYTES;
    }

    @Override
    int fixedSize() {
        return BYTES;
    }

    @Override
    boolean isBasic() {
        return true;
    }

    @Override
    int write(BigInteger value, byte[] out, int at) {
        if (value.signum() < 0 || value.bitLength() > 8 * BYTES) {
            throw new IllegalArgumentException(value + " does not fit in uint256");
        }
        byte[] bigEndian = value.toByteArray();
        for (int i = 0; i < BYTES; i++) {
            out[at + i] = i < bigEndian.length ? bigEndian[bigEndian.length - 1 - i] : 0;
        }
        return at + BYTES;
    }

    @Override
    BigInteger read(byte[] in, int from, int to) throws MalformedSszException {
        requireSize(BYTES, from, to);
        byte[] bigEndian = new byte[BYTES];
        for (int i = 0; i < BYTES; i++) {
            bigEndian[i] = in[to - 1 - i];
        }
        return new BigInteger(1, bigEndian);
    }

    @Override
    void rootInto(BigInteger value, byte[] out, int at) {
        write(value, out, at);
    }
}

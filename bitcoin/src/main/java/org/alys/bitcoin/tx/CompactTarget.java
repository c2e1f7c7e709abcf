package org.alys.bitcoin.tx;

import java.math.BigInteger;
import org.alys.primitives.Bytes32;

/**
 * A proof-of-work target in Bitcoin's 32-bit floating form ("nBits"): an exponent byte and a 23-bit mantissa with a sign
 * bit. Any 32 bits can be held; those that name a negative, zero or too large number are met by no hash (Bitcoin Core,
 * {@code arith_uint256::SetCompact} and {@code CheckProofOfWork}).
 */
public record CompactTarget(int bits) {
    /** The easiest target of Bitcoin's regression test network. */
    public static final CompactTarget REGTEST_LIMIT = new CompactTarget(0x207fffff);

    private static final int SIGN_BIT = 0x0080_0000;
    private static final int MANTISSA = 0x007f_ffff;
    private static final int TARGET_BITS = 256;

    /**
     * The largest compact target not above {@code target}: low digits are cut off.
     *
     * @throws IllegalArgumentException unless {@code target} is between 0 and 2^256 - 1
     */
    public static CompactTarget ofTarget(BigInteger target) {
        if (target.signum() < 0 || target.bitLength() > TARGET_BITS) {
            throw new IllegalArgumentException("target out of range 0 to 2^256 - 1: " + target);
        }
        int size = (target.bitLength() + 7) / 8;
        int mantissa = size <= 3
                ? target.intValue() << (8 * (3 - size))
                : target.shiftRight(8 * (size - 3)).intValue();
        if ((mantissa & SIGN_BIT) != 0) {
            mantissa >>>= 8;
            size++;
        }
        return new CompactTarget(mantissa | (size << 24));
    }

    /** The bits that 8 hex digits name, as in {@code 1d00ffff}. */
    public static CompactTarget fromHex(String hex) {
        if (hex.length() != 8) {
            throw new IllegalArgumentException("compact bits have 8 hex digits, got " + hex.length());
        }
        return new CompactTarget(Integer.parseUnsignedInt(hex, 16));
    }

    private int exponent() {
        return bits >>> 24;
    }

    private int mantissa() {
        int mantissa = bits & MANTISSA;
        return exponent() < 3 ? mantissa >>> (8 * (3 - exponent())) : mantissa;
    }

    /** Whether the sign bit is set on a number that is not zero. */
    public boolean isNegative() {
        return mantissa() != 0 && (bits & SIGN_BIT) != 0;
    }

    /** Whether the number does not fit in 256 bits. */
    public boolean isOverflow() {
        int mantissa = mantissa();
        int exponent = exponent();
        return mantissa != 0
                && (exponent > 34 || (mantissa > 0xff && exponent > 33) || (mantissa > 0xffff && exponent > 32));
    }

    /** Whether some hash can meet it: positive and below 2^256. */
    public boolean isUsable() {
        return mantissa() != 0 && !isNegative() && !isOverflow();
    }

    /**
     * The 256-bit number.
     *
     * @throws IllegalStateException when it is negative or does not fit
     */
    public BigInteger target() {
        if (isNegative() || isOverflow()) {
            throw new IllegalStateException("no 256-bit target: " + this);
        }
        BigInteger mantissa = BigInteger.valueOf(mantissa());
        return exponent() <= 3 ? mantissa : mantissa.shiftLeft(8 * (exponent() - 3));
    }

    /** The target as 32 bytes, least significant first: what Namecoin prints as {@code _target}. */
    public Bytes32 targetLittleEndian() {
        byte[] bytes = new byte[Bytes32.SIZE];
        BigInteger rest = target();
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = rest.byteValue();
            rest = rest.shiftRight(8);
        }
        return Bytes32.of(bytes);
    }

    /** Whether {@code hash}, read as a little-endian number, is at most the target. */
    public boolean isMetBy(BlockHash hash) {
        return isMetBy(hash.bytes().toArray());
    }

    /** As {@link #isMetBy(BlockHash)}, for 32 bytes in hash-output order. */
    public boolean isMetBy(byte[] hash) {
        if (!isUsable()) {
            return false;
        }
        int mantissa = mantissa();
        int lowest = Math.max(exponent() - 3, 0);
        for (int i = Bytes32.SIZE - 1; i >= 0; i--) {
            int place = i - lowest;
            int wanted = place >= 0 && place < 3 ? (mantissa >>> (8 * place)) & 0xff : 0;
            int got = hash[i] & 0xff;
            if (got != wanted) {
                return got < wanted;
            }
        }
        return true;
    }

    /** 8 lower-case hex digits without prefix. */
    public String toHex() {
        return String.format("%08x", bits);
    }

    @Override
    public String toString() {
        return toHex();
    }
}

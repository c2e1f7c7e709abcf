package org.alys.primitives;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** A 20-byte account of the EVM. Printed with the mixed-case checksum of EIP-55. */
public final class EvmAddress implements Comparable<EvmAddress> {
    public static final int SIZE = 20;
    public static final EvmAddress ZERO = new EvmAddress(new byte[SIZE]);

    private final byte[] bytes;

    private EvmAddress(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A copy of {@code bytes}, which must be 20 long. */
    public static EvmAddress of(byte[] bytes) {
        if (bytes.length != SIZE) {
            throw new IllegalArgumentException("an EVM address has 20 bytes, got " + bytes.length);
        }
        return new EvmAddress(bytes.clone());
    }

    /**
     * The address that 40 hex digits name, with or without {@code 0x}. Mixed-case digits must carry a valid checksum
     * (EIP-55): a mistyped address would lose money.
     *
     * @throws IllegalArgumentException when it is not 40 hex digits or the checksum is wrong
     */
    public static EvmAddress fromHex(String hex) {
        EvmAddress address = of(Hex.decode(hex));
        String digits = hex.substring(hex.length() - 2 * SIZE);
        boolean mixedCase =
                !digits.equals(digits.toLowerCase(Locale.ROOT)) && !digits.equals(digits.toUpperCase(Locale.ROOT));
        if (mixedCase && !address.toString().endsWith(digits)) {
            throw new IllegalArgumentException("wrong EIP-55 checksum in EVM address " + hex);
        }
        return address;
    }

    public byte[] toArray() {
        return bytes.clone();
    }

    public boolean isZero() {
        return equals(ZERO);
    }

    /** 40 lower-case hex digits after {@code 0x}, as in most JSON. */
    public String toHex0x() {
        return Hex.encode0x(bytes);
    }

    @Override
    public int compareTo(EvmAddress other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EvmAddress that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** {@code 0x} and 40 hex digits whose case is the EIP-55 checksum. */
    @Override
    public String toString() {
        char[] digits = Hex.encode(bytes).toCharArray();
        byte[] hash = Hashes.keccak256(new String(digits).getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < digits.length; i++) {
            int nibble = (hash[i / 2] >> (i % 2 == 0 ? 4 : 0)) & 0xf;
            if (nibble >= 8) {
                digits[i] = Character.toUpperCase(digits[i]);
            }
        }
        return "0x" + new String(digits);
    }
}

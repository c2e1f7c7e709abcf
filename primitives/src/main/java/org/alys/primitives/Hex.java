package org.alys.primitives;

import java.util.HexFormat;

/** Lower-case hexadecimal, with and without the {@code 0x} prefix of Ethereum's JSON. */
public final class Hex {
    private static final HexFormat FORMAT = HexFormat.of();

    private Hex() {}

    /** {@code bytes} as hex digits without a prefix. */
    public static String encode(byte[] bytes) {
        return FORMAT.formatHex(bytes);
    }

    /** {@code bytes} as hex digits after {@code 0x}. */
    public static String encode0x(byte[] bytes) {
        return "0x" + FORMAT.formatHex(bytes);
    }

    /**
     * The bytes that {@code text} names; a leading {@code 0x} is allowed, upper case too.
     *
     * @throws IllegalArgumentException when the digits are odd in number or not hexadecimal
     */
    public static byte[] decode(String text) {
        String digits = text.startsWith("0x") || text.startsWith("0X") ? text.substring(2) : text;
        if (digits.length() % 2 != 0) {
            throw new IllegalArgumentException("odd number of hex digits: " + digits.length());
        }
        return FORMAT.parseHex(digits);
    }
}

package org.alys.p2p.wire;

/** Base32 of RFC 4648 in lower case without padding, as CIDs are written. */
public final class Base32 {
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

    private Base32() {}

    public static String encode(byte[] bytes) {
        StringBuilder out = new StringBuilder();
        int buffer = 0;
        int bits = 0;
        for (byte next : bytes) {
            buffer = (buffer << 8) | (next & 0xff);
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                out.append(ALPHABET.charAt((buffer >> bits) & 31));
            }
            buffer &= (1 << bits) - 1;
        }
        if (bits > 0) {
            out.append(ALPHABET.charAt((buffer << (5 - bits)) & 31));
        }
        return out.toString();
    }

    /**
     * The bytes that {@code text} stands for.
     *
     * @throws IllegalArgumentException when a character is not of the alphabet or the last bits are not zero
     */
    public static byte[] decode(String text) {
        byte[] out = new byte[text.length() * 5 / 8];
        int buffer = 0;
        int bits = 0;
        int at = 0;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            int digit = ALPHABET.indexOf(character);
            if (digit < 0) {
                throw new IllegalArgumentException("not a base32 character: " + character);
            }
            buffer = (buffer << 5) | digit;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                out[at++] = (byte) (buffer >> bits);
            }
            buffer &= (1 << bits) - 1;
        }
        if (bits >= 5 || buffer != 0) {
            throw new IllegalArgumentException("base32 text does not end on a byte");
        }
        return out;
    }
}

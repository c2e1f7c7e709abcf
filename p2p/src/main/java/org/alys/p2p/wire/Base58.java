package org.alys.p2p.wire;

import java.util.Arrays;

/** Base58 with Bitcoin's alphabet, without a checksum. */
public final class Base58 {
    private static final String ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final int RADIX = 58;

    private Base58() {}

    public static String encode(byte[] bytes) {
        int zeros = 0;
        while (zeros < bytes.length && bytes[zeros] == 0) {
            zeros++;
        }
        byte[] number = bytes.clone();
        StringBuilder reversed = new StringBuilder();
        int start = zeros;
        while (start < number.length) {
            reversed.append(ALPHABET.charAt(divide(number, start, 256, RADIX)));
            if (number[start] == 0) {
                start++;
            }
        }
        return reversed.append("1".repeat(zeros)).reverse().toString();
    }

    /**
     * The bytes that {@code text} stands for.
     *
     * @throws IllegalArgumentException when a character is not of the alphabet
     */
    public static byte[] decode(String text) {
        byte[] digits = new byte[text.length()];
        for (int i = 0; i < digits.length; i++) {
            int digit = ALPHABET.indexOf(text.charAt(i));
            if (digit < 0) {
                throw new IllegalArgumentException("not a base58 character: " + text.charAt(i));
            }
            digits[i] = (byte) digit;
        }
        int zeros = 0;
        while (zeros < digits.length && digits[zeros] == 0) {
            zeros++;
        }
        byte[] out = new byte[digits.length];
        int at = out.length;
        int start = zeros;
        while (start < digits.length) {
            out[--at] = (byte) divide(digits, start, RADIX, 256);
            if (digits[start] == 0) {
                start++;
            }
        }
        while (at < out.length && out[at] == 0) {
            at++;
        }
        return Arrays.copyOfRange(out, at - zeros, out.length);
    }

    /** Divides the digits from {@code start} on in place and returns the remainder. */
    private static int divide(byte[] digits, int start, int base, int divisor) {
        int remainder = 0;
        for (int i = start; i < digits.length; i++) {
            int value = remainder * base + (digits[i] & 0xff);
            digits[i] = (byte) (value / divisor);
            remainder = value % divisor;
        }
        return remainder;
    }
}

package org.alys.evm.precompile;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.alys.evm.precompile.field.OddPower;

/**
 * 0x05: modular exponentiation (EIP-198), at the price of EIP-2565 or, from Osaka on, of EIP-7883, which
 * takes no number beyond 1024 bytes (EIP-7823). Three words give the lengths of base, exponent and modulus,
 * which follow; the input may end anywhere.
 */
final class ModExp implements Precompile {
    private static final int HEADER = 3 * Input.WORD;
    private static final int EXPONENT_HEAD = 32;
    private static final int SHORT_BYTES = 32;
    private static final long SHORT_COMPLEXITY = 16;

    private final Rules rules;

    /** What a fork takes, and for how much. */
    enum Rules {
        BERLIN(200, 3, 8, Integer.MAX_VALUE),
        OSAKA(500, 1, 16, 1024);

        private final long leastGas;
        private final long divisor;
        private final long perExponentByte;
        private final long maxBytes;

        Rules(long leastGas, long divisor, long perExponentByte, long maxBytes) {
            this.leastGas = leastGas;
            this.divisor = divisor;
            this.perExponentByte = perExponentByte;
            this.maxBytes = maxBytes;
        }
    }

    ModExp(Rules rules) {
        this.rules = rules;
    }

    @Override
    public long gas(byte[] input) {
        long baseSize = length(input, 0);
        long exponentSize = length(input, 1);
        long modulusSize = length(input, 2);
        long complexity = complexity(Math.max(baseSize, modulusSize));
        if (complexity == 0) {
            return rules.leastGas;
        }
        long product = multiply(complexity, iterations(input, baseSize, exponentSize));
        // a saturated product is beyond any gas limit, divided or not
        return product == Long.MAX_VALUE ? product : Math.max(rules.leastGas, product / rules.divisor);
    }

    private long complexity(long bytes) {
        long words = bytes / 8 + (bytes % 8 == 0 ? 0 : 1);
        return switch (rules) {
            case BERLIN -> multiply(words, words);
            case OSAKA -> bytes <= SHORT_BYTES ? SHORT_COMPLEXITY : multiply(2, multiply(words, words));
        };
    }

    private long iterations(byte[] input, long baseSize, long exponentSize) {
        int headSize = (int) Math.min(EXPONENT_HEAD, exponentSize);
        long headStart = baseSize > input.length ? input.length : HEADER + baseSize;
        long headBits = Math.max(0, new BigInteger(1, Input.slice(input, headStart, headSize)).bitLength() - 1);
        long tail = exponentSize <= EXPONENT_HEAD ? 0 : multiply(rules.perExponentByte, exponentSize - EXPONENT_HEAD);
        return Math.max(1, tail > Long.MAX_VALUE - headBits ? Long.MAX_VALUE : tail + headBits);
    }

    @Override
    public Optional<byte[]> run(byte[] input) {
        long baseSize = length(input, 0);
        long exponentSize = length(input, 1);
        long modulusSize = length(input, 2);
        boolean tooLong = Math.max(baseSize, Math.max(exponentSize, modulusSize)) > rules.maxBytes;
        if (tooLong && rules == Rules.OSAKA) {
            return Optional.empty();
        }
        if (modulusSize == 0) {
            return Optional.of(new byte[0]);
        }
        if (tooLong) {
            return Optional.empty();
        }
        BigInteger modulus = number(input, HEADER + baseSize + exponentSize, (int) modulusSize);
        if (modulus.signum() == 0) {
            return Optional.of(new byte[(int) modulusSize]);
        }
        BigInteger base = number(input, HEADER, (int) baseSize);
        BigInteger exponent = number(input, HEADER + baseSize, (int) exponentSize);
        return Optional.of(encode(power(base, exponent, modulus), (int) modulusSize));
    }

    private static BigInteger power(BigInteger base, BigInteger exponent, BigInteger modulus) {
        boolean isSmall = modulus.testBit(0) && modulus.bitLength() <= OddPower.MAX_BITS;
        return isSmall ? OddPower.of(base, exponent, modulus) : base.modPow(exponent, modulus);
    }

    /** One of the three lengths; saturates. */
    private static long length(byte[] input, int index) {
        byte[] word = Input.slice(input, (long) index * Input.WORD, Input.WORD);
        BigInteger length = new BigInteger(1, word);
        return length.bitLength() < Long.SIZE ? length.longValue() : Long.MAX_VALUE;
    }

    private static BigInteger number(byte[] input, long offset, int size) {
        return new BigInteger(1, Input.slice(input, offset, size));
    }

    private static byte[] encode(BigInteger number, int size) {
        byte[] bytes = number.toByteArray();
        if (bytes.length >= size) {
            return Arrays.copyOfRange(bytes, bytes.length - size, bytes.length);
        }
        return Input.leftPadded(bytes, size - bytes.length);
    }

    /** The product of two numbers that are not negative; saturates. */
    private static long multiply(long a, long b) {
        return Math.multiplyHigh(a, b) == 0 && a * b >= 0 ? a * b : Long.MAX_VALUE;
    }
}

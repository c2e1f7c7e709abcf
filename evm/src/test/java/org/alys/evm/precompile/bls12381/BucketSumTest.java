package org.alys.evm.precompile.bls12381;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A sum of many terms is what its terms make, added one by one. */
class BucketSumTest {
    private static final BigInteger LARGEST = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);

    @Property(tries = 4)
    void sumsInG1(@ForAll long seed, @ForAll @IntRange(min = 40, max = 150) int terms) {
        check(new Random(seed), terms, Coding.NUMBER, Bls12381::mapToG1, Bls12381::multiplyG1, Bls12381::addG1);
    }

    @Property(tries = 4)
    void sumsInG2(@ForAll long seed, @ForAll @IntRange(min = 40, max = 100) int terms) {
        check(new Random(seed), terms, 2 * Coding.NUMBER, Bls12381::mapToG2, Bls12381::multiplyG2, Bls12381::addG2);
    }

    private static void check(
            Random random,
            int terms,
            int inputOfMap,
            Function<byte[], Optional<byte[]>> map,
            Function<byte[], Optional<byte[]>> multiply,
            Function<byte[], Optional<byte[]>> add) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] sum = new byte[2 * inputOfMap];
        byte[] point = sum;
        for (int i = 0; i < terms; i++) {
            // some points come twice, or are infinity
            if (i % 3 != 0) {
                point = map.apply(numbers(random, inputOfMap)).orElseThrow();
            } else if (i % 9 == 0) {
                point = new byte[2 * inputOfMap];
            }
            byte[] term = concat(point, factor(random, i));
            all.writeBytes(term);
            sum = add.apply(concat(sum, multiply.apply(term).orElseThrow())).orElseThrow();
        }
        assertThat(multiply.apply(all.toByteArray())).hasValue(sum);
    }

    private static byte[] numbers(Random random, int size) {
        byte[] numbers = new byte[size];
        for (int i = 0; i < size; i++) {
            // below the modulus: padding, and a zero on top of the number
            numbers[i] = (byte) (i % Coding.NUMBER < 17 ? 0 : random.nextInt());
        }
        return numbers;
    }

    private static byte[] factor(Random random, int i) {
        BigInteger factor = switch (i % 7) {
            case 0 -> BigInteger.ZERO;
            case 1 -> BigInteger.ONE;
            case 2 -> LARGEST;
            case 3 -> Bls12381.ORDER.subtract(BigInteger.valueOf(random.nextInt(3)));
            default -> new BigInteger(256, random);
        };
        byte[] bytes = factor.toByteArray();
        byte[] word = new byte[Coding.SCALAR];
        int size = Math.min(bytes.length, word.length);
        System.arraycopy(bytes, bytes.length - size, word, word.length - size, size);
        return word;
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}

package org.alys.evm.precompile.bls12381;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A sum of many products by Pippenger's method: in each window of bits the points with equal digits are added first, so that a
 * point costs an addition a window instead of a product.
 */
final class BucketSum {
    /** With fewer terms, product by product is faster. */
    static final int LEAST_TERMS = 40;

    private static final int BITS = Coding.SCALAR * Byte.SIZE;
    private static final int LEAST_WIDTH = 4;
    private static final int MOST_WIDTH = 9;

    private BucketSum() {}

    /**
     * A group in the native library, whose operations change their first operand.
     *
     * @param <P> its points
     * @param <A> its points as they are read
     */
    record Group<P, A>(Supplier<P> zero, BiConsumer<P, P> add, BiConsumer<P, A> addAffine, Consumer<P> twice) {}

    /**
     * The sum.
     *
     * @param factors as many as there are points: 32 bytes each, in a row from {@code offset} on, {@code stride} apart
     */
    static <P, A> P of(Group<P, A> group, List<A> points, byte[] factors, int offset, int stride) {
        int width = Math.clamp(Integer.SIZE - Integer.numberOfLeadingZeros(points.size()) - 3, LEAST_WIDTH, MOST_WIDTH);
        P sum = group.zero().get();
        for (int window = (BITS - 1) / width; window >= 0; window--) {
            for (int i = 0; i < width; i++) {
                group.twice().accept(sum);
            }
            List<Optional<P>> buckets = new ArrayList<>();
            for (int i = 0; i < 1 << width; i++) {
                buckets.add(Optional.empty());
            }
            for (int i = 0; i < points.size(); i++) {
                int digit = digit(factors, offset + i * stride, window * width, width);
                if (digit != 0) {
                    P bucket = buckets.get(digit).orElseGet(group.zero());
                    group.addAffine().accept(bucket, points.get(i));
                    buckets.set(digit, Optional.of(bucket));
                }
            }
            addBuckets(group, sum, buckets);
        }
        return sum;
    }

    /** Each bucket as often as its digit says: once in every partial sum from the top down to it. */
    private static <P, A> void addBuckets(Group<P, A> group, P sum, List<Optional<P>> buckets) {
        P partial = group.zero().get();
        boolean isZero = true;
        for (Optional<P> bucket : buckets.subList(1, buckets.size()).reversed()) {
            bucket.ifPresent(points -> group.add().accept(partial, points));
            isZero &= bucket.isEmpty();
            if (!isZero) {
                group.add().accept(sum, partial);
            }
        }
    }

    /** {@code width} bits of a big-endian factor, the lowest of which is bit {@code from}. */
    private static int digit(byte[] factors, int offset, int from, int width) {
        int digit = 0;
        for (int bit = Math.min(from + width, BITS) - 1; bit >= from; bit--) {
            int octet = factors[offset + Coding.SCALAR - 1 - bit / Byte.SIZE];
            digit = (digit << 1) | ((octet >> (bit % Byte.SIZE)) & 1);
        }
        return digit;
    }
}

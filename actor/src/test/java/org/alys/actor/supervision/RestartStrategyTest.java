package org.alys.actor.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.alys.actor.supervision.RestartStrategy.Exponential;

class RestartStrategyTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123456789Z");

    @Provide
    Arbitrary<Instant> instants() {
        return Arbitraries.longs()
                .between(-1_000_000_000_000_000_000L, 4_000_000_000_000_000_000L)
                .map(nanos -> Instant.EPOCH.plusNanos(nanos));
    }

    @Provide
    Arbitrary<BlockAlignment> alignments() {
        Arbitrary<Instant> genesis = instants();
        Arbitrary<Integer> intervalMillis = Arbitraries.integers().between(1, 20_000);
        Arbitrary<Integer> bufferMillis = Arbitraries.integers().between(0, 5_000);
        return Combinators.combine(genesis, intervalMillis, bufferMillis)
                .as((start, interval, buffer) -> new BlockAlignment(
                        new BlockClock(start, Duration.ofMillis(interval)), Duration.ofMillis(buffer)));
    }

    @Provide
    Arbitrary<Exponential> exponentials() {
        return exponentials(Optional.empty());
    }

    @Provide
    Arbitrary<Exponential> alignedExponentials() {
        return alignments().flatMap(alignment -> exponentials(Optional.of(alignment)));
    }

    private static Arbitrary<Exponential> exponentials(Optional<BlockAlignment> alignment) {
        long least =
                alignment.map(blocks -> blocks.clock().interval().toMillis()).orElse(1L);
        return Combinators.combine(
                        Arbitraries.longs().between(1, 10_000),
                        Arbitraries.longs().between(0, 80_000_000),
                        Arbitraries.doubles().between(1.0, 10.0),
                        Arbitraries.doubles().between(0.0, 1.0))
                .as((initial, more, multiplier, jitter) -> new Exponential(
                        Duration.ofMillis(initial),
                        Duration.ofMillis(Math.max(initial, least) + more),
                        multiplier,
                        jitter,
                        alignment));
    }

    private static Duration delay(RestartStrategy strategy, int attempt, Instant now, double random) {
        return strategy.delay(attempt, now, random).orElseThrow();
    }

    @Property
    void restartsTheFirstTimeAtOnceEvenIfAligned(
            @ForAll("alignedExponentials") Exponential exponential, @ForAll("instants") Instant now) {
        assertThat(delay(exponential, 1, now, 0.5)).isZero();
        assertThat(delay(new RestartStrategy.Fixed(Duration.ofSeconds(5), exponential.alignment()), 1, now, 0.5))
                .isZero();
    }

    @Property
    void neverWaitsLongerThanTheLongestDelay(
            @ForAll("exponentials") Exponential strategy,
            @ForAll @IntRange(min = 2, max = 10_000) int attempt,
            @ForAll @DoubleRange(max = 0.99) double random) {
        assertThat(delay(strategy, attempt, NOW, random)).isBetween(Duration.ZERO, strategy.max());
    }

    @Property
    void waitsLongerEveryTimeWithoutJitter(@ForAll("exponentials") Exponential jittered) {
        Exponential strategy =
                new Exponential(jittered.initial(), jittered.max(), jittered.multiplier(), 0.0, Optional.empty());

        List<Duration> delays = IntStream.rangeClosed(1, 40)
                .mapToObj(attempt -> delay(strategy, attempt, NOW, 0.7))
                .toList();

        assertThat(delays).isSorted();
    }

    @Property
    void staysWithinTheJitter(
            @ForAll("exponentials") Exponential strategy,
            @ForAll @IntRange(min = 2, max = 12) int attempt,
            @ForAll @DoubleRange(max = 0.99) double random) {
        double centre = strategy.initial().toNanos() * Math.pow(strategy.multiplier(), attempt - 2) / 1_000_000_000.0;
        double max = strategy.max().toNanos() / 1_000_000_000.0;
        double tolerance = 1e-6 * (1 + centre);

        double seconds = delay(strategy, attempt, NOW, random).toNanos() / 1_000_000_000.0;

        assertThat(seconds)
                .isBetween(
                        Math.min(max, centre * (1 - strategy.jitter() / 2)) - tolerance,
                        Math.min(max, centre * (1 + strategy.jitter() / 2)) + tolerance);
    }

    @Property
    void meetsABlockBoundaryWithinTheLongestDelay(
            @ForAll("alignedExponentials") Exponential strategy,
            @ForAll @IntRange(min = 2, max = 200) int attempt,
            @ForAll("instants") Instant now,
            @ForAll @DoubleRange(max = 0.99) double random) {
        BlockClock clock = strategy.alignment().orElseThrow().clock();

        Duration delay = delay(strategy, attempt, now, random);

        assertThat(delay).isBetween(Duration.ZERO, strategy.max());
        assertThat(clock.atOrAfter(now.plus(delay))).isEqualTo(now.plus(delay));
    }

    @Property
    void takesTheFirstBoundaryAfterDelayAndBufferUnlessThatIsTooLate(
            @ForAll("alignedExponentials") Exponential strategy,
            @ForAll @IntRange(min = 2, max = 30) int attempt,
            @ForAll("instants") Instant now) {
        BlockAlignment blocks = strategy.alignment().orElseThrow();
        Exponential plain = new Exponential(
                strategy.initial(), strategy.max(), strategy.multiplier(), strategy.jitter(), Optional.empty());
        Duration least = delay(plain, attempt, now, 0.3).plus(blocks.buffer());

        Duration delay = delay(strategy, attempt, now, 0.3);

        if (delay.compareTo(least) >= 0) {
            assertThat(delay.minus(least)).isLessThan(blocks.clock().interval());
        } else {
            assertThat(delay.plus(blocks.clock().interval())).isGreaterThan(strategy.max());
        }
    }

    @Property
    void alignsAFixedDelayToo(@ForAll("alignments") BlockAlignment blocks, @ForAll("instants") Instant now) {
        Duration fixed = Duration.ofSeconds(3);

        Duration delay = delay(new RestartStrategy.Fixed(fixed, Optional.of(blocks)), 2, now, 0.5);

        assertThat(blocks.clock().atOrBefore(now.plus(delay))).isEqualTo(now.plus(delay));
        assertThat(delay).isGreaterThanOrEqualTo(fixed.plus(blocks.buffer()));
    }

    @Example
    void countsTheSpecifiedDelays() {
        Exponential strategy =
                new Exponential(Duration.ofMillis(100), Duration.ofSeconds(1), 2.0, 0.0, Optional.empty());

        assertThat(IntStream.rangeClosed(1, 7)
                        .mapToObj(n -> delay(strategy, n, NOW, 0.5).toMillis()))
                .containsExactly(0L, 100L, 200L, 400L, 800L, 1000L, 1000L);
    }

    @Example
    void addsTheBufferBeforeItAligns() {
        RestartStrategy strategy =
                new RestartStrategy.Fixed(Duration.ofMillis(1600), Optional.of(BlockAlignment.STANDARD));

        assertThat(delay(strategy, 2, Instant.EPOCH, 0.5)).isEqualTo(Duration.ofSeconds(4));
    }

    @Example
    void doesNotRestartIfToldNeverTo() {
        assertThat(new RestartStrategy.Never().delay(1, NOW, 0.5)).isEmpty();
    }

    @Example
    void refusesALongestDelayInWhichNoBoundaryMayLie() {
        assertThatThrownBy(() -> new Exponential(
                        Duration.ofMillis(100),
                        Duration.ofMillis(1999),
                        2.0,
                        0.0,
                        Optional.of(BlockAlignment.STANDARD)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

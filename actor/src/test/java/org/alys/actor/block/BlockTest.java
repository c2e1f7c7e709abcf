package org.alys.actor.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.alys.actor.supervision.BlockClock;

class BlockTest {
    private static final Instant GENESIS = Instant.parse("2026-01-01T00:00:00Z");

    @Property
    void dividesTimeIntoSlotsWithTheWindowInTheFirstHalf(
            @ForAll @LongRange(min = -1_000_000_000_000_000L, max = 1_000_000_000_000_000L) long nanos,
            @ForAll @IntRange(min = 1, max = 10_000) int intervalMillis) {
        BlockClock clock = new BlockClock(GENESIS, Duration.ofMillis(intervalMillis));
        Instant now = GENESIS.plusNanos(nanos);
        long slot = clock.slot(now);
        Duration into = Duration.between(clock.startOf(slot), now);

        assertThat(into).isBetween(Duration.ZERO, clock.interval().minusNanos(1));
        assertThat(clock.startOf(slot)).isEqualTo(clock.atOrBefore(now));
        assertThat(clock.inProductionWindow(now)).isEqualTo(into.multipliedBy(2).compareTo(clock.interval()) < 0);
        Instant next = clock.nextProduction(now);
        assertThat(clock.inProductionWindow(next)).isTrue();
        assertThat(next).isAfterOrEqualTo(now).isBefore(now.plus(clock.interval()));
        assertThat(clock.productionLeft(now).isPositive())
                .isEqualTo(clock.inProductionWindow(now)
                        && !clock.interval().dividedBy(2).equals(into));
        assertThat(clock.inProductionWindow(now.plus(clock.productionLeft(now)))
                        && clock.interval().toNanos() % 2 == 0
                        && clock.inProductionWindow(now))
                .isFalse();
    }

    @Property
    void neverAllowsWorkBeyondTheWindow(
            @ForAll @LongRange(max = 4_000_000_000L) long nanos, @ForAll @IntRange(min = 1, max = 2000) int millis) {
        Instant now = Instant.EPOCH.plusNanos(nanos);
        Duration budget = Duration.ofMillis(millis);

        Duration allowed = BlockTiming.STANDARD.within(budget, now);

        assertThat(allowed).isBetween(Duration.ZERO, budget);
        assertThat(now.plus(allowed))
                .isBeforeOrEqualTo(
                        BlockTiming.STANDARD.clock().inProductionWindow(now)
                                ? BlockClock.TWO_SECONDS.atOrBefore(now).plusSeconds(1)
                                : now);
    }

    @Example
    void refusesTimesThatDoNotFitIntoABlock() {
        Duration tenth = Duration.ofMillis(100);
        BlockClock eleven = new BlockClock(GENESIS, Duration.ofSeconds(11));

        assertThatThrownBy(() -> new BlockTiming(eleven, tenth, tenth)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BlockTiming(BlockClock.TWO_SECONDS, Duration.ofSeconds(2), tenth))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BlockTiming(BlockClock.TWO_SECONDS, tenth, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Example
    void classifiesHowFarANodeIs() {
        assertThat(SyncStatus.of(0, 0)).isEqualTo(new SyncStatus.NotSynced());
        assertThat(SyncStatus.of(994, 1000)).isEqualTo(new SyncStatus.Syncing(0.994));
        assertThat(SyncStatus.of(995, 1000)).isEqualTo(new SyncStatus.SyncedForProduction(0.995));
        assertThat(SyncStatus.of(1000, 1000)).isEqualTo(new SyncStatus.Synced());
        assertThatThrownBy(() -> SyncStatus.of(-1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void isReadyOnlyIfNothingStandsInTheWay(
            @ForAll @LongRange(max = 1000) long height,
            @ForAll boolean federation,
            @ForAll boolean validates,
            @ForAll boolean produces) {
        SyncStatus sync = SyncStatus.of(height, 1000);
        Readiness readiness = new Readiness(GENESIS, sync, federation, validates, produces);

        assertThat(readiness.canProduce()).isEqualTo(height >= 995 && federation && validates && produces);
        assertThat(readiness.obstacles().isEmpty()).isEqualTo(readiness.canProduce());
        assertThat(readiness.canValidate()).isEqualTo(validates);
    }
}

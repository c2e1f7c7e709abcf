package org.alys.actor.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class SupervisionPolicyTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Failure PANIC = new Failure.Panic(new IllegalStateException("boom"));

    private final SupervisionPolicy immediate = SupervisionPolicy.of(new RestartStrategy.Immediate());

    private static RestartHistory after(SupervisionPolicy policy, int failures, Duration apart) {
        RestartHistory history = RestartHistory.EMPTY;
        for (int n = 0; n < failures; n++) {
            history = history.restarting(policy.window(), START.plus(apart.multipliedBy(n)), Duration.ZERO);
        }
        return history;
    }

    @Example
    void restartsFiveTimesInAMinuteAndThenEscalates() {
        assertThat(immediate.decide(PANIC, after(immediate, 4, Duration.ofSeconds(1)), START.plusSeconds(5), 0.5))
                .isEqualTo(new Decision.Immediate());
        assertThat(immediate.decide(PANIC, after(immediate, 5, Duration.ofSeconds(1)), START.plusSeconds(5), 0.5))
                .isEqualTo(new Decision.Escalate(PANIC));
    }

    @Example
    void restartsAgainWhenTheWindowHasPassed() {
        RestartHistory exhausted = after(immediate, 5, Duration.ZERO);

        assertThat(immediate.decide(PANIC, exhausted, START.plusSeconds(60).minusNanos(1), 0.5))
                .isEqualTo(new Decision.Escalate(PANIC));
        assertThat(immediate.decide(PANIC, exhausted, START.plusSeconds(60), 0.5))
                .isEqualTo(new Decision.Immediate());
    }

    @Example
    void delaysRepeatsAndStartsAfreshAfterAQuietWindow() {
        SupervisionPolicy policy = SupervisionPolicy.STANDARD;
        RestartHistory twice = after(policy, 2, Duration.ZERO);

        assertThat(policy.decide(PANIC, twice, START.plusSeconds(1), 0.5))
                .isEqualTo(new Decision.Delayed(Duration.ofMillis(200)));
        assertThat(policy.decide(PANIC, twice, START.plusSeconds(61), 0.5)).isEqualTo(new Decision.Immediate());
    }

    @Example
    void keepsTheBackoffGrowingThoughOldRestartsLeaveTheWindow() {
        Duration window = Duration.ofSeconds(10);
        RestartHistory history = RestartHistory.EMPTY;
        for (int n = 0; n < 20; n++) {
            history = history.restarting(window, START.plusSeconds(6L * n), Duration.ZERO);
        }

        assertThat(history.nextAttempt(window, START.plusSeconds(6 * 20))).isEqualTo(21);
        assertThat(history.restarts()).hasSize(2);
    }

    @Example
    void abandonsWhatIsNeverRestarted() {
        assertThat(SupervisionPolicy.of(new RestartStrategy.Never()).decide(PANIC, RestartHistory.EMPTY, START, 0.5))
                .isEqualTo(new Decision.Abandon(PANIC));
    }

    @Example
    void escalatesAFatalFailureUnderEveryPolicy() {
        Failure fatal = Failure.of(new OutOfMemoryError("test"));

        assertThat(immediate.decide(fatal, RestartHistory.EMPTY, START, 0.5)).isEqualTo(new Decision.Escalate(fatal));
        assertThat(SupervisionPolicy.of(new RestartStrategy.Never()).decide(fatal, RestartHistory.EMPTY, START, 0.5))
                .isEqualTo(new Decision.Escalate(fatal));
    }

    @Property
    void escalatesExactlyWhenTheWindowAlreadyHoldsTheLimit(
            @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 20_000) Integer> gapsMillis,
            @ForAll @IntRange(max = 8) int limit) {
        SupervisionPolicy policy = immediate.withLimit(limit, Duration.ofSeconds(30));
        List<Instant> restarts = new ArrayList<>();
        RestartHistory history = RestartHistory.EMPTY;
        Instant now = START;
        for (int gap : gapsMillis) {
            now = now.plusMillis(gap);
            Instant edge = now.minusSeconds(30);
            long inWindow = restarts.stream().filter(at -> at.isAfter(edge)).count();

            Decision decision = policy.decide(PANIC, history, now, 0.5);

            if (inWindow >= limit) {
                assertThat(decision).isEqualTo(new Decision.Escalate(PANIC));
            } else {
                assertThat(decision).isEqualTo(new Decision.Immediate());
                history = history.restarting(policy.window(), now, Duration.ZERO);
                restarts.add(now);
            }
            assertThat(history.restarts()).hasSizeLessThanOrEqualTo(limit);
        }
    }

    @Example
    void decidesAlsoWhenSomebodyOutsideCannotBeTold() {
        SupervisionPolicy telling = immediate
                .withLimit(0, Duration.ofMinutes(1))
                .withEscalation(new EscalationPolicy.ExternalNotification(
                        notice -> {
                            throw new IllegalStateException("the pager is broken");
                        },
                        new EscalationPolicy.ContinueWithout()));

        assertThat(telling.decide("/a", PANIC, RestartHistory.EMPTY, START, 0.5))
                .isEqualTo(new Decision.Abandon(PANIC));
    }

    @Example
    void remembersABoundedNumberOfRestartsHoweverLongTheWindow() {
        RestartHistory history = new RestartHistory(
                        Collections.nCopies(RestartHistory.MOST, START), RestartHistory.MOST)
                .restarting(Duration.ofDays(1), START.plusSeconds(1), Duration.ZERO);

        assertThat(history.restarts()).hasSize(RestartHistory.MOST);
        assertThat(history.restarts().getLast()).isEqualTo(START.plusSeconds(1));
        assertThat(history.streak()).isEqualTo(RestartHistory.MOST + 1);
    }
}

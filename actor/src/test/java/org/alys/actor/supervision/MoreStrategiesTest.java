package org.alys.actor.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class MoreStrategiesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.7Z");
    private static final Failure PANIC = new Failure.Panic(new IllegalStateException("boom"));

    @Property
    void growsByTheIncrementUpToTheMaximum(@ForAll @IntRange(min = 2, max = 10_000) int attempt) {
        RestartStrategy strategy = new RestartStrategy.Progressive(
                Duration.ofSeconds(1), Duration.ofMillis(500), Duration.ofSeconds(60), Optional.empty());

        assertThat(strategy.delay(attempt, NOW, 0.5))
                .contains(Duration.ofMillis(Math.min(60_000, 1000 + 500L * (attempt - 2))));
    }

    @Property
    void endsAProgressionOnABoundaryWithinTheMaximum(@ForAll @IntRange(min = 2, max = 200) int attempt) {
        RestartStrategy strategy = new RestartStrategy.Progressive(
                Duration.ofSeconds(1),
                Duration.ofMillis(700),
                Duration.ofSeconds(60),
                Optional.of(BlockAlignment.STANDARD));

        Duration delay = strategy.delay(attempt, NOW, 0.5).orElseThrow();

        assertThat(delay).isBetween(Duration.ofMillis(1), Duration.ofSeconds(60));
        assertThat(NOW.plus(delay)).isEqualTo(BlockClock.TWO_SECONDS.atOrBefore(NOW.plus(delay)));
    }

    @Example
    void opensTheCircuitAfterItsFailures() {
        RestartStrategy strategy = new RestartStrategy.CircuitBreaking(3, Duration.ofSeconds(30));

        assertThat(strategy.delay(1, NOW, 0.5)).contains(Duration.ZERO);
        assertThat(strategy.delay(3, NOW, 0.5)).contains(Duration.ZERO);
        assertThat(strategy.delay(4, NOW, 0.5)).contains(Duration.ofSeconds(30));
    }

    @Example
    void changesTheStrategyBeyondTheLimitBeforeItEscalates() {
        SupervisionPolicy policy = SupervisionPolicy.of(new RestartStrategy.Immediate())
                .withLimit(2, Duration.ofMinutes(1))
                .withEscalation(new EscalationPolicy.ChangeStrategy(
                        new RestartStrategy.Fixed(Duration.ofSeconds(9), Optional.empty()), 1));
        RestartHistory two = RestartHistory.EMPTY
                .restarting(policy.window(), NOW, Duration.ZERO)
                .restarting(policy.window(), NOW, Duration.ZERO);
        RestartHistory three = two.restarting(policy.window(), NOW, Duration.ZERO);

        assertThat(policy.decide(PANIC, two, NOW, 0.5)).isEqualTo(new Decision.Delayed(Duration.ofSeconds(9)));
        assertThat(policy.decide(PANIC, three, NOW, 0.5)).isEqualTo(new Decision.Escalate(PANIC));
    }

    @Example
    void keepsTheThresholdOfTheFederationAlive() {
        FederationGate gate = new FederationGate(3, true);

        assertThat(gate.mayRestart("a", Set.of("a", "b", "c", "d"))).isEqualTo(FederationGate.Permission.GRANTED);
        assertThat(gate.mayRestart("a", Set.of("a", "b", "c"))).isEqualTo(FederationGate.Permission.WAIT);
        assertThat(gate.mayRestart("d", Set.of("a", "b"))).isEqualTo(FederationGate.Permission.GRANTED);
        assertThat(new FederationGate(3, false).mayRestart("d", Set.of("a", "b")))
                .isEqualTo(FederationGate.Permission.WAIT);
    }

    @Example
    void escalatesAFatalFailureWhateverTheGuidanceSays() {
        SupervisionPolicy policy =
                SupervisionPolicy.STANDARD.withGuidance((actor, failure, proposed, now) -> new Decision.Immediate());
        Failure fatal = new Failure.Fatal(new OutOfMemoryError("pretended"));

        assertThat(policy.decide("/a", fatal, RestartHistory.EMPTY, NOW, 0)).isEqualTo(new Decision.Escalate(fatal));
    }
}

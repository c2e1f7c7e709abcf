package org.alys.actor.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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

    @Property
    void waitsOnlyWhileTheCircuitIsOpen(
            @ForAll @IntRange(min = 1, max = 100) int failures, @ForAll @IntRange(min = 1, max = 200) int attempt) {
        RestartStrategy strategy = new RestartStrategy.CircuitBreaking(failures, Duration.ofSeconds(30));

        assertThat(strategy.delay(attempt, NOW, 0.5))
                .contains(attempt <= failures ? Duration.ZERO : Duration.ofSeconds(30));
    }

    /** A permission never leaves fewer healthy members than the threshold, unless the member was not healthy anyway. */
    @Property
    void permitsNoRestartThatBreaksTheThreshold(
            @ForAll Set<@IntRange(max = 9) Integer> healthy,
            @ForAll @IntRange(max = 9) int member,
            @ForAll @IntRange(min = 1, max = 8) int threshold,
            @ForAll boolean allowDegraded) {
        Set<String> names = healthy.stream().map(n -> "m" + n).collect(Collectors.toSet());
        boolean granted = new FederationGate(threshold, allowDegraded)
                .mayRestart("m" + member, names)
                .equals(FederationGate.Permission.GRANTED);
        int left = (int) healthy.stream().filter(other -> other != member).count();

        if (healthy.contains(member)) {
            assertThat(granted).isEqualTo(left >= threshold);
        } else {
            assertThat(granted).isEqualTo(left >= threshold || allowDegraded);
        }
    }

    /** Whatever the patterns, a decision is never softened, and a wait never shortened. */
    @Property
    void neverSoftensADecisionByPatterns(@ForAll @IntRange(max = 3) int kind, @ForAll @IntRange(max = 90) int seconds) {
        List<FailurePattern.Found> all = List.of(
                new FailurePattern.Found(new FailurePattern.Cascading(Set.of("/a")), 1.0, 3),
                new FailurePattern.Found(new FailurePattern.NetworkPartition(Set.of("p")), 1.0, 3),
                new FailurePattern.Found(new FailurePattern.ConsensusBreakdown(Set.of("fork")), 1.0, 3),
                new FailurePattern.Found(new FailurePattern.ResourceExhaustion("memory"), 1.0, 3));
        List<Failure> failures = List.of(
                PANIC,
                new DomainFailure.Network("p", "gone"),
                new DomainFailure.Consensus("fork"),
                new OperationalFailure.ResourceExhausted("memory", 0.99));
        Failure failure = failures.get(kind);
        Decision delayed = new Decision.Delayed(Duration.ofSeconds(seconds + 1L));
        for (Decision proposed : List.of(
                new Decision.Immediate(), delayed, new Decision.Escalate(failure), new Decision.Abandon(failure))) {
            Decision decision = PatternResponse.STANDARD.adjust("/a", failure, proposed, all);
            assertThat(weight(decision)).isGreaterThanOrEqualTo(weight(proposed));
        }
    }

    private static double weight(Decision decision) {
        return switch (decision) {
            case Decision.Immediate() -> 0;
            case Decision.Delayed(Duration delay) -> delay.toMillis();
            case Decision.Escalate(Failure reason) -> 1e12;
            case Decision.Abandon(Failure reason) -> 1e12;
        };
    }

    @Example
    void answersEachDomainAsItsSpecificationSays() {
        RestartHistory bridge = RestartHistory.EMPTY;
        SupervisionPolicy policy = DomainPolicies.bridge(BlockAlignment.STANDARD);
        for (int n = 0; n < 15; n++) {
            bridge = bridge.restarting(policy.window(), NOW, Duration.ZERO);
        }
        assertThat(policy.decide(PANIC, bridge, NOW, 0.5)).isEqualTo(new Decision.Delayed(Duration.ofSeconds(5)));
        for (int n = 0; n < 3; n++) {
            bridge = bridge.restarting(policy.window(), NOW, Duration.ZERO);
        }
        assertThat(policy.decide(PANIC, bridge, NOW, 0.5)).isEqualTo(new Decision.Escalate(PANIC));
        assertThat(secondDelay(DomainPolicies.consensus())).isEqualTo(Duration.ofMillis(50));
        assertThat(secondDelay(DomainPolicies.chain())).isEqualTo(Duration.ofMillis(100));
        assertThat(secondDelay(DomainPolicies.federation())).isEqualTo(Duration.ofMillis(200));
        assertThat(secondDelay(DomainPolicies.storage())).isEqualTo(Duration.ofMillis(500));
        assertThat(secondDelay(DomainPolicies.observation())).isEqualTo(Duration.ofSeconds(1));
        assertThat(secondDelay(DomainPolicies.network(BlockAlignment.STANDARD)).compareTo(Duration.ofSeconds(1)))
                .isPositive();
        assertThat(afterLimit(DomainPolicies.observation())).isEqualTo(new Decision.Abandon(PANIC));
        assertThat(afterLimit(DomainPolicies.chain())).isEqualTo(new Decision.Escalate(PANIC));
        assertThat(afterLimit(DomainPolicies.network(BlockAlignment.STANDARD))).isEqualTo(new Decision.Abandon(PANIC));
    }

    private static Duration secondDelay(SupervisionPolicy policy) {
        RestartHistory once = RestartHistory.EMPTY.restarting(policy.window(), NOW, Duration.ZERO);
        return policy.decide(PANIC, once, NOW, 0.5) instanceof Decision.Delayed(Duration delay) ? delay : Duration.ZERO;
    }

    private static Decision afterLimit(SupervisionPolicy policy) {
        RestartHistory full = RestartHistory.EMPTY;
        for (int n = 0; n < policy.maxRestarts(); n++) {
            full = full.restarting(policy.window(), NOW, Duration.ZERO);
        }
        return policy.decide(PANIC, full, NOW, 0.5);
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

    @Example
    void waitsForCalmForEverIfToldTo() {
        Instant failed = Instant.parse("2026-01-01T00:00:00Z");
        Duration step = Duration.ofSeconds(1);
        PatientRestarts patient =
                new PatientRestarts(() -> true, step, ChronoUnit.FOREVER.getDuration(), actor -> false, Guidance.NONE);

        assertThat(patient.hold("/a", failed, failed.plusSeconds(5))).isEqualTo(step);
        assertThat(patient.hold("/a", failed, failed.minusSeconds(5))).isEqualTo(step);
    }
}

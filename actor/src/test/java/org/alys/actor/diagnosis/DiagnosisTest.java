package org.alys.actor.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.alys.actor.ActorOptions;
import org.alys.actor.ActorRef;
import org.alys.actor.ActorSystem;
import org.alys.actor.Priority;
import org.alys.actor.registry.ActorRegistry;
import org.alys.actor.registry.Registration;
import org.alys.actor.supervision.Assessment;
import org.alys.actor.supervision.Decision;
import org.alys.actor.supervision.DomainFailure;
import org.alys.actor.supervision.Failure;
import org.alys.actor.supervision.FailureRecord;
import org.alys.actor.supervision.Severity;
import org.alys.actor.testkit.ManualTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DiagnosisTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration QUIET = Duration.ofMinutes(1);
    private static final Failure PANIC = new Failure.Panic(new IllegalStateException("boom"));
    private static final Failure NETWORK = new DomainFailure.Network("peer", "gone");

    private final ActorSystem system = ActorSystem.named("test").build();
    private final ActorRegistry registry = new ActorRegistry(new ManualTime(), 100);
    private final List<FailureRecord> history = new ArrayList<>();

    @AfterEach
    void stop() {
        system.close();
    }

    private void register(String name, String... needs) {
        ActorRef<String> ref = system.spawn(name, () -> (message, context) -> {}, ActorOptions.DEFAULTS);
        assertThat(registry.register(Registration.of(name, ref, String.class, Priority.NORMAL, START)
                        .withDependencies(Set.of(needs))))
                .isEmpty();
    }

    private FailureRecord fails(String actor, Failure failure, long second) {
        return fails(actor, failure, second, new Decision.Immediate());
    }

    private FailureRecord fails(String actor, Failure failure, long second, Decision decision) {
        FailureRecord failed =
                new FailureRecord(history.size() + 1, START.plusSeconds(second), actor, failure, decision);
        history.add(failed);
        return failed;
    }

    private Diagnosis diagnose(FailureRecord failed, long second) {
        return Diagnosis.of(failed, history, registry, QUIET, START.plusSeconds(second));
    }

    @Test
    void namesEverythingThatDependsOnTheActorDirectlyOrNot() {
        register("storage");
        register("bridge", "storage");
        register("chain", "bridge");
        register("network");

        Diagnosis diagnosis = diagnose(fails("/storage", PANIC, 0), 0);

        assertThat(diagnosis.affected()).containsExactlyInAnyOrder("bridge", "chain");
        assertThat(diagnosis.availability()).isEqualTo(0.25);
        assertThat(diagnose(fails("/network", PANIC, 0), 0))
                .returns(Set.of(), Diagnosis::affected)
                .returns(0.75, Diagnosis::availability);
        assertThat(diagnose(fails("/unregistered", PANIC, 0), 0)).returns(1.0, Diagnosis::availability);
    }

    @Test
    void growsWithTheSeverity() {
        Diagnosis mild = diagnose(fails("/a", NETWORK, 0), 0);
        Diagnosis bad = diagnose(fails("/a", PANIC, 0), 0);
        Diagnosis worse = diagnose(fails("/a", new DomainFailure.Consensus("fork"), 0), 0);
        Diagnosis worst = diagnose(fails("/a", new Failure.Fatal(new OutOfMemoryError("pretended")), 0), 0);

        assertThat(List.of(mild, bad, worse, worst))
                .extracting(Diagnosis::estimatedRecovery)
                .containsExactly(
                        Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(2), Duration.ofMinutes(5));
        assertThat(List.of(mild, bad, worse, worst))
                .extracting(Diagnosis::priority)
                .containsExactly(Priority.BACKGROUND, Priority.HIGH, Priority.CRITICAL, Priority.CRITICAL);
        assertThat(mild.assessment().advice()).isEqualTo(Assessment.Advice.RESTART);
        assertThat(worst.assessment().advice()).isEqualTo(Assessment.Advice.ESCALATE);
        assertThat(mild.escalation()).containsExactly(EscalationLevel.ACTOR);
        assertThat(worse.escalation())
                .containsExactly(
                        EscalationLevel.ACTOR,
                        EscalationLevel.SUPERVISOR,
                        EscalationLevel.SYSTEM,
                        EscalationLevel.OPERATIONS);
        assertThat(EscalationLevel.path(Severity.FATAL)).containsExactly(EscalationLevel.values());
    }

    @Test
    void takesTheChanceOfARestartFromWhatHappenedBefore() {
        fails("/a", PANIC, 0);
        fails("/a", PANIC, 10);
        fails("/a", PANIC, 100);
        fails("/b", PANIC, 101);
        fails("/a", NETWORK, 200);
        FailureRecord latest = fails("/a", PANIC, 300);

        RestartRecord experience = diagnose(latest, 310).experience();

        assertThat(experience).isEqualTo(new RestartRecord(2, 1));
        assertThat(experience.successRate().orElseThrow()).isBetween(0.66, 0.67);
        assertThat(diagnose(latest, 360).experience()).isEqualTo(new RestartRecord(3, 1));
    }

    @Test
    void hasNoChanceToTellWithoutExperience() {
        FailureRecord first = fails("/a", PANIC, 0);
        assertThat(diagnose(first, 1).experience().successRate()).isEmpty();
        fails("/a", PANIC, 2, new Decision.Abandon(PANIC));
        assertThat(diagnose(first, 1000).experience()).isEqualTo(new RestartRecord(0, 1));
    }
}

package org.alys.actor.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.alys.actor.Actor;
import org.alys.actor.ActorContext;
import org.alys.actor.ActorOptions;
import org.alys.actor.ActorRef;
import org.alys.actor.ActorSystem;
import org.alys.actor.Priority;
import org.alys.actor.Reply;
import org.alys.actor.Terminated;
import org.alys.actor.supervision.OperationalFailure;
import org.alys.actor.testkit.Simulation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a monitor tells when actors come and go. In virtual time. */
@Timeout(60)
class HealthNewsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final List<HealthEvent> events = new ArrayList<>();
    private final List<String> acts = new ArrayList<>();

    /** Is asked how it is; the answer comes from the table. */
    private record Question(Reply<Boolean> reply) {}

    private interface Play {
        void play(ActorSystem system, Simulation simulation) throws Exception;
    }

    private static void play(Play scenario) {
        Simulation.run(1, simulation -> {
            try (ActorSystem system = simulation.system("clinic").build()) {
                system.start();
                scenario.play(system, simulation);
            }
            return true;
        });
    }

    private static Monitored<Question> well(ActorSystem system, String name, Priority priority) {
        return new Monitored<>(name, answering(system, name, true), Question::new, priority, false);
    }

    private static ActorRef<Question> answering(ActorSystem system, String name, boolean well) {
        return system.spawn(
                name,
                () -> (Question question, ActorContext<Question> context) ->
                        question.reply().success(well),
                ActorOptions.DEFAULTS);
    }

    private ActorRef<HealthMessage> monitor(
            ActorSystem system, UnaryOperator<HealthSettings> settings, List<Monitored<?>> actors) {
        HealthSettings heard = settings.apply(HealthSettings.STANDARD).withListener(events::add);
        HealthMonitor.Actions broken = new HealthMonitor.Actions() {
            @Override
            public void recover(ActorRef<?> actor, OperationalFailure.HealthCheckFailed cause) {
                acts.add("recover " + actor.path().name());
                throw new IllegalStateException("no way to recover");
            }

            @Override
            public void escalate(ActorRef<?> actor, OperationalFailure.HealthCheckFailed cause) {
                acts.add("escalate " + actor.path().name());
                throw new IllegalStateException("nobody to turn to");
            }
        };
        return system.spawn("health", () -> new HealthMonitor(heard, broken, actors), ActorOptions.DEFAULTS);
    }

    private static void checkAll(ActorRef<HealthMessage> health) {
        health.ask((Reply<BatchResult> reply) -> new HealthMessage.CheckBatch(Set.of(), reply), SECOND);
    }

    private static HealthReport report(ActorRef<HealthMessage> health) {
        return health.ask(HealthMessage.GetReport::new, SECOND);
    }

    @Test
    void raisesNoAlarmOverAnActorThatWasStopped() {
        play((system, simulation) -> {
            Monitored<Question> critical = well(system, "critical", Priority.CRITICAL);
            ActorRef<HealthMessage> health =
                    monitor(system, settings -> settings, List.of(critical, well(system, "other", Priority.NORMAL)));
            checkAll(health);

            simulation.await(system.stop(critical.ref()));
            simulation.sleep(SECOND);

            assertThat(report(health).score()).isEqualTo(100);
            assertThat(events)
                    .noneMatch(HealthEvent.ScoreLow.class::isInstance)
                    .anyMatch(event ->
                            event instanceof HealthEvent.Changed changed && changed.to() == HealthState.SHUTTING_DOWN)
                    .last()
                    .isInstanceOf(HealthEvent.Over.class);
        });
    }

    /** Takes a minute to stop. */
    private record Thorough(Simulation simulation, List<String> acts) implements Actor<Question> {
        @Override
        public void receive(Question question, ActorContext<Question> context) {
            question.reply().success(true);
        }

        @Override
        public void stopping(ActorContext<Question> context) throws InterruptedException {
            simulation.sleep(Duration.ofMinutes(1));
            acts.add("all is written");
        }
    }

    @Test
    void leavesAnActorInPeaceThatTakesItsTimeToStop() {
        play((system, simulation) -> {
            ActorRef<Question> thorough =
                    system.spawn("thorough", () -> new Thorough(simulation, acts), ActorOptions.DEFAULTS);
            HealthMonitor.Actions actions = Recovery.actions(new Recovery.Restart(system), new Recovery.Stop(system));
            HealthSettings settings = HealthSettings.STANDARD
                    .withThresholds(new HealthThresholds(1, 1, SECOND, 3))
                    .withListener(events::add);
            ActorRef<HealthMessage> health = system.spawn(
                    "health",
                    () -> new HealthMonitor(
                            settings,
                            actions,
                            List.of(new Monitored<>("thorough", thorough, Question::new, Priority.CRITICAL, false))),
                    ActorOptions.DEFAULTS);
            checkAll(health);

            CompletableFuture<Terminated> end = system.stop(thorough);
            simulation.sleep(Duration.ofSeconds(30));
            assertThat(report(health).counts()).containsEntry(HealthState.SHUTTING_DOWN, 1);
            system.restart(thorough, new OperationalFailure.RestartRequested("somebody else asks"), true);
            simulation.await(end);
            simulation.sleep(SECOND);

            assertThat(acts).containsExactly("all is written");
            assertThat(events).noneMatch(HealthEvent.RecoveryStarted.class::isInstance);
            assertThat(report(health).actors()).isEmpty();
        });
    }

    @Test
    void endsTheAlarmWhenTheActorThatRaisedItIsForgotten() {
        play((system, simulation) -> {
            Monitored<Question> ill =
                    new Monitored<>("ill", answering(system, "ill", false), Question::new, Priority.CRITICAL, false);
            ActorRef<HealthMessage> health = monitor(
                    system,
                    settings -> settings.withThresholds(new HealthThresholds(1, 1, SECOND, 0)),
                    List.of(ill, well(system, "other", Priority.NORMAL)));
            checkAll(health);
            report(health);
            assertThat(events).anyMatch(HealthEvent.ScoreLow.class::isInstance);

            health.tell(new HealthMessage.Unwatch("ill"));
            assertThat(report(health).score()).isEqualTo(100);

            assertThat(events).last().isInstanceOf(HealthEvent.ScoreRestored.class);
        });
    }

    @Test
    void haltsConsensusWhenAMemberThatItNeedsIsForgottenOrStopped() {
        play((system, simulation) -> {
            Monitored<Question> a = well(system, "a", Priority.HIGH).inFederation();
            Monitored<Question> b = well(system, "b", Priority.HIGH).inFederation();
            ActorRef<HealthMessage> health =
                    monitor(system, settings -> settings.withFederationThreshold(2), List.of(a, b));
            checkAll(health);
            report(health);
            assertThat(events).last().isInstanceOf(HealthEvent.ConsensusReady.class);

            health.tell(new HealthMessage.Unwatch("a"));
            report(health);
            assertThat(events)
                    .last()
                    .isEqualTo(new HealthEvent.ConsensusHalted(system.time().now(), 1, 2));

            health.tell(new HealthMessage.Watch(a));
            simulation.sleep(SECOND);
            assertThat(events).last().isInstanceOf(HealthEvent.ConsensusReady.class);
            simulation.await(system.stop(a.ref()));
            simulation.await(system.stop(b.ref()));
            simulation.sleep(SECOND);
            assertThat(events.stream().filter(HealthEvent.ConsensusHalted.class::isInstance))
                    .hasSize(2);
        });
    }

    @Test
    void knowsAnActorByTwoNames() {
        play((system, simulation) -> {
            ActorRef<Question> actor = answering(system, "actor", true);
            Monitored<Question> pinged = new Monitored<>("pinged", actor, Question::new, Priority.HIGH, false);
            Monitored<Question> asked = new Monitored<>(
                    "asked",
                    actor,
                    HealthCheck.custom(Question::new, well -> well),
                    Priority.HIGH,
                    false,
                    Optional.empty());
            Monitored<Question> again = new Monitored<>("again", actor, Question::new, Priority.HIGH, false);
            ActorRef<HealthMessage> health = monitor(system, settings -> settings, List.of(pinged, asked, again));
            health.tell(new HealthMessage.Unwatch("again"));
            checkAll(health);

            simulation.await(system.stop(actor));
            simulation.sleep(Duration.ofHours(1));

            assertThat(report(health).actors()).isEmpty();
            assertThat(acts).isEmpty();
        });
    }

    @Test
    void watchesTheOthersOnThoughNothingCanBeDoneForOne() {
        play((system, simulation) -> {
            ActorRef<HealthMessage> health = monitor(
                    system, settings -> settings.withThresholds(new HealthThresholds(1, 1, SECOND, 1)), List.of());
            health.tell(new HealthMessage.Watch(well(system, "other", Priority.NORMAL)));
            health.tell(new HealthMessage.Watch(
                    new Monitored<>("ill", answering(system, "ill", false), Question::new, Priority.HIGH, false)));
            simulation.sleep(Duration.ofMinutes(10));

            assertThat(acts).containsExactly("recover ill", "escalate ill");
            assertThat(report(health).actors().keySet()).containsExactly("ill", "other");
            assertThat(report(health).counts())
                    .containsEntry(HealthState.HEALTHY, 1)
                    .containsEntry(HealthState.UNHEALTHY, 1);
        });
    }
}

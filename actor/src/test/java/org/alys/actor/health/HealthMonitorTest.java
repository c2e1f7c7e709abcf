package org.alys.actor.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.alys.actor.Actor;
import org.alys.actor.ActorContext;
import org.alys.actor.ActorOptions;
import org.alys.actor.ActorRef;
import org.alys.actor.ActorSystem;
import org.alys.actor.Priority;
import org.alys.actor.Reply;
import org.alys.actor.supervision.OperationalFailure;
import org.alys.actor.supervision.RestartStrategy;
import org.alys.actor.supervision.ScoreRestart;
import org.alys.actor.testkit.ManualTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HealthMonitorTest {
    private static final Duration PATIENCE = Duration.ofDays(1);
    private static final Duration SECOND = Duration.ofSeconds(1);

    sealed interface Message {}

    record Ping(Reply<Boolean> reply) implements Message {}

    record Judge(Reply<HealthScore> reply) implements Message {}

    record Block(CountDownLatch begun) implements Message {}

    record Work(CountDownLatch done) implements Message {}

    record Break() implements Message {}

    private final ManualTime time = new ManualTime();
    private final ActorSystem system =
            ActorSystem.named("test").time(time).scheduler(time).build();
    /** What each patient answers; silent if it is not there. */
    private final Map<String, Integer> answers = new ConcurrentHashMap<>();

    private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
    private final List<String> acts = new CopyOnWriteArrayList<>();
    private final List<HealthEvent> events = new CopyOnWriteArrayList<>();
    /** The first actor that ended by a failure. */
    private final CompletableFuture<String> broken = new CompletableFuture<>();

    private final class Patient implements Actor<Message> {
        @Override
        public void receive(Message message, ActorContext<Message> context) throws InterruptedException {
            Optional<Integer> score =
                    Optional.ofNullable(answers.get(context.path().name()));
            switch (message) {
                case Ping(Reply<Boolean> reply) -> {
                    asked.computeIfAbsent(context.path().name(), fresh -> new AtomicInteger())
                            .incrementAndGet();
                    score.ifPresent(value -> reply.success(value > 0));
                }
                case Judge(Reply<HealthScore> reply) ->
                    score.ifPresent(value -> reply.success(new HealthScore(value, List.of())));
                case Block(CountDownLatch begun) -> {
                    begun.countDown();
                    new CountDownLatch(1).await();
                }
                case Work(CountDownLatch done) -> done.countDown();
                case Break() -> throw new IllegalStateException("boom");
            }
        }
    }

    private final HealthMonitor.Actions noted = new HealthMonitor.Actions() {
        @Override
        public void recover(ActorRef<?> actor, OperationalFailure.HealthCheckFailed cause) {
            acts.add("recover " + actor.path().name());
        }

        @Override
        public void escalate(ActorRef<?> actor, OperationalFailure.HealthCheckFailed cause) {
            acts.add("escalate " + actor.path().name());
        }
    };

    @AfterEach
    void stop() {
        system.close();
    }

    private ActorRef<Message> patient(String name) {
        return system.spawn(name, Patient::new, ActorOptions.DEFAULTS.withRestart(new RestartStrategy.Never()));
    }

    private Monitored<Message> pinged(String name, Priority priority) {
        return new Monitored<>(name, patient(name), Ping::new, priority, false);
    }

    private ActorRef<HealthMessage> monitor(
            HealthThresholds thresholds, HealthMonitor.Actions actions, List<Monitored<?>> actors) {
        return monitor(HealthSettings.STANDARD.withThresholds(thresholds), actions, actors);
    }

    private ActorRef<HealthMessage> monitor(
            HealthSettings settings, HealthMonitor.Actions actions, List<Monitored<?>> actors) {
        HealthSettings heard = settings.withListener(event -> {
            events.add(event);
            if (event instanceof HealthEvent.Over over && over.failure().isPresent()) {
                broken.complete(over.name());
            }
        });
        ActorRef<HealthMessage> health =
                system.spawn("health", () -> new HealthMonitor(heard, actions, actors), ActorOptions.DEFAULTS);
        system.start();
        return health;
    }

    private static HealthThresholds limits(int failures, int successes, int recoveries) {
        return new HealthThresholds(failures, successes, SECOND, recoveries);
    }

    /** One check of every actor, to its end, and what follows from it. */
    private BatchResult round(ActorRef<HealthMessage> health) {
        BatchResult batch =
                health.ask((Reply<BatchResult> reply) -> new HealthMessage.CheckBatch(Set.of(), reply), PATIENCE);
        report(health);
        return batch;
    }

    private HealthReport report(ActorRef<HealthMessage> health) {
        return health.ask(HealthMessage.GetReport::new, PATIENCE);
    }

    private HealthState state(ActorRef<HealthMessage> health, String name) {
        HealthReport.Entry entry = report(health).actors().get(name);
        return entry == null ? HealthState.UNKNOWN : entry.health().state();
    }

    @Test
    void actsOncePerEpisodeThenEscalatesOnceHoweverItFlaps() {
        answers.put("a", 0);
        ActorRef<HealthMessage> health = monitor(limits(1, 2, 1), noted, List.of(pinged("a", Priority.NORMAL)));
        for (int n = 0; n < 5; n++) {
            round(health);
        }
        for (int n = 0; n < 10; n++) {
            answers.put("a", n % 2 == 0 ? 100 : 0);
            round(health);
        }
        assertThat(acts).containsExactly("recover a", "escalate a");
        assertThat(state(health, "a")).isEqualTo(HealthState.UNHEALTHY);

        answers.put("a", 100);
        round(health);
        round(health);
        assertThat(state(health, "a")).isEqualTo(HealthState.HEALTHY);
        answers.put("a", 0);
        round(health);
        round(health);
        assertThat(acts).containsExactly("recover a", "escalate a", "recover a", "escalate a");
        assertThat(events.stream().filter(HealthEvent.Escalated.class::isInstance))
                .hasSize(2);
    }

    @Test
    void checksByTheIntervalOfThePriority() {
        List<Monitored<?>> actors = new ArrayList<>();
        for (Priority priority : Priority.values()) {
            answers.put(priority.name(), 100);
            actors.add(pinged(priority.name(), priority));
        }
        ActorRef<HealthMessage> health = monitor(HealthThresholds.STANDARD, noted, actors);
        for (int second = 0; second <= 60; second++) {
            report(health);
            actors.forEach(actor -> awaitAnswers(actor.ref()));
            time.advance(second < 60 ? SECOND : Duration.ZERO);
        }

        assertThat(asked("CRITICAL")).isEqualTo(1 + 12);
        assertThat(asked("HIGH")).isEqualTo(1 + 6);
        assertThat(asked("NORMAL")).isEqualTo(1 + 2);
        assertThat(asked("BACKGROUND")).isEqualTo(1 + 1);
    }

    /** Everything sent to the patient before is answered when this returns. */
    @SuppressWarnings("unchecked") // All actors here are patients.
    private static void awaitAnswers(ActorRef<?> patient) {
        ((ActorRef<Message>) patient).ask(Judge::new, PATIENCE);
    }

    private int asked(String name) {
        AtomicInteger count = asked.get(name);
        return count == null ? 0 : count.get();
    }

    @Test
    void checksAThousandActorsInOneBatch() {
        List<Monitored<?>> actors = new ArrayList<>();
        for (int n = 0; n < 1000; n++) {
            answers.put("a" + n, n == 500 ? 0 : 100);
            actors.add(pinged("a" + n, Priority.BACKGROUND));
        }
        ActorRef<HealthMessage> health = monitor(HealthThresholds.STANDARD, noted, actors);

        BatchResult batch = round(health);

        assertThat(batch.well()).hasSize(1000).containsEntry("a500", false);
        assertThat(batch.well().values().stream().filter(well -> well)).hasSize(999);
        assertThat(batch.allWell()).isFalse();
        assertThat(health.ask(
                        (Reply<BatchResult> reply) -> new HealthMessage.CheckBatch(Set.of("a1", "zz"), reply),
                        PATIENCE))
                .satisfies(two -> assertThat(two.well()).containsOnlyKeys("a1"))
                .returns(Set.of("zz"), BatchResult::unknown);
    }

    @Test
    void countsNoAnswerFromBeforeTheRecovery() {
        ActorRef<HealthMessage> health = monitor(limits(1, 1, 5), noted, List.of(pinged("a", Priority.NORMAL)));
        report(health);
        health.tell(new HealthMessage.Recover("a"));
        assertThat(state(health, "a")).isEqualTo(HealthState.RECOVERING);

        // The check from before the recovery times out now, and nobody minds.
        time.advance(Duration.ofMillis(1200));

        assertThat(state(health, "a")).isEqualTo(HealthState.RECOVERING);
        answers.put("a", 100);
        round(health);
        assertThat(state(health, "a")).isEqualTo(HealthState.HEALTHY);
    }

    @Test
    void tellsWhenTheFederationFallsBelowItsThresholdAndWhenItIsBack() {
        List<Monitored<?>> members = new ArrayList<>();
        for (String name : List.of("m1", "m2", "m3", "m4")) {
            answers.put(name, 100);
            members.add(pinged(name, Priority.HIGH).inFederation());
        }
        ActorRef<HealthMessage> health =
                monitor(HealthSettings.STANDARD.withThresholds(limits(1, 1, 0)), noted, members);
        round(health);
        answers.put("m1", 0);
        round(health);
        answers.put("m2", 0);
        round(health);
        answers.put("m3", 0);
        round(health);
        answers.putAll(Map.of("m1", 100, "m2", 100, "m3", 100));
        round(health);

        assertThat(events.stream()
                        .filter(event -> event instanceof HealthEvent.ConsensusHalted
                                || event instanceof HealthEvent.ConsensusReady)
                        .map(event -> event.getClass().getSimpleName()))
                .containsExactly("ConsensusReady", "ConsensusHalted", "ConsensusReady");
        assertThat(events.stream()
                        .filter(event ->
                                event instanceof HealthEvent.ScoreLow || event instanceof HealthEvent.ScoreRestored)
                        .map(event -> event.getClass().getSimpleName()))
                .containsExactly("ScoreLow", "ScoreRestored");
    }

    @Test
    void keepsABoundedHistoryWithItsTrend() {
        answers.put("a", 100);
        ActorRef<HealthMessage> health = monitor(
                HealthSettings.STANDARD.withThresholds(limits(3, 1, 0)).withHistory(SECOND, 5),
                noted,
                List.of(pinged("a", Priority.BACKGROUND)));
        round(health);
        for (int n = 0; n < 7; n++) {
            time.advance(SECOND);
            report(health);
        }
        answers.put("a", 0);
        round(health);
        time.advance(SECOND);

        HealthHistory history = health.ask(HealthMessage.GetHistory::new, PATIENCE);

        assertThat(history.samples().stream().map(HealthHistory.Sample::score))
                .containsExactly(100.0, 100.0, 100.0, 100.0, 50.0);
        assertThat(history.events()).hasSizeLessThanOrEqualTo(5);
        assertThat(history.trend(Duration.ofMinutes(1), time.now()).direction())
                .isEqualTo(HealthHistory.Direction.DECLINING);
    }

    @Test
    void restartsAnActorByItsScoreAfterTheDelayOfItsRule() {
        answers.put("a", 69);
        Monitored<Message> scored = Monitored.scored(
                "a", patient("a"), HealthCheck.scored(Judge::new), Priority.NORMAL, ScoreRestart.STANDARD);
        ActorRef<HealthMessage> health = monitor(limits(3, 2, 3), noted, List.of(scored));
        round(health);
        assertThat(report(health).actors().get("a"))
                .isNotNull()
                .returns(69, entry -> entry.score().value());

        time.advance(Duration.ofMillis(1999));
        report(health);
        assertThat(acts).isEmpty();
        time.advance(Duration.ofMillis(1));
        report(health);
        assertThat(acts).containsExactly("recover a");

        round(health);
        time.advance(Duration.ofMillis(3999));
        report(health);
        assertThat(acts).hasSize(1);
        time.advance(Duration.ofMillis(1));
        report(health);
        assertThat(acts).hasSize(2);
    }

    @Test
    void asksWhatItIsToldToAndJudgesTheAnswer() {
        answers.put("a", 7);
        ActorRef<Message> patient = patient("a");
        HealthCheck<Message> odd = HealthCheck.<Message, HealthScore>custom(Judge::new, score -> score.value() % 2 == 1)
                .within(Duration.ofMillis(300));
        ActorRef<HealthMessage> health = monitor(
                HealthThresholds.STANDARD,
                noted,
                List.of(new Monitored<>("a", patient, odd, Priority.NORMAL, false, Optional.empty())));
        assertThat(round(health).allWell()).isTrue();
        answers.put("a", 8);
        assertThat(round(health).allWell()).isFalse();
    }

    @Test
    void forgetsAnActorThatStopsAndRemembersOneThatBreaks() {
        answers.putAll(Map.of("a", 100, "b", 100));
        Monitored<Message> a = pinged("a", Priority.NORMAL);
        Monitored<Message> b = pinged("b", Priority.NORMAL);
        ActorRef<HealthMessage> health = monitor(HealthThresholds.STANDARD, noted, List.of(a, b));
        system.stop(a.ref()).join();
        b.ref().tell(new Break());
        assertThat(broken.join()).isEqualTo("b");

        HealthReport report = report(health);

        assertThat(report.actors()).containsOnlyKeys("b");
        assertThat(state(health, "b")).isEqualTo(HealthState.SHUTTING_DOWN);
        health.tell(new HealthMessage.Unwatch("b"));
        assertThat(report(health).actors()).isEmpty();
        assertThat(report(health).score()).isEqualTo(100);
    }

    @Test
    void startsAfreshWithAnActorOfTheSameName() {
        answers.putAll(Map.of("a", 0, "b", 100));
        Monitored<Message> old = pinged("a", Priority.NORMAL);
        Monitored<Message> other = pinged("b", Priority.NORMAL);
        ActorRef<HealthMessage> health = monitor(limits(1, 1, 0), noted, List.of(old));
        round(health);
        assertThat(state(health, "a")).isEqualTo(HealthState.UNHEALTHY);

        health.tell(new HealthMessage.Watch(new Monitored<>("a", other.ref(), Ping::new, Priority.NORMAL, false)));
        system.stop(old.ref()).join();
        round(health);

        assertThat(state(health, "a")).isEqualTo(HealthState.HEALTHY);
    }

    @Test
    void seesAnActorThatIsStuckAndRecoversItWithItsMailbox() throws InterruptedException {
        answers.put("stuck", 100);
        ActorRef<Message> stuck = system.spawn("stuck", Patient::new, ActorOptions.DEFAULTS);
        Monitored<Message> monitored = new Monitored<>("stuck", stuck, Ping::new, Priority.CRITICAL, false);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        stuck.tell(new Block(begun));
        stuck.tell(new Work(done));
        HealthMonitor.Actions actions = Recovery.actions(new Recovery.Restart(system), new Recovery.None());
        ActorRef<HealthMessage> health = monitor(limits(1, 1, 3), actions, List.of(monitored));
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        report(health);

        time.advance(SECOND);

        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        round(health);
        assertThat(state(health, "stuck")).isEqualTo(HealthState.HEALTHY);
    }

    @Test
    void stopsAnActorThatStaysIll() {
        answers.put("a", 0);
        Monitored<Message> a = pinged("a", Priority.NORMAL);
        HealthMonitor.Actions actions =
                Recovery.actions(new Recovery.Custom((actor, cause) -> acts.add("custom")), new Recovery.Stop(system));
        CompletableFuture<HealthEvent> over = new CompletableFuture<>();
        HealthSettings settings = HealthSettings.STANDARD
                .withThresholds(limits(1, 1, 1))
                .withListener(event -> {
                    if (event instanceof HealthEvent.Over) {
                        over.complete(event);
                    }
                });
        ActorRef<HealthMessage> health =
                system.spawn("health", () -> new HealthMonitor(settings, actions, List.of(a)), ActorOptions.DEFAULTS);
        system.start();
        round(health);
        round(health);

        assertThat(over.join()).isInstanceOf(HealthEvent.Over.class);
        assertThat(acts).containsExactly("custom");
    }
}

package org.alys.actor.shutdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.alys.actor.ActorOptions;
import org.alys.actor.ActorRef;
import org.alys.actor.ActorSystem;
import org.alys.actor.Priority;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ShutdownCoordinatorTest {
    private static final ShutdownLimits QUICK = new ShutdownLimits(
            Duration.ofSeconds(30),
            Duration.ofMillis(200),
            Duration.ofMillis(200),
            Duration.ofMillis(200),
            0,
            Duration.ofMillis(20));

    private final ActorSystem system = ActorSystem.named("test").build();
    private final Map<String, ActorRef<?>> actors = new LinkedHashMap<>();
    private final List<ShutdownProgress> progress = new CopyOnWriteArrayList<>();
    private final List<String> steps = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        system.close();
    }

    private ActorRef<CountDownLatch> actor(String name) {
        ActorRef<CountDownLatch> ref = system.spawn(
                name,
                () -> (begun, context) -> {
                    begun.countDown();
                    new CountDownLatch(1).await();
                },
                ActorOptions.DEFAULTS);
        actors.put(name, ref);
        return ref;
    }

    private ShutdownStep step(String name, Priority priority) {
        return new ShutdownStep(name, priority, false, () -> steps.add(name));
    }

    private ShutdownCoordinator coordinator(
            ShutdownPlan plan, List<ShutdownStep> before, List<ShutdownStep> after, ShutdownLimits limits) {
        return new ShutdownCoordinator(system, plan, actors, before, after, limits, progress::add);
    }

    private static ShutdownPlan chain() {
        return ShutdownPlan.of(List.of(
                new ShutdownPlan.Member("storage", Priority.CRITICAL, Set.of()),
                new ShutdownPlan.Member("chain", Priority.CRITICAL, Set.of("storage")),
                new ShutdownPlan.Member("metrics", Priority.BACKGROUND, Set.of())));
    }

    private void stuckChain() throws InterruptedException {
        actor("storage");
        actor("metrics");
        ActorRef<CountDownLatch> chain = actor("chain");
        system.start();
        CountDownLatch begun = new CountDownLatch(1);
        chain.tell(begun);
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void goesThroughThePhasesAndStopsDependantsFirst() {
        actor("storage");
        actor("chain");
        actor("metrics");
        system.start();

        ShutdownReport report = coordinator(
                        chain(),
                        List.of(step("refuse work", Priority.NORMAL)),
                        List.of(step("flush", Priority.NORMAL), step("save", Priority.CRITICAL)),
                        ShutdownLimits.STANDARD)
                .run();

        assertThat(report.graceful()).isTrue();
        assertThat(report.stopped()).containsExactly("metrics", "chain", "storage");
        assertThat(report.phases())
                .containsExactly(
                        ShutdownPhase.RUNNING,
                        ShutdownPhase.INITIATED,
                        ShutdownPhase.PREPARATION,
                        ShutdownPhase.ACTOR_SHUTDOWN,
                        ShutdownPhase.CLEANUP,
                        ShutdownPhase.FINALIZATION,
                        ShutdownPhase.COMPLETE);
        assertThat(steps).containsExactly("refuse work", "save", "flush");
        assertThat(progress).last().returns(100, ShutdownProgress::percent);
    }

    @Test
    void forcesAfterTooManyActorsThatDoNotStop() throws InterruptedException {
        stuckChain();

        ShutdownReport report = coordinator(chain(), List.of(), List.of(step("flush", Priority.NORMAL)), QUICK)
                .run();

        assertThat(report.forced()).contains(ShutdownReport.Force.TOO_MANY_FAILURES);
        assertThat(report.late()).containsExactly("chain");
        assertThat(steps).isEmpty();
        assertThat(system.actors()).isEmpty();
        assertThat(progress).anyMatch(event -> event.phase() == ShutdownPhase.ACTOR_SHUTDOWN);
    }

    @Test
    void forcesWhenTheTotalTimeIsOver() throws InterruptedException {
        stuckChain();
        ShutdownLimits total =
                new ShutdownLimits(Duration.ofMillis(150), PATIENCE, PATIENCE, PATIENCE, 9, Duration.ofMillis(20));

        assertThat(coordinator(chain(), List.of(), List.of(), total).run().forced())
                .contains(ShutdownReport.Force.OVERALL_TIMEOUT);
    }

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void forcesOnDemandAndWhenAnEssentialStepFails() throws InterruptedException {
        stuckChain();
        ShutdownStep broken = new ShutdownStep("seal", Priority.CRITICAL, true, () -> {
            throw new IllegalStateException("no seal");
        });

        ShutdownReport report =
                coordinator(chain(), List.of(broken), List.of(), QUICK).run();

        assertThat(report.forced()).contains(ShutdownReport.Force.CRITICAL_STEP_FAILED);
        assertThat(report.failedSteps()).singleElement().asString().contains("no seal");
    }

    @Test
    void obeysAnExternalSignal() throws InterruptedException {
        stuckChain();
        ShutdownCoordinator coordinator = coordinator(chain(), List.of(), List.of(), ShutdownLimits.STANDARD);
        coordinator.force();

        assertThat(coordinator.run().forced()).contains(ShutdownReport.Force.EXTERNAL_SIGNAL);
    }

    @Test
    void goesOnWhenACleanupFailsOrTakesTooLong() {
        actor("storage");
        system.start();
        ShutdownPlan plan = ShutdownPlan.of(List.of(new ShutdownPlan.Member("storage", Priority.CRITICAL, Set.of())));
        ShutdownStep slow = new ShutdownStep("slow", Priority.BACKGROUND, false, () -> new CountDownLatch(1).await());

        ShutdownReport report = coordinator(plan, List.of(), List.of(step("first", Priority.HIGH), slow), QUICK)
                .run();

        assertThat(steps).containsExactly("first");
        assertThat(report.failedSteps()).singleElement().asString().startsWith("slow: took longer");
        assertThat(report.phases()).endsWith(ShutdownPhase.FINALIZATION, ShutdownPhase.COMPLETE);
    }
}

package org.alys.actor.shutdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.alys.actor.Actor;
import org.alys.actor.ActorContext;
import org.alys.actor.ActorOptions;
import org.alys.actor.ActorPath;
import org.alys.actor.ActorRef;
import org.alys.actor.ActorSystem;
import org.alys.actor.Priority;
import org.alys.actor.supervision.RestartStrategy;
import org.alys.actor.testkit.ManualTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ShutdownCoordinatorTest {
    private static final Duration MILLI = Duration.ofMillis(1);
    private static final ShutdownLimits QUICK = new ShutdownLimits(
            Duration.ofSeconds(30),
            Duration.ofMillis(200),
            Duration.ofMillis(200),
            Duration.ofMillis(200),
            0,
            Duration.ofMillis(50));

    private final ManualTime time = new ManualTime();
    private final ActorSystem system =
            ActorSystem.named("test").time(time).scheduler(time).build();
    private final Map<String, ActorRef<?>> actors = new LinkedHashMap<>();
    private final List<ShutdownProgress> progress = new CopyOnWriteArrayList<>();
    private final List<String> steps = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        system.close();
    }

    /** Begins a shutdown of the stuck chain, and lets this much time pass once it waits for the chain. */
    private CompletableFuture<ShutdownReport> runFor(ShutdownCoordinator coordinator, Duration passing)
            throws InterruptedException {
        CompletableFuture<ShutdownReport> report = CompletableFuture.supplyAsync(coordinator::run);
        awaitProgress(event -> event.stopped() == 1);
        pass(passing);
        return report;
    }

    /** Every timer comes due at its time; there must be one all the while. */
    private void pass(Duration passing) throws InterruptedException {
        for (long n = 0; n < passing.toMillis(); n++) {
            time.awaitPending(1);
            time.advance(MILLI);
        }
    }

    /** Waits until it is forced, and lets the moment pass that actors have to stop by themselves then. */
    private ShutdownReport forced(CompletableFuture<ShutdownReport> report) throws InterruptedException {
        awaitProgress(event -> event.phase() == ShutdownPhase.FORCED_SHUTDOWN);
        pass(MILLI);
        return report.join();
    }

    private void awaitProgress(Predicate<ShutdownProgress> condition) {
        long giveUp = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (progress.stream().noneMatch(condition)) {
            assertThat(System.nanoTime()).isLessThan(giveUp);
            Thread.onSpinWait();
        }
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
        assertThat(progress.stream().map(ShutdownProgress::percent).toList())
                .isSorted()
                .containsSubsequence(0, 5, 31, 58, 85, 90, 95, 100);
    }

    @Test
    void forcesAfterTooManyActorsThatDoNotStop() throws InterruptedException {
        stuckChain();

        CompletableFuture<ShutdownReport> running = runFor(
                coordinator(chain(), List.of(), List.of(step("flush", Priority.NORMAL)), QUICK),
                Duration.ofMillis(199));
        assertThat(progress).last().returns(ShutdownPhase.ACTOR_SHUTDOWN, ShutdownProgress::phase);
        pass(MILLI);
        ShutdownReport report = forced(running);

        assertThat(report.forced()).contains(ShutdownReport.Force.TOO_MANY_FAILURES);
        assertThat(report.late()).containsExactly("chain");
        assertThat(report.took()).isEqualTo(Duration.ofMillis(201));
        assertThat(steps).isEmpty();
        assertThat(system.actors()).isEmpty();
    }

    @Test
    void tellsProgressAtItsIntervalWithAnEstimateThatTheTotalBounds() throws InterruptedException {
        stuckChain();
        ShutdownReport report =
                forced(runFor(coordinator(chain(), List.of(), List.of(), QUICK), Duration.ofMillis(200)));

        assertThat(report.graceful()).isFalse();
        assertThat(progress.stream()
                        .filter(event -> event.phase() == ShutdownPhase.ACTOR_SHUTDOWN && event.stopped() == 1)
                        .map(event -> event.elapsed().toMillis()))
                .startsWith(0L, 50L, 100L, 150L);
        assertThat(progress)
                .allSatisfy(event -> assertThat(event.remaining())
                        .isBetween(Duration.ZERO, QUICK.total().minus(event.elapsed())));
        assertThat(progress.stream().map(ShutdownProgress::percent).toList()).isSorted();
    }

    @Test
    void forcesWhenTheTotalTimeIsOver() throws InterruptedException {
        stuckChain();
        Duration patience = Duration.ofSeconds(20);
        ShutdownLimits total =
                new ShutdownLimits(Duration.ofMillis(150), patience, patience, patience, 9, Duration.ofMillis(20));

        ShutdownReport report =
                forced(runFor(coordinator(chain(), List.of(), List.of(), total), Duration.ofMillis(150)));

        assertThat(report.forced()).contains(ShutdownReport.Force.OVERALL_TIMEOUT);
        assertThat(report.took()).isEqualTo(Duration.ofMillis(151));
    }

    @Test
    void forcesWhenAnEssentialStepFailsAndStillRunsTheEssentialCleanups() throws InterruptedException {
        stuckChain();
        ShutdownStep broken = new ShutdownStep("seal", Priority.CRITICAL, true, () -> {
            throw new IllegalStateException("no seal");
        });
        ShutdownStep close = new ShutdownStep("close", Priority.NORMAL, true, () -> {
            assertThat(system.actors()).isEmpty();
            steps.add("close");
        });

        ShutdownReport report = forced(CompletableFuture.supplyAsync(
                coordinator(chain(), List.of(broken), List.of(step("flush", Priority.HIGH), close), QUICK)::run));

        assertThat(report.forced()).contains(ShutdownReport.Force.CRITICAL_STEP_FAILED);
        assertThat(report.failedSteps()).singleElement().asString().contains("no seal");
        assertThat(steps).containsExactly("close");
        assertThat(report.phases())
                .endsWith(ShutdownPhase.PREPARATION, ShutdownPhase.FORCED_SHUTDOWN, ShutdownPhase.COMPLETE);
    }

    @Test
    void obeysAnExternalSignal() throws InterruptedException {
        stuckChain();
        ShutdownCoordinator coordinator = coordinator(chain(), List.of(), List.of(), ShutdownLimits.STANDARD);
        CompletableFuture<ShutdownReport> running = runFor(coordinator, Duration.ofMillis(7));

        coordinator.force();

        assertThat(forced(running).forced()).contains(ShutdownReport.Force.EXTERNAL_SIGNAL);
        assertThat(coordinator.whenDone().join().took()).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void forcesWhenACriticalActorFailsInsteadOfStopping() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch letGo = new CountDownLatch(1);
        ActorRef<String> chain = system.spawn(
                "chain",
                () -> (message, context) -> {
                    begun.countDown();
                    letGo.await();
                    throw new IllegalStateException("boom");
                },
                ActorOptions.DEFAULTS.withRestart(new RestartStrategy.Never()));
        actors.put("chain", chain);
        system.start();
        chain.tell("fail");
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        ShutdownPlan plan = ShutdownPlan.of(List.of(new ShutdownPlan.Member("chain", Priority.CRITICAL, Set.of())));
        CompletableFuture<ShutdownReport> running =
                CompletableFuture.supplyAsync(coordinator(plan, List.of(), List.of(), ShutdownLimits.STANDARD)::run);
        awaitProgress(event -> event.phase() == ShutdownPhase.ACTOR_SHUTDOWN);

        letGo.countDown();

        assertThat(running.join().forced()).contains(ShutdownReport.Force.CRITICAL_ACTOR_FAILED);
    }

    @Test
    void goesOnWhenACleanupFailsOrTakesTooLong() throws InterruptedException {
        actor("storage");
        system.start();
        ShutdownPlan plan = ShutdownPlan.of(List.of(new ShutdownPlan.Member("storage", Priority.CRITICAL, Set.of())));
        ShutdownStep slow = new ShutdownStep("slow", Priority.BACKGROUND, false, () -> new CountDownLatch(1).await());

        CompletableFuture<ShutdownReport> running = CompletableFuture.supplyAsync(
                coordinator(plan, List.of(), List.of(step("first", Priority.HIGH), slow), QUICK)::run);
        awaitProgress(event -> event.phase() == ShutdownPhase.CLEANUP && event.percent() == 90);
        pass(Duration.ofMillis(200));
        ShutdownReport report = running.join();

        assertThat(steps).containsExactly("first");
        assertThat(report.failedSteps()).singleElement().asString().startsWith("slow: took longer");
        assertThat(report.took()).isEqualTo(Duration.ofMillis(200));
        assertThat(report.phases()).endsWith(ShutdownPhase.FINALIZATION, ShutdownPhase.COMPLETE);
    }

    /** A leaf deep in one branch goes before a branch it depends on, and every parent after its children. */
    @Test
    void stopsActorsOfAnyLevelOfTheTreeInTheOrderOfThePlan() {
        List<String> ends = new CopyOnWriteArrayList<>();
        for (String branch : List.of("chain", "network")) {
            actors.put(branch, system.spawn(branch, () -> new Branch(2, ends), ActorOptions.DEFAULTS));
        }
        system.start();
        for (String path : List.of("chain/child", "network/child", "network/child/child")) {
            long giveUp = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (system.find(new ActorPath("/" + path)).isEmpty() && System.nanoTime() < giveUp) {
                Thread.onSpinWait();
            }
            actors.put(path, system.find(new ActorPath("/" + path)).orElseThrow());
        }
        ShutdownPlan plan = ShutdownPlan.of(List.of(
                new ShutdownPlan.Member("network/child/child", Priority.NORMAL, Set.of("chain/child")),
                new ShutdownPlan.Member("chain/child", Priority.NORMAL, Set.of("network")),
                new ShutdownPlan.Member("network", Priority.NORMAL, Set.of("chain")),
                new ShutdownPlan.Member("chain", Priority.CRITICAL, Set.of())));

        ShutdownReport report =
                coordinator(plan, List.of(), List.of(), ShutdownLimits.STANDARD).run();

        assertThat(report.graceful()).isTrue();
        assertThat(ends)
                .containsExactly(
                        "/network/child/child",
                        "/chain/child/child",
                        "/chain/child",
                        "/network/child",
                        "/network",
                        "/chain");
    }

    /** Has so many levels of children below it, and notes its end. */
    private record Branch(int levels, List<String> ends) implements Actor<String> {
        @Override
        public void started(ActorContext<String> context) {
            if (levels > 0) {
                context.spawn("child", () -> new Branch(levels - 1, ends), ActorOptions.DEFAULTS);
            }
        }

        @Override
        public void receive(String message, ActorContext<String> context) {}

        @Override
        public void stopping(ActorContext<String> context) {
            ends.add(context.path().value());
        }
    }
}

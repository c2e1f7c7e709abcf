package org.alys.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.alys.actor.supervision.RestartStrategy;
import org.alys.actor.testkit.ManualTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class ActorSystemTest {
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private final ManualTime time = new ManualTime();
    private final List<String> log = new CopyOnWriteArrayList<>();

    private ActorSystem system() {
        return ActorSystem.named("test").time(time).scheduler(time).build();
    }

    private ActorFactory<Probe.Message> noting() {
        return () -> new Actor<>() {
            @Override
            public void started(ActorContext<Probe.Message> context) {
                log.add("+" + context.path().name());
            }

            @Override
            public void stopping(ActorContext<Probe.Message> context) {
                log.add("-" + context.path().name());
            }

            @Override
            public void receive(Probe.Message message, ActorContext<Probe.Message> context) throws Exception {
                new Probe().receive(message, context);
            }
        };
    }

    private static ActorOptions needing(String... names) {
        return ActorOptions.DEFAULTS.withDependencies(names);
    }

    @Test
    void startsDependenciesFirstAndStopsThemLast() {
        ActorSystem system = system();
        system.spawn("chain", noting(), needing("engine", "storage"));
        system.spawn("engine", noting(), needing("storage"));
        system.spawn("storage", noting(), needing());

        assertThat(system.start()).extracting(ActorPath::name).containsExactly("storage", "engine", "chain");
        StopReport report = system.stop(DEADLINE);

        assertThat(log).containsExactly("+storage", "+engine", "+chain", "-chain", "-engine", "-storage");
        assertThat(report.stopped()).extracting(ActorPath::name).containsExactly("chain", "engine", "storage");
        assertThat(report.graceful()).isTrue();
    }

    @Test
    void refusesADependencyCycleAndStartsNothing() {
        try (ActorSystem system = system()) {
            system.spawn("a", noting(), needing("b"));
            system.spawn("b", noting(), needing("a"));

            assertThatThrownBy(system::start)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("dependency cycle a -> b -> a");
        }
        assertThat(log).isEmpty();
    }

    @Test
    void keepsMessagesThatAreSentBeforeTheStart() {
        try (ActorSystem system = system()) {
            ActorRef<Probe.Message> probe = system.spawn("probe", Probe::new, ActorOptions.DEFAULTS);
            probe.tell(new Probe.Remember(1));
            assertThat(probe.state()).isEqualTo(LifecycleState.CREATED);

            system.start();

            assertThat(probe.ask(Probe.Recall::new, DEADLINE)).containsExactly(1);
        }
    }

    @Test
    void stopsAgainWhenAnActorDoesNotComeUp() {
        ActorSystem system = system();
        system.spawn("storage", noting(), needing());
        system.spawn(
                "engine",
                () -> {
                    throw new IllegalStateException("no engine");
                },
                needing("storage").withRestart(new RestartStrategy.Never()));
        ActorRef<Probe.Message> chain = system.spawn("chain", noting(), needing("engine"));

        assertThatThrownBy(system::start)
                .isInstanceOfSatisfying(
                        ActorStartException.class,
                        failed -> assertThat(failed.actor()).isEqualTo(ActorPath.of("engine")));
        assertThat(log).containsExactly("+storage", "-storage");
        assertThat(chain.state()).isEqualTo(LifecycleState.STOPPED);
    }

    @Test
    void stopsAgainWhenAnActorIsNotUpInTime() throws Exception {
        ActorSystem system = ActorSystem.named("test")
                .time(time)
                .scheduler(time)
                .startDeadline(DEADLINE)
                .stopDeadline(DEADLINE)
                .build();
        CountDownLatch never = new CountDownLatch(1);
        system.spawn(
                "slow",
                () -> {
                    never.await();
                    return new Probe();
                },
                needing());
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        Thread.startVirtualThread(() -> outcome.complete(catchThrowable(system::start)));

        time.awaitPending(1);
        time.advance(DEADLINE);
        time.awaitPending(1);
        time.advance(DEADLINE);

        assertThat(outcome.join())
                .isInstanceOf(ActorStartException.class)
                .hasMessageContaining("was not running within");
        assertThat(system.whenStopped().join().interrupted()).containsExactly(ActorPath.of("slow"));
    }

    @Test
    void interruptsWhatDoesNotStopInTime() throws Exception {
        ActorSystem system = system();
        system.spawn("storage", noting(), needing());
        ActorRef<Probe.Message> chain = system.spawn("chain", noting(), needing("storage"));
        system.start();
        Probe.Hold hold = new Probe.Hold();
        chain.tell(hold);
        hold.awaitBegun();
        CompletableFuture<StopReport> report = new CompletableFuture<>();
        Thread.startVirtualThread(() -> report.complete(system.stop(DEADLINE)));

        time.awaitPending(1);
        time.advance(DEADLINE);

        assertThat(report.join().interrupted()).contains(chain.path());
        assertThat(report.join().unresponsive()).isEmpty();
        assertThat(system.actors()).isEmpty();
    }

    @Test
    void reportsWhatIgnoresTheInterruption() throws Exception {
        ActorSystem system = system();
        CompletableFuture<String> letGo = new CompletableFuture<>();
        CountDownLatch begun = new CountDownLatch(1);
        ActorRef<Probe.Message> deaf = system.spawn("deaf", Probe::new, needing());
        system.start();
        deaf.tell(new Probe.Run(context -> {
            begun.countDown();
            letGo.join();
        }));
        Probe.await(begun);
        CompletableFuture<StopReport> report = new CompletableFuture<>();
        Thread.startVirtualThread(() -> report.complete(system.stop(DEADLINE)));

        for (Duration step : List.of(DEADLINE, Duration.ofSeconds(1), Duration.ofSeconds(1))) {
            time.awaitPending(1);
            time.advance(step);
        }

        assertThat(report.join().unresponsive()).containsExactly(deaf.path());
        letGo.complete("at last");
    }

    @Test
    void refusesToBeStoppedFromInside() {
        try (ActorSystem system = system()) {
            system.start();
            ActorRef<Probe.Message> probe = system.spawn("probe", Probe::new, needing());
            CompletableFuture<Throwable> refusal = new CompletableFuture<>();

            probe.tell(new Probe.Run(context -> refusal.complete(catchThrowable(system::close))));

            assertThat(refusal.join()).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void givesANameToOneLivingActorOnly() {
        try (ActorSystem system = system()) {
            system.start();
            ActorRef<Probe.Message> first = system.spawn("probe", Probe::new, needing());

            assertThatThrownBy(() -> system.spawn("probe", Probe::new, needing()))
                    .isInstanceOf(IllegalArgumentException.class);
            system.stop(first).join();

            assertThat(system.spawn("probe", Probe::new, needing()).ask(Probe.Recall::new, DEADLINE))
                    .isEmpty();
        }
    }

    @Test
    void refusesALateActorWhoseDependencyIsNotRunning() {
        try (ActorSystem system = system()) {
            system.start();

            assertThatThrownBy(() -> system.spawn("chain", noting(), needing("storage")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("chain depends on storage, which is not running");
        }
    }

    @Test
    void showsEveryLivingActor() throws Exception {
        try (ActorSystem system = system()) {
            system.start();
            ActorRef<Probe.Message> probe = system.spawn("probe", Probe::new, needing());
            Probe.Hold hold = new Probe.Hold();
            probe.tell(hold);
            hold.awaitBegun();
            probe.tell(new Probe.Remember(1));

            assertThat(system.actors())
                    .containsExactly(new ActorSnapshot(probe.path(), LifecycleState.RUNNING, 1, 1024, 0));
            hold.letGo().countDown();
        }
    }

    @Test
    void holdsTenThousandActors() {
        try (ActorSystem system = ActorSystem.named("large").build()) {
            system.start();
            List<ActorRef<Probe.Message>> refs = IntStream.range(0, 10_000)
                    .mapToObj(n -> system.spawn("probe-" + n, Probe::new, needing()))
                    .toList();

            refs.forEach(ref -> ref.tell(new Probe.Remember(1)));

            assertThat(refs)
                    .allSatisfy(ref ->
                            assertThat(ref.ask(Probe.Recall::new, DEADLINE)).containsExactly(1));
            assertThat(system.actors()).hasSize(10_000);
            assertThat(system.stop(Duration.ofSeconds(30)).graceful()).isTrue();
        }
    }

    @Test
    void runsOnThreadsThatAreGivenToIt() {
        List<String> names = new CopyOnWriteArrayList<>();
        try (ActorSystem system = ActorSystem.named("test")
                .threads((name, body) -> {
                    names.add(name);
                    return Thread.ofPlatform().name(name).start(body);
                })
                .build()) {
            system.start();
            ActorRef<Probe.Message> probe = system.spawn("probe", Probe::new, needing());

            assertThat(probe.ask(Probe.Recall::new, DEADLINE)).isEmpty();
        }
        assertThat(names).isNotEmpty().containsOnly("/probe");
    }

    @Test
    void outlivesAnObserverThatThrows() {
        ActorObserver broken = new ActorObserver() {
            @Override
            public void handled(ActorPath actor, long queuedNanos, long handlingNanos) {
                throw new IllegalStateException("broken observer");
            }

            @Override
            public void started(ActorPath actor) {
                throw new IllegalStateException("broken observer");
            }
        };
        try (ActorSystem system = ActorSystem.named("test").observer(broken).build()) {
            system.start();
            ActorRef<Probe.Message> probe = system.spawn("probe", Probe::new, needing());
            probe.tell(new Probe.Remember(1));

            assertThat(probe.ask(Probe.Recall::new, DEADLINE)).containsExactly(1);
        }
    }

    @Test
    void doesNotStartWhatWasStoppedBefore() {
        try (ActorSystem system = system()) {
            ActorRef<Probe.Message> given = system.spawn("given-up", noting(), needing());
            system.spawn("other", noting(), needing());
            assertThat(system.stop(given).join().failure()).isEmpty();

            assertThat(system.start()).extracting(ActorPath::name).containsExactly("other");
            assertThat(log).containsExactly("+other");
        }
    }

    @Test
    void showsEveryPathOnceWhileActorsComeAndGo() throws Exception {
        try (ActorSystem system = ActorSystem.named("test").build()) {
            system.start();
            // These four have the same hash.
            List<String> names = List.of("AaAa", "AaBB", "BBAa", "BBBB");
            names.forEach(name -> system.spawn(name, Probe::new, needing()));
            Thread restless = Thread.ofPlatform().start(() -> {
                for (int n = 0; n < 20_000; n++) {
                    String name = names.get(n % names.size());
                    system.stop(system.find(ActorPath.of(name)).orElseThrow()).join();
                    system.spawn(name, Probe::new, needing());
                }
            });
            while (restless.isAlive()) {
                assertThat(system.actors()).extracting(ActorSnapshot::path).doesNotHaveDuplicates();
            }
            restless.join();
        }
    }

    @ParameterizedTest
    @EnumSource
    void stopsWhenThereIsNoThreadForAnActor(ExecutionMode mode) throws Exception {
        AtomicBoolean none = new AtomicBoolean();
        ActorSystem system = ActorSystem.named("test")
                .threads((name, body) -> {
                    if (none.compareAndSet(true, false)) {
                        throw new RejectedExecutionException("no thread");
                    }
                    return Thread.ofVirtual().name(name).start(body);
                })
                .compute(task -> {
                    if (none.compareAndSet(true, false)) {
                        throw new RejectedExecutionException("the pool is closed");
                    }
                    Thread.ofVirtual().start(task);
                })
                .build();
        system.start();
        ActorRef<Probe.Message> probe =
                system.spawn("probe", Probe::new, needing().withMode(mode));
        probe.ask(Probe.Recall::new, DEADLINE);
        none.set(true);
        List<CompletableFuture<List<Integer>>> asks = new ArrayList<>();
        // An actor that has not come to rest yet needs no new thread.
        while (none.get()) {
            asks.add(probe.askAsync(Probe.Recall::new, DEADLINE));
        }

        assertThatThrownBy(() -> asks.getLast().get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(AskException.class);
        assertThat(system.whenStopped().get(20, TimeUnit.SECONDS).graceful()).isTrue();
        assertThat(system.failure()).isPresent();
    }
}

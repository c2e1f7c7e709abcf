package org.alys.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.alys.actor.supervision.Failure;
import org.alys.actor.supervision.OperationalFailure;
import org.alys.actor.supervision.RestartStrategy;
import org.alys.actor.testkit.CleanEnd;
import org.alys.actor.testkit.ManualTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class ContextTest {
    private static final Duration PATIENCE = Duration.ofHours(1);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ManualTime time = new ManualTime();
    private final Recorder recorder = new Recorder();

    @RegisterExtension
    final CleanEnd end = new CleanEnd();

    private final ActorSystem system =
            end.system("test", settings -> settings.time(time).scheduler(time).observer(recorder));

    @BeforeEach
    void start() {
        end.expectDeadLetters(Probe::toldToFail);
        system.start();
    }

    private ActorRef<Probe.Message> probe(String name) {
        return system.spawn(name, Probe::new, ActorOptions.DEFAULTS.withRestart(new RestartStrategy.Immediate()));
    }

    /** Runs the code inside the actor and waits until it is done. */
    private static void inside(ActorRef<Probe.Message> actor, Probe.Inside code) {
        actor.<Boolean>ask(
                reply -> new Probe.Run(context -> {
                    code.run(context);
                    reply.success(true);
                }),
                PATIENCE);
    }

    private static List<Integer> recall(ActorRef<Probe.Message> actor) {
        return actor.ask(Probe.Recall::new, PATIENCE);
    }

    @Test
    void sendsASingleTimerOnce() {
        ActorRef<Probe.Message> probe = probe("probe");
        inside(probe, context -> context.timers().single("once", SECOND, new Probe.Remember(1)));

        time.advance(SECOND.minusNanos(1));
        assertThat(recall(probe)).isEmpty();
        time.advance(Duration.ofNanos(1));
        assertThat(recall(probe)).containsExactly(1);
        time.advance(SECOND.multipliedBy(9));
        assertThat(recall(probe)).containsExactly(1);
        inside(probe, context -> assertThat(context.timers().active("once")).isFalse());
    }

    @Test
    void sendsAPeriodicTimerEveryInterval() {
        ActorRef<Probe.Message> probe = probe("probe");
        inside(probe, context -> context.timers().periodic("tick", SECOND, new Probe.Remember(1)));

        time.advance(SECOND);
        recall(probe);
        time.advance(SECOND);

        assertThat(recall(probe)).containsExactly(1, 1);
    }

    @Test
    void leavesTicksOutThatCannotBeHandledInTime() throws Exception {
        ActorRef<Probe.Message> probe = probe("probe");
        inside(probe, context -> context.timers().periodic("tick", SECOND, new Probe.Remember(1)));
        Probe.Hold hold = new Probe.Hold();
        probe.tell(hold);
        hold.awaitBegun();

        time.advance(SECOND.multipliedBy(5));
        hold.letGo().countDown();

        assertThat(recall(probe)).containsExactly(1);
    }

    @Test
    void deliversATimerThoughTheMailboxIsFullAndBeforeIt() throws Exception {
        ActorRef<Probe.Message> probe =
                system.spawn("probe", Probe::new, ActorOptions.DEFAULTS.withMailbox(4, new Overflow.Reject()));
        inside(probe, context -> context.timers().single("once", SECOND, new Probe.Remember(0)));
        Probe.Hold hold = new Probe.Hold();
        probe.tell(hold);
        hold.awaitBegun();
        for (int n = 1; n <= 4; n++) {
            probe.tell(new Probe.Remember(n));
        }

        time.advance(SECOND);
        hold.letGo().countDown();
        recorder.await(Recorder.Handled.class, 1 + 1 + 5);

        assertThat(recall(probe)).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void replacesATimerWithTheSameKey() {
        ActorRef<Probe.Message> probe = probe("probe");
        inside(probe, context -> {
            context.timers().single("key", SECOND, new Probe.Remember(1));
            context.timers().single("key", SECOND, new Probe.Remember(2));
        });

        time.advance(SECOND);

        assertThat(recall(probe)).containsExactly(2);
    }

    @Test
    void dropsTheMessageOfATimerThatWasCancelledOnItsWay() throws Exception {
        ActorRef<Probe.Message> probe = probe("probe");
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch letGo = new CountDownLatch(1);
        inside(probe, context -> context.timers().single("key", SECOND, new Probe.Remember(1)));
        probe.tell(new Probe.Run(context -> {
            begun.countDown();
            Probe.await(letGo);
            context.timers().cancel("key");
        }));
        Probe.await(begun);

        time.advance(SECOND);
        letGo.countDown();

        assertThat(recall(probe)).isEmpty();
    }

    @Test
    void cancelsTimersOnRestart() {
        ActorRef<Probe.Message> probe = probe("probe");
        inside(probe, context -> context.timers().periodic("tick", SECOND, new Probe.Remember(1)));

        probe.tell(new Probe.Fail(new IllegalStateException("boom")));
        recall(probe);
        time.advance(SECOND.multipliedBy(3));

        assertThat(recall(probe)).isEmpty();
        assertThat(time.pending()).isZero();
    }

    @Test
    void cancelsTimersOnStop() {
        ActorRef<Probe.Message> probe = probe("probe");
        inside(probe, context -> context.timers().periodic("tick", SECOND, new Probe.Remember(1)));

        system.stop(probe).join();

        assertThat(time.pending()).isZero();
    }

    @Test
    void tellsAWatcherOnceWhenTheWatchedActorEnds() {
        ActorRef<Probe.Message> watched = probe("watched");
        ActorRef<Probe.Message> watcher = probe("watcher");
        inside(watcher, context -> {
            context.watch(watched, end -> new Probe.Remember(1));
            context.watch(watched, end -> new Probe.Remember(2));
        });

        watched.tell(new Probe.Fail(new IllegalStateException("a restart is no end")));
        recall(watched);
        assertThat(recall(watcher)).isEmpty();
        system.stop(watched).join();

        assertThat(recall(watcher)).containsExactly(2);
    }

    @Test
    void tellsAWatcherThatComesTooLate() {
        ActorRef<Probe.Message> watched = probe("watched");
        ActorRef<Probe.Message> watcher = probe("watcher");
        system.stop(watched).join();

        inside(watcher, context -> context.watch(watched, end -> new Probe.Remember(1)));

        assertThat(recall(watcher)).containsExactly(1);
    }

    @Test
    void tellsAWatcherWhyTheWatchedActorEnded() {
        CompletableFuture<Terminated> told = new CompletableFuture<>();
        ActorRef<Probe.Message> watched =
                system.spawn("watched", Probe::new, ActorOptions.DEFAULTS.withRestart(new RestartStrategy.Never()));
        inside(probe("watcher"), context -> context.watch(watched, end -> new Probe.Run(later -> told.complete(end))));

        watched.tell(new Probe.Fail(new IllegalStateException("boom")));

        assertThat(told.join().failure()).get().isInstanceOf(Failure.Panic.class);
    }

    @Test
    void forgetsAWatchThatIsTakenBack() {
        ActorRef<Probe.Message> watched = probe("watched");
        ActorRef<Probe.Message> watcher = probe("watcher");
        inside(watcher, context -> context.watch(watched, end -> new Probe.Remember(1)));
        inside(watcher, context -> context.unwatch(watched));

        system.stop(watched).join();

        assertThat(recall(watcher)).isEmpty();
    }

    @Test
    void handlesMessagesWhileBackgroundWorkRunsAndThenItsResult() throws Exception {
        ActorRef<Probe.Message> probe = probe("probe");
        CountDownLatch letGo = new CountDownLatch(1);
        CompletableFuture<Integer> result = new CompletableFuture<>();
        inside(
                probe,
                context -> context.background(
                        () -> {
                            Probe.await(letGo);
                            return 42;
                        },
                        number -> new Probe.Run(later -> result.complete(number))));

        probe.tell(new Probe.Remember(1));
        assertThat(recall(probe)).containsExactly(1);
        letGo.countDown();

        assertThat(result.join()).isEqualTo(42);
    }

    @Test
    void failsTheActorWhenBackgroundWorkFails() throws Exception {
        ActorRef<Probe.Message> probe = probe("probe");
        IllegalStateException thrown = new IllegalStateException("boom");

        inside(
                probe,
                context -> context.<Integer>background(
                        () -> {
                            throw thrown;
                        },
                        Probe.Remember::new));

        assertThat(recorder.await(Recorder.Failed.class, 1).failure()).isEqualTo(new Failure.Panic(thrown));
    }

    @Test
    void turnsTheFailureOfBackgroundWorkIntoAMessageIfToldHow() {
        ActorRef<Probe.Message> probe = probe("probe");
        CompletableFuture<Throwable> told = new CompletableFuture<>();
        IllegalStateException thrown = new IllegalStateException("boom");

        inside(
                probe,
                context -> context.<Integer>background(
                        () -> {
                            throw thrown;
                        },
                        Probe.Remember::new,
                        cause -> new Probe.Run(later -> told.complete(cause))));

        assertThat(told.join()).isSameAs(thrown);
        assertThat(recorder.all(Recorder.Failed.class)).isEmpty();
    }

    @Test
    void interruptsBackgroundWorkWhenTheActorStops() throws Exception {
        ActorRef<Probe.Message> probe = probe("probe");
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        inside(
                probe,
                context -> context.background(
                        () -> {
                            begun.countDown();
                            interrupted.complete(catchThrowable(never::await) instanceof InterruptedException);
                            return 1;
                        },
                        Probe.Remember::new));
        Probe.await(begun);

        system.stop(probe).join();

        assertThat(interrupted.join()).isTrue();
    }

    @Test
    void dropsTheResultOfBackgroundWorkFromBeforeARestart() throws Exception {
        ActorRef<Probe.Message> probe = probe("probe");
        CountDownLatch never = new CountDownLatch(1);
        CompletableFuture<Thread> worker = new CompletableFuture<>();
        inside(
                probe,
                context -> context.background(
                        () -> {
                            worker.complete(Thread.currentThread());
                            assertThat(catchThrowable(never::await)).isInstanceOf(InterruptedException.class);
                            return 1;
                        },
                        Probe.Remember::new));

        worker.join();
        probe.tell(new Probe.Fail(new IllegalStateException("boom")));
        worker.join().join();

        assertThat(recall(probe)).isEmpty();
    }

    @Test
    void refusesUseFromAnotherThreadAndAfterTheIncarnationEnded() {
        ActorRef<Probe.Message> probe = probe("probe");
        CompletableFuture<ActorContext<Probe.Message>> leaked = new CompletableFuture<>();
        inside(probe, leaked::complete);

        assertThat(catchThrowable(() -> leaked.join().timers().cancel("key")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("outside the actor's thread");
        probe.tell(new Probe.Fail(new IllegalStateException("boom")));
        CompletableFuture<Throwable> refusal = new CompletableFuture<>();
        inside(
                probe,
                fresh -> refusal.complete(catchThrowable(() -> leaked.join().children())));
        assertThat(refusal.join())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("after its incarnation ended");
    }

    @Test
    void stopsItselfAfterTheMessageInHand() throws Exception {
        ActorRef<Probe.Message> probe = probe("probe");

        inside(probe, ActorContext::stop);

        assertThat(recorder.await(Recorder.Stopped.class, 1).how().actor()).isEqualTo(probe.path());
    }

    @Test
    void forgetsAChildThatEnded() throws Exception {
        ActorRef<Probe.Message> parent = probe("parent");
        inside(parent, context -> {
            ActorRef<Probe.Message> child = context.spawn("child", Probe::new, ActorOptions.DEFAULTS);
            context.stop(child);
        });
        recorder.await(Recorder.Stopped.class, 1);

        inside(parent, context -> {
            assertThat(context.children()).isEmpty();
            context.spawn("child", Probe::new, ActorOptions.DEFAULTS);
        });
    }

    @Test
    void refusesTimersOnAnotherThread() throws Exception {
        ActorRef<Probe.Message> probe = probe("probe");
        CompletableFuture<Throwable> refused = new CompletableFuture<>();
        inside(
                probe,
                context -> Thread.ofVirtual()
                        .start(() -> refused.complete(catchThrowable(context::timers)))
                        .join());

        assertThat(refused.join()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void stopsAChildThatHasEndedAlreadyWithoutEffect() {
        ActorRef<Probe.Message> parent = probe("parent");
        CompletableFuture<ActorRef<Probe.Message>> child = new CompletableFuture<>();
        inside(parent, context -> child.complete(context.spawn("child", Probe::new, ActorOptions.DEFAULTS)));
        system.stop(child.join()).join();
        inside(parent, context -> assertThat(context.children()).isEmpty());

        inside(parent, context -> context.stop(child.join()));
        inside(parent, context -> context.restart(child.join(), new OperationalFailure.RestartRequested("test")));

        assertThat(recorder.all(Recorder.Failed.class)).isEmpty();
    }

    @Test
    void keepsNothingThatIsSentToTheControlLaneOfAnActorThatIsOver() {
        ActorRef<Probe.Message> probe = probe("probe");
        CompletableFuture<java.util.function.Consumer<Probe.Message>> lane = new CompletableFuture<>();
        inside(probe, context -> lane.complete(context.controlLane()));
        system.stop(probe).join();

        lane.join().accept(new Probe.Remember(1));
        system.stop(probe).join();

        assertThat(ActorCell.of(probe).mailbox().signalsWait()).isFalse();
    }

    @Test
    void endsAWatchOnRestart() {
        ActorRef<Probe.Message> watched = probe("watched");
        ActorRef<Probe.Message> probe = probe("probe");
        inside(probe, context -> context.watch(watched, how -> new Probe.Remember(1)));
        probe.tell(new Probe.Fail(new IllegalStateException("boom")));
        assertThat(recall(probe)).isEmpty();
        inside(probe, context -> context.watch(watched, how -> new Probe.Remember(2)));

        system.stop(watched).join();

        assertThat(recall(probe)).containsExactly(2);
    }
}

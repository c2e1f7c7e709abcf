package org.alys.actor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.alys.actor.supervision.Decision;
import org.alys.actor.supervision.Failure;
import org.alys.actor.supervision.OperationalFailure;
import org.alys.actor.supervision.RestartStrategy;
import org.alys.actor.supervision.SupervisionPolicy;
import org.alys.actor.testkit.CleanEnd;
import org.alys.actor.testkit.ManualTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class SupervisionTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ActorOptions IMMEDIATE = ActorOptions.DEFAULTS.withRestart(new RestartStrategy.Immediate());

    private final ManualTime time = new ManualTime();
    private final Recorder recorder = new Recorder();

    @RegisterExtension
    final CleanEnd end = new CleanEnd();

    private final ActorSystem system = end.system(
            "test",
            settings -> settings.time(time).scheduler(time).observer(recorder).random(() -> 0));

    @BeforeEach
    void start() {
        end.expectDeadLetters(Probe::toldToFail);
        system.start();
    }

    private static Probe.Message boom() {
        return new Probe.Fail(new IllegalStateException("boom"));
    }

    @Test
    void restartsWithFreshStateAndTheSameRef() {
        ActorRef<Probe.Message> probe = system.spawn("probe", Probe::new, IMMEDIATE);
        probe.tell(new Probe.Remember(1));

        probe.tell(boom());

        assertThat(probe.ask(Probe.Recall::new, PATIENCE)).isEmpty();
    }

    @Test
    void keepsTheMailboxOverARestartAndDropsOnlyTheMessageItFailedOver() throws Exception {
        ActorRef<Probe.Message> probe = system.spawn("probe", Probe::new, IMMEDIATE);
        Probe.Hold hold = new Probe.Hold();
        probe.tell(hold);
        hold.awaitBegun();
        Probe.Message failing = boom();
        probe.tell(new Probe.Remember(1));
        probe.tell(failing);
        probe.tell(new Probe.Remember(2));
        probe.tell(new Probe.Remember(3));

        hold.letGo().countDown();

        assertThat(probe.ask(Probe.Recall::new, PATIENCE)).containsExactly(2, 3);
        assertThat(system.deadLetters().latest())
                .singleElement()
                .returns(failing, DeadLetter::message)
                .returns(DeadLetter.Reason.HANDLER_FAILED, DeadLetter::reason);
    }

    @Test
    void reportsWhatFailedAndWhatWasDecided() throws Exception {
        ActorRef<Probe.Message> probe = system.spawn("probe", Probe::new, IMMEDIATE);
        IllegalStateException thrown = new IllegalStateException("boom");

        probe.tell(new Probe.Fail(thrown));

        assertThat(recorder.await(Recorder.Failed.class, 1))
                .isEqualTo(new Recorder.Failed(probe.path(), new Failure.Panic(thrown), new Decision.Immediate()));
        assertThat(recorder.await(Recorder.Restarted.class, 1)).isEqualTo(new Recorder.Restarted(probe.path(), 1));
    }

    @Test
    void waitsOutTheBackoffOfARepeatWhileMessagesWait() throws Exception {
        ActorRef<Probe.Message> probe = system.spawn(
                "probe",
                Probe::new,
                ActorOptions.DEFAULTS.withRestart(new RestartStrategy.Fixed(Duration.ofSeconds(3), Optional.empty())));
        probe.tell(boom());
        probe.tell(boom());
        time.awaitPending(1);
        probe.tell(new Probe.Remember(5));

        time.advance(Duration.ofSeconds(3).minusNanos(1));
        assertThat(probe.state()).isEqualTo(LifecycleState.RESTARTING);
        time.advance(Duration.ofNanos(1));

        assertThat(probe.ask(Probe.Recall::new, PATIENCE)).containsExactly(5);
    }

    @Test
    void stopsDuringTheBackoffWhenToldTo() throws Exception {
        ActorRef<Probe.Message> probe = system.spawn(
                "probe",
                Probe::new,
                ActorOptions.DEFAULTS.withRestart(new RestartStrategy.Fixed(Duration.ofSeconds(3), Optional.empty())));
        probe.tell(boom());
        probe.tell(boom());
        time.awaitPending(1);

        assertThat(system.stop(probe).join().failure()).isEmpty();
        assertThat(time.pending()).isZero();
    }

    @Test
    void triesAFailedMessageAgainIfToldToAndNoMoreThanThat() throws Exception {
        end.expectDeadLetters(letter -> letter.message().equals("no"));
        AtomicInteger tries = new AtomicInteger();
        ActorRef<Reply<Integer>> fragile = system.spawn(
                "fragile",
                () -> (reply, context) -> {
                    tries.incrementAndGet();
                    if (context.envelope().attempt() < 3) {
                        throw new IllegalStateException(
                                "try " + context.envelope().attempt());
                    }
                    reply.success(context.envelope().attempt());
                },
                IMMEDIATE.withRedeliveries(2));
        ActorRef<String> hopeless = system.spawn(
                "hopeless",
                () -> (message, context) -> {
                    throw new IllegalStateException(message);
                },
                IMMEDIATE.withRedeliveries(2));

        assertThat(fragile.<Integer>ask(reply -> reply, PATIENCE)).isEqualTo(3);
        hopeless.tell("no");
        recorder.await(Recorder.Dead.class, 1);

        assertThat(tries).hasValue(3);
        assertThat(recorder.all(Recorder.Failed.class)).hasSize(2 + 3);
    }

    @Test
    void abandonsAnActorThatIsNeverRestarted() throws Exception {
        ActorRef<Probe.Message> probe =
                system.spawn("probe", Probe::new, ActorOptions.DEFAULTS.withRestart(new RestartStrategy.Never()));

        probe.tell(boom());

        assertThat(recorder.await(Recorder.Stopped.class, 1).how().failure())
                .get()
                .isInstanceOf(Failure.Panic.class);
        assertThat(system.failure()).isEmpty();
    }

    /** Starts a child on every start and hands its ref out; the child escalates at its second failure. */
    private static ActorFactory<Probe.Message> parentOf(List<ActorRef<Probe.Message>> children) {
        return () -> new Actor<>() {
            private final Probe probe = new Probe();

            @Override
            public void started(ActorContext<Probe.Message> context) {
                children.add(context.spawn(
                        "child",
                        Probe::new,
                        IMMEDIATE.withSupervision(SupervisionPolicy.of(new RestartStrategy.Immediate())
                                .withLimit(1, PATIENCE))));
            }

            @Override
            public void receive(Probe.Message message, ActorContext<Probe.Message> context) throws Exception {
                probe.receive(message, context);
            }
        };
    }

    @Test
    void escalatesExactlyOnceAsTheParentsOwnFailure() throws Exception {
        List<ActorRef<Probe.Message>> children = new CopyOnWriteArrayList<>();
        ActorRef<Probe.Message> parent = system.spawn("parent", parentOf(children), IMMEDIATE);
        recorder.await(Recorder.Started.class, 2);
        ActorRef<Probe.Message> child = children.getFirst();

        child.tell(boom());
        child.tell(boom());
        recorder.await(Recorder.Restarted.class, 2);
        parent.ask(Probe.Recall::new, PATIENCE);

        assertThat(recorder.all(Recorder.Failed.class).stream()
                        .filter(f -> f.actor().equals(parent.path())))
                .singleElement()
                .satisfies(failed -> assertThat(failed.failure()).isInstanceOf(Failure.ChildEscalated.class));
        assertThat(child.state()).isEqualTo(LifecycleState.STOPPED);
        assertThat(children).hasSize(2);
        assertThat(children.getLast().ask(Probe.Recall::new, PATIENCE)).isEmpty();
    }

    @Test
    void stopsTheSystemWhenATopLevelActorEscalates() throws Exception {
        ActorRef<Probe.Message> probe = system.spawn(
                "probe",
                Probe::new,
                IMMEDIATE.withSupervision(
                        SupervisionPolicy.of(new RestartStrategy.Immediate()).withLimit(0, PATIENCE)));

        probe.tell(boom());

        assertThat(system.whenStopped().join().graceful()).isTrue();
        assertThat(system.failure())
                .get()
                .isInstanceOfSatisfying(
                        Failure.ChildEscalated.class,
                        failure -> assertThat(failure.child()).isEqualTo("/probe"));
    }

    @Test
    void goesOnWithoutATopLevelActorIfToldSo() {
        try (ActorSystem tolerant =
                ActorSystem.named("tolerant").rootPolicy(RootPolicy.STOP_ACTOR).build()) {
            tolerant.start();
            ActorRef<Probe.Message> failing = tolerant.spawn(
                    "failing",
                    Probe::new,
                    IMMEDIATE.withSupervision(SupervisionPolicy.of(new RestartStrategy.Immediate())
                            .withLimit(0, PATIENCE)));
            ActorRef<Probe.Message> other = tolerant.spawn("other", Probe::new, IMMEDIATE);

            assertThat(AskTest.reasonOf(() -> failing.ask(Probe.FailOver::new, PATIENCE)))
                    .isInstanceOf(AskFailure.HandlerFailed.class);

            assertThat(other.ask(Probe.Recall::new, PATIENCE)).isEmpty();
            assertThat(tolerant.failure()).isEmpty();
        }
    }

    @Test
    void stopsTheSystemOnAFatalErrorDeepInTheTree() throws Exception {
        List<ActorRef<Probe.Message>> children = new CopyOnWriteArrayList<>();
        system.spawn("parent", parentOf(children), IMMEDIATE);
        recorder.await(Recorder.Started.class, 2);

        children.getFirst().tell(new Probe.Fail(new OutOfMemoryError("pretended")));

        system.whenStopped().join();
        assertThat(system.failure()).get().returns(true, Failure::fatal);
    }

    @Test
    void stopsTheSystemWhenTheRuntimeUnderAnActorBreaks() {
        ActorSystem broken = ActorSystem.named("broken")
                .random(() -> {
                    throw new IllegalStateException("no randomness");
                })
                .build();
        broken.start();
        ActorRef<Probe.Message> probe = broken.spawn("probe", Probe::new, IMMEDIATE);

        probe.tell(boom());

        assertThat(broken.whenStopped().join().unresponsive()).isEmpty();
        assertThat(broken.failure()).get().returns("/probe", failure -> ((Failure.ChildEscalated) failure).child());
        assertThat(probe.state()).isEqualTo(LifecycleState.STOPPED);
    }

    @Test
    void stopsAChildThatWasStartedByTheStoppingHook() {
        List<ActorRef<String>> late = new CopyOnWriteArrayList<>();
        ActorRef<String> parent = system.spawn(
                "parent",
                () -> new Actor<>() {
                    @Override
                    public void stopping(ActorContext<String> context) {
                        late.add(context.spawn("late", () -> (message, inChild) -> {}, IMMEDIATE));
                    }

                    @Override
                    public void receive(String message, ActorContext<String> context) {}
                },
                IMMEDIATE);

        system.stop(parent).join();

        assertThat(late).singleElement().returns(LifecycleState.STOPPED, ActorRef::state);
    }

    @Test
    void supervisesAFailureInStartedToo() throws Exception {
        AtomicInteger starts = new AtomicInteger();
        ActorRef<Reply<Integer>> late = system.spawn(
                "late",
                () -> {
                    if (starts.incrementAndGet() < 3) {
                        throw new IllegalStateException("not yet");
                    }
                    return (reply, context) -> reply.success(starts.get());
                },
                IMMEDIATE);

        assertThat(late.<Integer>ask(reply -> reply, PATIENCE)).isEqualTo(3);
    }

    @Test
    void tellsTheOldIncarnationThatItFailedAndTheNewOneWhy() throws Exception {
        end.expectDeadLetters(letter -> letter.reason() == DeadLetter.Reason.HANDLER_FAILED);
        List<String> calls = new CopyOnWriteArrayList<>();
        AtomicInteger made = new AtomicInteger();
        ActorRef<Reply<String>> actor = system.spawn(
                "actor",
                () -> new Actor<>() {
                    private final int number = made.incrementAndGet();

                    @Override
                    public void started(ActorContext<Reply<String>> context) {
                        calls.add(number + " started");
                    }

                    @Override
                    public void restarted(Failure cause, ActorContext<Reply<String>> context) {
                        calls.add(number + " restarted after "
                                + cause.cause().orElseThrow().getMessage());
                    }

                    @Override
                    public void failed(Failure cause, ActorContext<Reply<String>> context) {
                        calls.add(number + " failed");
                        throw new IllegalStateException("a hook without consequence");
                    }

                    @Override
                    public void stopping(ActorContext<Reply<String>> context) {
                        calls.add(number + " stopping");
                    }

                    @Override
                    public void receive(Reply<String> reply, ActorContext<Reply<String>> context) {
                        throw new IllegalStateException("boom");
                    }
                },
                IMMEDIATE);

        assertThat(AskTest.reasonOf(() -> actor.<String>ask(reply -> reply, PATIENCE)))
                .isInstanceOf(AskFailure.HandlerFailed.class);
        recorder.await(Recorder.Restarted.class, 1);
        system.stop(actor).join();

        assertThat(calls).containsExactly("1 started", "1 failed", "2 restarted after boom", "2 stopping");
        assertThat(recorder.all(Recorder.HookFailed.class)).hasSize(1);
    }

    @Test
    void stopsChildrenBeforeTheParentTheYoungestFirst() {
        List<String> stopped = new CopyOnWriteArrayList<>();
        ActorRef<String> parent = system.spawn("parent", () -> noting(stopped, List.of("a", "b", "c")), IMMEDIATE);

        system.stop(parent).join();

        assertThat(stopped).containsExactly("/parent/c", "/parent/b", "/parent/a", "/parent");
    }

    private static Actor<String> noting(List<String> stopped, List<String> children) {
        return new Actor<>() {
            @Override
            public void started(ActorContext<String> context) {
                children.forEach(name -> context.spawn(name, () -> noting(stopped, List.of()), IMMEDIATE));
            }

            @Override
            public void stopping(ActorContext<String> context) {
                stopped.add(context.path().value());
            }

            @Override
            public void receive(String message, ActorContext<String> context) {
                throw new IllegalStateException(message);
            }
        };
    }

    @Test
    void stopsTheChildrenOfARestartingParent() {
        List<ActorRef<Probe.Message>> children = new CopyOnWriteArrayList<>();
        ActorRef<Probe.Message> parent = system.spawn("parent", parentOf(children), IMMEDIATE);

        parent.tell(boom());
        parent.ask(Probe.Recall::new, PATIENCE);

        assertThat(children).hasSize(2);
        assertThat(children.getFirst().state()).isEqualTo(LifecycleState.STOPPED);
        assertThat(children.getFirst().path()).isEqualTo(children.getLast().path());
    }

    @Test
    void refusesTheAskOfAChildToAParentThatWaitsForItToStop() {
        // The message the parent fails over, and the request that was refused.
        end.expectDeadLetters(
                letter -> letter.message() instanceof Probe.Run || letter.reason() == DeadLetter.Reason.EXPIRED);
        List<ActorRef<Probe.Message>> children = new CopyOnWriteArrayList<>();
        ActorRef<Probe.Message> parent = system.spawn("parent", parentOf(children), IMMEDIATE);
        CountDownLatch asking = new CountDownLatch(1);
        CompletableFuture<AskFailure> refusal = new CompletableFuture<>();

        parent.tell(new Probe.Run(context -> {
            children.getFirst()
                    .tell(new Probe.Run(inChild -> refusal.complete(AskTest.reasonOf(() -> parent.<List<Integer>>ask(
                            reply -> {
                                asking.countDown();
                                return new Probe.Recall(reply);
                            },
                            PATIENCE)))));
            Probe.await(asking);
            throw new IllegalStateException("restart while the child waits");
        }));

        assertThat(refusal.join()).isInstanceOf(AskFailure.Cycle.class);
        assertThat(parent.ask(Probe.Recall::new, PATIENCE)).isEmpty();
    }

    @Test
    void stopsTheSystemOnAFatalErrorInBackgroundWorkOfALifeThatIsOver() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<String> letGo = new CompletableFuture<>();
        ActorRef<Probe.Message> probe = system.spawn("probe", Probe::new, IMMEDIATE);
        probe.tell(new Probe.Run(context -> context.<String>background(
                () -> {
                    begun.countDown();
                    letGo.join();
                    throw new OutOfMemoryError("in the background");
                },
                text -> new Probe.Remember(1))));
        Probe.await(begun);
        system.restart(probe, new OperationalFailure.RestartRequested("test"), false);
        assertThat(probe.ask(Probe.Recall::new, PATIENCE)).isEmpty();

        letGo.complete("go on");

        system.whenStopped().get(20, TimeUnit.SECONDS);
        assertThat(system.failure()).get().matches(Failure::fatal);
    }
}

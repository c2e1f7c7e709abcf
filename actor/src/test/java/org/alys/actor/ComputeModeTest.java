package org.alys.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.alys.actor.supervision.OperationalFailure;
import org.alys.actor.supervision.RestartStrategy;
import org.alys.actor.testkit.CleanEnd;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Actors that run as tasks on the pool: the same promises, and no waiting. */
@Timeout(60)
class ComputeModeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ActorOptions COMPUTE =
            ActorOptions.DEFAULTS.withMode(ExecutionMode.COMPUTE).withRestart(new RestartStrategy.Immediate());

    private final Recorder recorder = new Recorder();

    @RegisterExtension
    final CleanEnd end = new CleanEnd();

    private final ActorSystem system =
            end.system("test", settings -> settings.observer(recorder).computeParallelism(2));

    @BeforeEach
    void start() {
        end.expectDeadLetters(Probe::toldToFail);
        system.start();
    }

    private ActorRef<Probe.Message> probe(String name) {
        return system.spawn(name, Probe::new, COMPUTE);
    }

    @Test
    void handlesMessagesOnThreadsOfThePool() {
        CompletableFuture<String> thread = new CompletableFuture<>();

        probe("probe")
                .tell(new Probe.Run(
                        context -> thread.complete(Thread.currentThread().getName())));

        assertThat(thread.join()).startsWith("test compute ");
    }

    @Test
    void keepsTheOrderOfEachOfManySenders() throws Exception {
        ActorRef<Probe.Message> probe =
                system.spawn("probe", Probe::new, COMPUTE.withMailbox(64, new Overflow.Block(PATIENCE)));
        int each = 2000;
        List<Thread> threads = IntStream.range(0, 4)
                .mapToObj(sender -> Thread.startVirtualThread(() ->
                        IntStream.range(0, each).forEach(n -> probe.tell(new Probe.Remember(sender * each + n)))))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }

        List<Integer> seen = probe.ask(Probe.Recall::new, PATIENCE);

        assertThat(seen).hasSize(4 * each);
        assertThat(IntStream.range(0, 4))
                .allSatisfy(sender -> assertThat(seen.stream().filter(n -> n / each == sender))
                        .isSorted());
    }

    @Test
    void refusesToWaitForAnAnswer() {
        ActorRef<Probe.Message> other = probe("other");
        CompletableFuture<Throwable> refusal = new CompletableFuture<>();

        probe("probe")
                .tell(new Probe.Run(
                        context -> refusal.complete(catchThrowable(() -> other.ask(Probe.Recall::new, PATIENCE)))));

        assertThat(refusal.join())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("/probe runs in compute mode");
    }

    @Test
    void refusesAtOnceWhereADirectActorWouldWaitForRoom() throws Exception {
        end.expectDeadLetters(letter -> letter.reason() == DeadLetter.Reason.MAILBOX_FULL);
        ActorRef<Probe.Message> full =
                system.spawn("full", Probe::new, ActorOptions.DEFAULTS.withMailbox(4, new Overflow.Block(PATIENCE)));
        Probe.Hold hold = new Probe.Hold();
        full.tell(hold);
        hold.awaitBegun();
        IntStream.range(0, 4).forEach(n -> full.tell(new Probe.Remember(n)));
        CompletableFuture<Delivery> delivery = new CompletableFuture<>();

        probe("probe").tell(new Probe.Run(context -> delivery.complete(full.tell(new Probe.Remember(4)))));

        assertThat(delivery.join()).isEqualTo(new Delivery.MailboxFull(full.path(), 4));
        hold.letGo().countDown();
        assertThat(full.ask(Probe.Recall::new, PATIENCE)).containsExactly(0, 1, 2, 3);
    }

    @Test
    void getsAnswersAsMessagesInstead() {
        ActorRef<Probe.Message> other = probe("other");
        other.tell(new Probe.Remember(7));
        CompletableFuture<List<Integer>> answer = new CompletableFuture<>();

        probe("probe")
                .tell(new Probe.Run(context -> context.pipe(
                        other.askAsync(Probe.Recall::new, PATIENCE),
                        numbers -> new Probe.Run(later -> answer.complete(numbers)),
                        failure -> new Probe.Fail(failure))));

        assertThat(answer.join()).containsExactly(7);
    }

    @Test
    void getsFailuresOfPipedFuturesAsMessages() {
        CompletableFuture<Throwable> told = new CompletableFuture<>();
        IllegalStateException thrown = new IllegalStateException("boom");

        probe("probe")
                .tell(new Probe.Run(context -> context.pipe(
                        CompletableFuture.supplyAsync(() -> {
                            throw thrown;
                        }),
                        result -> new Probe.Remember(1),
                        failure -> new Probe.Run(later -> told.complete(failure)))));

        assertThat(told.join()).isSameAs(thrown);
    }

    @Test
    void restartsWithItsChildrenStoppedOnAThreadThatMayWait() throws Exception {
        ActorRef<Probe.Message> parent = probe("parent");
        CompletableFuture<ActorRef<Probe.Message>> child = new CompletableFuture<>();
        parent.tell(new Probe.Run(context -> child.complete(context.spawn("child", Probe::new, COMPUTE))));

        parent.tell(new Probe.Fail(new IllegalStateException("boom")));

        recorder.await(Recorder.Restarted.class, 1);
        assertThat(child.join().state()).isEqualTo(LifecycleState.STOPPED);
        assertThat(parent.ask(Probe.Recall::new, PATIENCE)).isEmpty();
        CompletableFuture<String> thread = new CompletableFuture<>();
        parent.tell(
                new Probe.Run(context -> thread.complete(Thread.currentThread().getName())));
        assertThat(thread.join()).startsWith("test compute ");
    }

    @Test
    void stopsATreeOnASinglePoolThread() {
        try (ActorSystem narrow =
                ActorSystem.named("narrow").computeParallelism(1).build()) {
            narrow.start();
            ActorRef<Probe.Message> parent = narrow.spawn("parent", Probe::new, COMPUTE);
            CompletableFuture<Boolean> built = new CompletableFuture<>();
            parent.tell(new Probe.Run(context -> {
                ActorRef<Probe.Message> child = context.spawn("child", Probe::new, COMPUTE);
                child.tell(new Probe.Run(inChild -> {
                    inChild.spawn("grandchild", Probe::new, COMPUTE);
                    built.complete(true);
                }));
            }));
            built.join();

            assertThat(narrow.stop(parent).join().failure()).isEmpty();
            assertThat(narrow.actors()).isEmpty();
        }
    }

    @Test
    void doesNotHoldUpOthersWhileOneIsBusyForLong() throws Exception {
        try (ActorSystem narrow =
                ActorSystem.named("narrow").computeParallelism(1).build()) {
            narrow.start();
            CountDownLatch stop = new CountDownLatch(1);
            ActorRef<Integer> busy = narrow.spawn(
                    "busy",
                    () -> (number, context) -> {
                        if (stop.getCount() > 0) {
                            context.self().tell(number + 1);
                        }
                    },
                    COMPUTE);
            busy.tell(0);

            assertThat(narrow.spawn("other", Probe::new, COMPUTE).ask(Probe.Recall::new, PATIENCE))
                    .isEmpty();
            stop.countDown();
        }
    }

    @Test
    void passesABallToAndFroOnOneThread() throws Exception {
        int rounds = 10_000;
        CompletableFuture<Integer> done = new CompletableFuture<>();
        ActorFactory<Ball> player = () -> (ball, context) -> {
            if (ball.left() == 0) {
                done.complete(rounds);
            } else {
                ball.to().tell(new Ball(ball.left() - 1, context.self()));
            }
        };
        ActorRef<Ball> first = system.spawn("first", player, COMPUTE);
        ActorRef<Ball> second = system.spawn("second", player, COMPUTE);

        first.tell(new Ball(rounds, second));

        assertThat(done.join()).isEqualTo(rounds);
    }

    private record Ball(int left, ActorRef<Ball> to) {}

    private static boolean interruptedWhileItComputes(ActorSystem computing) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean goOn = new AtomicBoolean();
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        ActorRef<Probe.Message> probe = computing.spawn("probe", Probe::new, COMPUTE);
        probe.tell(new Probe.Run(context -> {
            begun.countDown();
            while (!goOn.get()) {
                Thread.onSpinWait();
            }
            interrupted.complete(Thread.currentThread().isInterrupted());
        }));
        Probe.await(begun);
        computing.restart(probe, new OperationalFailure.HealthCheckFailed(3), true);
        goOn.set(true);
        return interrupted.join();
    }

    @Test
    void isNeverInterruptedWhicheverPoolItRunsOn() throws Exception {
        assertThat(interruptedWhileItComputes(system)).isFalse();
        try (ExecutorService pool = Executors.newFixedThreadPool(1);
                ActorSystem onIt = ActorSystem.named("given").compute(pool).build()) {
            onIt.start();
            assertThat(interruptedWhileItComputes(onIt)).isFalse();
        }
    }
}

package org.alys.actor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.alys.actor.supervision.OperationalFailure;
import org.alys.actor.testkit.ManualTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An actor that is paused handles nothing and loses nothing. */
@Timeout(60)
class PauseTest {
    private static final Duration PATIENCE = Duration.ofDays(1);
    private static final List<Integer> FIVE = IntStream.range(0, 5).boxed().toList();

    private final ManualTime time = new ManualTime();
    private final Recorder recorder = new Recorder();
    private final ActorSystem system = ActorSystem.named("test")
            .time(time)
            .scheduler(time)
            .observer(recorder)
            .build();

    @BeforeEach
    void start() {
        system.start();
    }

    @AfterEach
    void stop() {
        system.close();
    }

    private ActorRef<Probe.Message> paused(ExecutionMode mode) {
        ActorRef<Probe.Message> probe = system.spawn("probe", Probe::new, ActorOptions.DEFAULTS.withMode(mode));
        probe.ask(Probe.Recall::new, PATIENCE);
        system.pause(probe);
        await(probe, LifecycleState.PAUSED);
        FIVE.forEach(n -> probe.tell(new Probe.Remember(n)));
        return probe;
    }

    private static void await(ActorRef<?> actor, LifecycleState state) {
        long giveUp = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (actor.state() != state) {
            assertThat(System.nanoTime()).isLessThan(giveUp);
            Thread.onSpinWait();
        }
    }

    @ParameterizedTest
    @EnumSource
    void handlesWhatWaitedInOrderWhenItIsResumed(ExecutionMode mode) {
        ActorRef<Probe.Message> probe = paused(mode);
        CompletableFuture<List<Integer>> recall = probe.askAsync(Probe.Recall::new, PATIENCE);
        assertThat(probe.waiting()).isEqualTo(6);
        assertThat(recall).isNotDone();

        system.resume(probe);

        assertThat(recall.join()).isEqualTo(FIVE);
        assertThat(probe.state()).isEqualTo(LifecycleState.RUNNING);
    }

    @ParameterizedTest
    @EnumSource
    void keepsTheMessagesOfItsTimers(ExecutionMode mode) {
        ActorRef<Probe.Message> probe = system.spawn("probe", Probe::new, ActorOptions.DEFAULTS.withMode(mode));
        probe.tell(
                new Probe.Run(context -> context.timers().single("due", Duration.ofSeconds(1), new Probe.Remember(7))));
        probe.ask(Probe.Recall::new, PATIENCE);
        system.pause(probe);
        await(probe, LifecycleState.PAUSED);

        time.advance(Duration.ofSeconds(2));
        assertThat(probe.state()).isEqualTo(LifecycleState.PAUSED);
        system.resume(probe);
        // The timer's message came back through the control lane before this.
        await(probe, LifecycleState.RUNNING);

        assertThat(probe.ask(Probe.Recall::new, PATIENCE)).containsExactly(7);
    }

    @ParameterizedTest
    @EnumSource
    void runsAgainAfterARestart(ExecutionMode mode) throws InterruptedException {
        ActorRef<Probe.Message> probe = paused(mode);

        system.restart(probe, new OperationalFailure.RestartRequested("test"), false);

        recorder.await(Recorder.Restarted.class, 1);
        assertThat(probe.ask(Probe.Recall::new, PATIENCE)).isEqualTo(FIVE);
    }

    @ParameterizedTest
    @EnumSource
    void stopsAndLeavesWhatWaitedAsDeadLetters(ExecutionMode mode) {
        ActorRef<Probe.Message> probe = paused(mode);

        system.stop(probe).join();

        assertThat(system.deadLetters().count()).isEqualTo(5);
    }

    @ParameterizedTest
    @EnumSource
    void tellsTheActor(ExecutionMode mode) {
        List<String> told = new CopyOnWriteArrayList<>();
        ActorRef<Reply<String>> actor = system.spawn(
                "told",
                () -> new Actor<>() {
                    @Override
                    public void receive(Reply<String> reply, ActorContext<Reply<String>> context) {
                        told.add("handles");
                        reply.success("done");
                    }

                    @Override
                    public void paused(ActorContext<Reply<String>> context) {
                        told.add("paused");
                    }

                    @Override
                    public void resumed(ActorContext<Reply<String>> context) {
                        told.add("resumed");
                        throw new IllegalStateException("a hook without consequence");
                    }
                },
                ActorOptions.DEFAULTS.withMode(mode));
        actor.<String>ask(reply -> reply, PATIENCE);
        system.pause(actor);
        await(actor, LifecycleState.PAUSED);
        CompletableFuture<String> waiting = actor.askAsync(reply -> reply, PATIENCE);
        system.pause(actor);
        system.resume(actor);

        assertThat(waiting.join()).isEqualTo("done");
        assertThat(told).containsExactly("handles", "paused", "resumed", "handles");
    }

    @ParameterizedTest
    @EnumSource
    void isNotPausedTwiceNorResumedUnpaused(ExecutionMode mode) {
        ActorRef<Probe.Message> probe = paused(mode);
        system.pause(probe);
        system.resume(probe);
        system.resume(probe);

        assertThat(probe.ask(Probe.Recall::new, PATIENCE)).isEqualTo(FIVE);
    }

    /** Hears numbers by its control lane; when it goes on after a pause, it sends itself one more. */
    private static final class ByControlLane implements Actor<Probe.Message> {
        private final Probe probe = new Probe();
        private final CompletableFuture<Consumer<Probe.Message>> lane;

        ByControlLane(CompletableFuture<Consumer<Probe.Message>> lane) {
            this.lane = lane;
        }

        @Override
        public void started(ActorContext<Probe.Message> context) {
            lane.complete(context.controlLane());
        }

        @Override
        public void resumed(ActorContext<Probe.Message> context) {
            lane.join().accept(new Probe.Remember(5));
        }

        @Override
        public void receive(Probe.Message message, ActorContext<Probe.Message> context) throws Exception {
            probe.receive(message, context);
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepsTheOrderOfItsControlLane(ExecutionMode mode) {
        CompletableFuture<Consumer<Probe.Message>> lane = new CompletableFuture<>();
        ActorRef<Probe.Message> actor =
                system.spawn("actor", () -> new ByControlLane(lane), ActorOptions.DEFAULTS.withMode(mode));
        actor.ask(Probe.Recall::new, PATIENCE);
        system.pause(actor);
        await(actor, LifecycleState.PAUSED);
        FIVE.forEach(n -> lane.join().accept(new Probe.Remember(n)));

        system.resume(actor);
        await(actor, LifecycleState.RUNNING);

        assertThat(actor.ask(Probe.Recall::new, PATIENCE)).containsExactly(0, 1, 2, 3, 4, 5);
    }
}

package org.alys.actor;

import java.util.concurrent.atomic.AtomicInteger;
import org.alys.actor.supervision.Failure;
import org.alys.actor.supervision.OperationalFailure;
import org.alys.actor.supervision.RestartStrategy;
import org.alys.actor.supervision.SupervisionPolicy;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LII_Result;

/** What no interleaving may do to the life of one actor; run by {@link InterleavingTest}. */
public final class LifecycleProofs {
    private LifecycleProofs() {}

    /** One actor whose activations run on whichever thread makes it active, so that no other threads are needed. */
    static class Life implements Parent {
        private static final ThreadStarter ON_THE_SPOT = (name, body) -> {
            body.run();
            return Thread.currentThread();
        };
        private static final Failure ASKED = new OperationalFailure.RestartRequested("proof");

        final AtomicInteger ended = new AtomicInteger();
        final ActorRuntime runtime;
        final ActorCell<Integer> cell;
        /** Written by the actor alone, unprotected. */
        int handled;

        Life() {
            ActorSystem.Builder settings =
                    ActorSystem.named("proof").threads(ON_THE_SPOT).deadLetterHistory(0);
            Guardian guardian = new Guardian(RootPolicy.STOP_ACTOR, failure -> {});
            runtime = new ActorRuntime(settings, (delay, task) -> () -> {}, guardian);
            cell = new ActorCell<>(
                    runtime,
                    this,
                    ActorPath.of("actor"),
                    () -> (number, context) -> {
                        if (number < 0) {
                            throw new IllegalStateException("a failure");
                        }
                        handled++;
                    },
                    ActorOptions.DEFAULTS.withSupervision(SupervisionPolicy.of(new RestartStrategy.Immediate())));
        }

        @Override
        public void childEnded(ActorCell<?> child, Terminated how, boolean escalated) {
            ended.incrementAndGet();
        }

        final void restart() {
            cell.restart(ASKED, false);
        }

        final void judge(LII_Result result) {
            result.r1 = cell.state();
            result.r2 = ended.get();
            result.r3 = handled + (int) runtime.deadLetters().count();
        }
    }

    @JCStressTest
    @Outcome(id = "STOPPED, 1, 0", expect = Expect.ACCEPTABLE, desc = "over, told once")
    @Outcome(expect = Expect.FORBIDDEN, desc = "still there, or over twice")
    @State
    public static class AStopRacesTheLaunchAndAnotherStop extends Life {
        @Actor
        public void starter() {
            cell.launch();
        }

        @Actor
        public void owner() {
            cell.stop();
            cell.stop();
        }

        @Arbiter
        public void afterwards(LII_Result result) {
            judge(result);
        }
    }

    @JCStressTest
    @Outcome(id = "STOPPED, 1, 3", expect = Expect.ACCEPTABLE, desc = "each message handled or dead, once")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a message vanished or was counted twice")
    @State
    public static class AStopBetweenTwoMessagesRacesASender extends Life {
        public AStopBetweenTwoMessagesRacesASender() {
            cell.launch();
        }

        @Actor
        public void owner() {
            cell.tell(1);
            cell.stop();
            cell.tell(2);
        }

        @Actor
        public void sender() {
            cell.tell(3);
        }

        @Arbiter
        public void afterwards(LII_Result result) {
            judge(result);
        }
    }

    @JCStressTest
    @Outcome(id = "RUNNING, 0, 3", expect = Expect.ACCEPTABLE, desc = "runs again, the message it failed over is dead")
    @Outcome(expect = Expect.FORBIDDEN, desc = "lost something, or did not come back")
    @State
    public static class AFailureRacesASender extends Life {
        public AFailureRacesASender() {
            cell.launch();
        }

        @Actor
        public void failing() {
            cell.tell(-1);
        }

        @Actor
        public void sender() {
            cell.tell(1);
            cell.tell(2);
        }

        @Arbiter
        public void afterwards(LII_Result result) {
            judge(result);
        }
    }

    @JCStressTest
    @Outcome(id = "RUNNING, 1, 1", expect = Expect.ACCEPTABLE, desc = "the second came too late or was told apart")
    @Outcome(id = "RUNNING, 2, 1", expect = Expect.ACCEPTABLE, desc = "the second came after the first")
    @Outcome(expect = Expect.FORBIDDEN, desc = "lost a restart or a message")
    @State
    public static class TwoRestartsRaceASender extends Life {
        public TwoRestartsRaceASender() {
            cell.launch();
        }

        @Actor
        public void first() {
            restart();
            cell.tell(1);
        }

        @Actor
        public void second() {
            restart();
        }

        @Arbiter
        public void afterwards(LII_Result result) {
            judge(result);
            result.r2 = cell.snapshot().restarts();
        }
    }

    @JCStressTest
    @Outcome(id = "STOPPED, 1, 1", expect = Expect.ACCEPTABLE, desc = "over, told once, the message counted once")
    @Outcome(expect = Expect.FORBIDDEN, desc = "left its life half way")
    @State
    public static class AStopRacesAFailureAndARestart extends Life {
        public AStopRacesAFailureAndARestart() {
            cell.launch();
        }

        @Actor
        public void failing() {
            cell.tell(-1);
            cell.stop();
        }

        @Actor
        public void restarting() {
            restart();
        }

        @Arbiter
        public void afterwards(LII_Result result) {
            judge(result);
        }
    }

    @JCStressTest
    @Outcome(id = "STOPPED, 1, 1", expect = Expect.ACCEPTABLE, desc = "told once")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a watcher was forgotten or told twice")
    @State
    public static class AWatcherRacesTheEnd extends Life {
        private final AtomicInteger told = new AtomicInteger();

        public AWatcherRacesTheEnd() {
            cell.launch();
        }

        @Actor
        public void watcher() {
            cell.watchers().add(how -> told.incrementAndGet());
        }

        @Actor
        public void owner() {
            cell.stop();
        }

        @Arbiter
        public void afterwards(LII_Result result) {
            judge(result);
            result.r3 = told.get();
        }
    }
}

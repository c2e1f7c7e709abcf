package org.alys.actor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.alys.actor.LifeHistory.What;
import org.alys.actor.supervision.RestartStrategy;
import org.alys.actor.testkit.ManualTime;
import org.junit.jupiter.api.Test;

class LifeHistoryTest {
    private final ManualTime time = new ManualTime();
    private final Recorder other = new Recorder();

    /** Starts, fails so often, and stops; returns the history. */
    private LifeHistory life(int failures, int capacity) {
        LifeHistory history = new LifeHistory(time, capacity, other);
        try (ActorSystem system = ActorSystem.named("test")
                .time(time)
                .scheduler(time)
                .observer(history)
                .build()) {
            system.start();
            ActorRef<Probe.Message> probe = system.spawn(
                    "probe", Probe::new, ActorOptions.DEFAULTS.withRestart(new RestartStrategy.Immediate()));
            for (int n = 0; n < failures; n++) {
                probe.tell(new Probe.Fail(new IllegalStateException("boom")));
            }
            probe.ask(Probe.Recall::new, Duration.ofSeconds(20));
            system.stop(probe).join();
        }
        return history;
    }

    @Test
    void tellsTheLifeOfAnActorInOrderAndPassesItOn() {
        LifeHistory history = life(1, LifeHistory.STANDARD_CAPACITY);

        assertThat(history.latest(ActorPath.of("probe")))
                .extracting(LifeHistory.Step::what)
                .containsExactly(What.STARTED, What.FAILED, What.RESTARTED, What.STOPPED);
        assertThat(history.latest().get(1).detail()).contains("boom");
        assertThat(history.latest().getFirst().at()).isEqualTo(time.now());
        assertThat(other.all(Recorder.Started.class)).hasSize(1);
        assertThat(other.all(Recorder.Failed.class)).hasSize(1);
        assertThat(other.all(Recorder.Restarted.class)).hasSize(1);
        assertThat(other.all(Recorder.Stopped.class)).hasSize(1);
    }

    @Test
    void keepsOnlyTheLatestStepsAndCountsAll() {
        LifeHistory history = life(4, 3);

        assertThat(history.latest())
                .extracting(LifeHistory.Step::what)
                .containsExactly(What.FAILED, What.RESTARTED, What.STOPPED);
        assertThat(history.count(What.FAILED)).isEqualTo(4);
        assertThat(history.count(What.STARTED)).isEqualTo(1);
    }
}

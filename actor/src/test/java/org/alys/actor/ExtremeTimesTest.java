package org.alys.actor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.alys.actor.supervision.EscalationPolicy;
import org.alys.actor.supervision.RestartStrategy;
import org.alys.actor.supervision.SupervisionPolicy;
import org.alys.actor.testkit.CleanEnd;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A time that no clock will ever reach is as good as any other. */
@Timeout(60)
class ExtremeTimesTest {
    private static final Duration FOR_EVER = ChronoUnit.FOREVER.getDuration();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @RegisterExtension
    final CleanEnd end = new CleanEnd();

    private final ActorSystem system = end.system("test", settings -> settings);

    @BeforeEach
    void start() {
        end.expectDeadLetters(Probe::toldToFail);
        system.start();
    }

    @Test
    void limitsAMessageAndAnAsk() {
        ActorRef<Probe.Message> probe = system.spawn("probe", Probe::new, ActorOptions.DEFAULTS);

        assertThat(probe.tell(new Probe.Remember(1), FOR_EVER).accepted()).isTrue();

        assertThat(probe.ask(Probe.Recall::new, FOR_EVER)).containsExactly(1);
        assertThat(probe.askAsync(Probe.Recall::new, FOR_EVER).join()).containsExactly(1);
    }

    @Test
    void isTheDelayOfATimer() {
        ActorRef<Probe.Message> probe = system.spawn("probe", Probe::new, ActorOptions.DEFAULTS);

        boolean bothActive = probe.ask(
                reply -> new Probe.Run(context -> {
                    context.timers().single("single", FOR_EVER, new Probe.Remember(1));
                    context.timers().periodic("periodic", FOR_EVER, new Probe.Remember(2));
                    reply.success(context.timers().cancel("single")
                            && context.timers().cancel("periodic"));
                }),
                PATIENCE);

        assertThat(bothActive).isTrue();
    }

    @Test
    void isTheWindowInWhichRestartsCount() {
        SupervisionPolicy onceInALife = SupervisionPolicy.of(new RestartStrategy.Immediate())
                .withLimit(1, FOR_EVER)
                .withEscalation(new EscalationPolicy.ContinueWithout());
        ActorRef<Probe.Message> probe =
                system.spawn("probe", Probe::new, ActorOptions.DEFAULTS.withSupervision(onceInALife));

        probe.tell(new Probe.Fail(new IllegalStateException("first")));
        assertThat(probe.ask(Probe.Recall::new, PATIENCE)).isEmpty();
        probe.tell(new Probe.Fail(new IllegalStateException("second")));

        assertThat(ActorCell.of(probe).terminated().join().failure()).isPresent();
        assertThat(system.failure()).isEmpty();
    }

    @Test
    void isHowLongAFutureIsAwaited() throws InterruptedException {
        ActorRef<Probe.Message> probe = system.spawn("probe", Probe::new, ActorOptions.DEFAULTS);

        assertThat(system.await(probe.askAsync(Probe.Recall::new, PATIENCE), FOR_EVER))
                .isTrue();
    }
}

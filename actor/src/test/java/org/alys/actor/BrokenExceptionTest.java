package org.alys.actor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.alys.actor.supervision.Classified;
import org.alys.actor.supervision.Failure;
import org.alys.actor.supervision.RestartStrategy;
import org.alys.actor.testkit.CleanEnd;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is thrown is code of the user, too, and may break in its turn. */
@Timeout(60)
class BrokenExceptionTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ActorOptions IMMEDIATE = ActorOptions.DEFAULTS.withRestart(new RestartStrategy.Immediate());

    private final Recorder recorder = new Recorder();

    @RegisterExtension
    final CleanEnd end = new CleanEnd();

    private final ActorSystem system = end.system("test", settings -> settings.observer(recorder));

    @BeforeEach
    void start() {
        end.expectDeadLetters(Probe::toldToFail);
        system.start();
    }

    /** Cannot even say what it is. */
    private static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("no message");
        }
    }

    private static final class Misclassified extends RuntimeException implements Classified {
        private static final long serialVersionUID = 1L;

        @Override
        public Failure failure() {
            throw new IllegalStateException("no class");
        }
    }

    @Test
    void answersAnExceptionThatCannotBeReadLikeAnyOther() throws Exception {
        end.expectDeadLetters(letter -> letter.reason() == DeadLetter.Reason.HANDLER_FAILED);
        ActorRef<Probe.Message> probe = system.spawn("probe", Probe::new, IMMEDIATE);

        probe.tell(new Probe.Fail(new Unreadable()));
        probe.tell(new Probe.Fail(new IllegalStateException("because of", new Unreadable())));
        AskFailure reason = AskTest.reasonOf(() -> probe.<String>ask(
                reply -> new Probe.Run(context -> {
                    throw new Unreadable();
                }),
                PATIENCE));

        assertThat(reason.describe()).contains(Unreadable.class.getName());
        assertThat(probe.ask(Probe.Recall::new, PATIENCE)).isEmpty();
        assertThat(recorder.all(Recorder.Restarted.class)).hasSize(3);
        assertThat(system.failure()).isEmpty();
    }

    @Test
    void abandonsAnActorOverAnExceptionThatCannotBeRead() {
        ActorRef<Probe.Message> probe =
                system.spawn("probe", Probe::new, ActorOptions.DEFAULTS.withRestart(new RestartStrategy.Never()));

        probe.tell(new Probe.Fail(new Unreadable()));

        assertThat(ActorCell.of(probe).terminated().join().failure()).isPresent();
        assertThat(system.failure()).isEmpty();
    }

    @Test
    void answersAnExceptionThatCannotBeClassifiedAsABug() throws Exception {
        ActorRef<Probe.Message> probe = system.spawn("probe", Probe::new, IMMEDIATE);
        Misclassified thrown = new Misclassified();

        probe.tell(new Probe.Fail(thrown));

        assertThat(recorder.await(Recorder.Failed.class, 1).failure()).isEqualTo(new Failure.Panic(thrown));
        assertThat(probe.ask(Probe.Recall::new, PATIENCE)).isEmpty();
    }
}

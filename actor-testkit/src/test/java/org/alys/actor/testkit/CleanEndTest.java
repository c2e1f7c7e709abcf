package org.alys.actor.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.alys.actor.ActorOptions;
import org.alys.actor.ActorRef;
import org.alys.actor.ActorSystem;
import org.alys.actor.DeadLetter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CleanEndTest {
    private final CleanEnd end = new CleanEnd();
    private final ActorSystem system = end.system("test", settings -> settings);

    private ActorRef<String> stopped() {
        system.start();
        ActorRef<String> actor = system.spawn("actor", () -> (message, context) -> {}, ActorOptions.DEFAULTS);
        system.stop(actor).join();
        return actor;
    }

    @Test
    void stopsTheSystem() {
        ActorRef<String> actor = stopped();

        end.check();

        assertThat(system.whenStopped()).isDone();
        assertThat(actor.tell("late").accepted()).isFalse();
    }

    @Test
    void failsOnADeadLetterThatWasNotExpected() {
        stopped().tell("too late");

        assertThatThrownBy(end::check).isInstanceOf(AssertionError.class).hasMessageContaining("too late");
    }

    @Test
    void acceptsTheDeadLettersThatAreMeantAndNoOthers() {
        end.expectDeadLetters(letter -> letter.reason() == DeadLetter.Reason.ACTOR_STOPPED
                && letter.message().equals("meant"));
        ActorRef<String> actor = stopped();
        actor.tell("meant");
        end.check();

        actor.tell("another");

        assertThatThrownBy(end::check).isInstanceOf(AssertionError.class).hasMessageContaining("another");
    }

    @Test
    void failsOnAThreadThatIsLeftOver() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch letGo = new CountDownLatch(1);
        system.start();
        ActorRef<String> actor = system.spawn(
                "actor",
                () -> (message, context) -> context.background(
                        () -> {
                            begun.countDown();
                            // Ignores that it is told to end.
                            boolean waits = true;
                            while (waits) {
                                waits = catchThrowable(letGo::await) != null;
                            }
                            return "done";
                        },
                        result -> result),
                ActorOptions.DEFAULTS);
        actor.tell("go");
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();

        assertThatThrownBy(end::check).isInstanceOf(AssertionError.class).hasMessageContaining("thread left over");
        letGo.countDown();
    }
}

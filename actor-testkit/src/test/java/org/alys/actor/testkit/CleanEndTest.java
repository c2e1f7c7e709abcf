package org.alys.actor.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.concurrent.CompletableFuture;
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
    void failsOnDeadLettersThatWereNotKept() {
        CleanEnd forgetful = new CleanEnd();
        ActorSystem other = forgetful.system("forgetful", settings -> settings.deadLetterHistory(0));
        other.start();
        ActorRef<String> actor = other.spawn("actor", () -> (message, context) -> {}, ActorOptions.DEFAULTS);
        other.stop(actor).join();
        actor.tell("too late");

        assertThatThrownBy(forgetful::check).isInstanceOf(AssertionError.class).hasMessageContaining("1 dead letters");
    }

    @Test
    void stopsEverySystemThoughOneIsNotClean() {
        ActorSystem second = end.system("second", settings -> settings);
        second.start();
        ActorRef<String> actor = second.spawn("actor", () -> (message, context) -> {}, ActorOptions.DEFAULTS);
        second.stop(actor).join();
        actor.tell("too late");

        assertThatThrownBy(end::check).isInstanceOf(AssertionError.class).hasMessageContaining("too late");
        assertThat(system.whenStopped()).isDone();
    }

    /** What a thread does last may make a dead letter. */
    @Test
    void findsADeadLetterOfAThreadThatEndsLate() throws InterruptedException {
        ActorRef<String> over = stopped();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch stopping = new CountDownLatch(1);
        system.threads().start("busy", () -> {
            begun.countDown();
            assertThat(catchThrowable(stopping::await)).isNull();
            // After the system has stopped: the check waits for this thread.
            assertThat(catchThrowable(() -> Thread.sleep(100))).isNull();
            over.tell("last words");
        });
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<?> let = system.whenStopped().thenRun(stopping::countDown);

        assertThatThrownBy(end::check).isInstanceOf(AssertionError.class).hasMessageContaining("last words");
        assertThat(let).isDone();
    }

    @Test
    void failsOnAThreadThatIsLeftOver() {
        CountDownLatch letGo = new CountDownLatch(1);
        system.start();
        system.threads()
                .start("busy", () -> assertThat(catchThrowable(letGo::await)).isNull());

        assertThatThrownBy(end::check).isInstanceOf(AssertionError.class).hasMessageContaining("thread left over");
        letGo.countDown();
    }
}

package org.alys.actor.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.alys.actor.ActorContext;
import org.alys.actor.ActorOptions;
import org.alys.actor.ActorRef;
import org.alys.actor.ActorSystem;
import org.alys.actor.ExecutionMode;
import org.alys.actor.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ActorTestKitTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private sealed interface Command {
        record Remind(ActorRef<String> whom) implements Command {}

        record Now(ActorRef<String> whom) implements Command {}

        record Done(Reply<Boolean> reply) implements Command {}
    }

    private static void remind(Command command, ActorContext<Command> context) {
        switch (command) {
            case Command.Remind(ActorRef<String> whom) ->
                context.timers().single("remind", SECOND, new Command.Now(whom));
            case Command.Now(ActorRef<String> whom) -> whom.tell("now");
            case Command.Done(Reply<Boolean> reply) -> reply.success(true);
        }
    }

    @Test
    void movesTheTimeOfTheActorsItTests() {
        try (ActorTestKit kit = new ActorTestKit("test")) {
            Effects effects = new Effects();
            TestProbe<String> probe = kit.probe();
            ActorRef<Command> actor = kit.spawn("actor", effects.of(() -> ActorTestKitTest::remind));
            actor.tell(new Command.Remind(probe.ref()));
            actor.<Boolean>ask(Command.Done::new, SECOND);
            assertThat(effects.take())
                    .containsExactly(new Effect.TimerSet("remind", SECOND, new Command.Now(probe.ref())));
            probe.expectNothing();

            kit.time().advance(SECOND);

            probe.expect("now");
        }
    }

    @Test
    void failsATestThatLeavesDeadLetters() {
        ActorTestKit kit = new ActorTestKit("test");
        TestProbe<String> probe = kit.probe();
        kit.system().stop(probe.ref()).join();
        probe.ref().tell("too late");

        assertThatThrownBy(kit::close).isInstanceOf(AssertionError.class).hasMessageContaining("too late");
    }

    @Test
    void acceptsDeadLettersThatAreExpected() {
        try (ActorTestKit kit = new ActorTestKit("test")) {
            kit.expectDeadLetters();
            TestProbe<String> probe = kit.probe();
            kit.system().stop(probe.ref()).join();
            probe.ref().tell("too late");
        }
    }

    @Test
    void failsATestThatLeavesAThread() {
        ActorTestKit kit = new ActorTestKit("test");
        CountDownLatch letGo = new CountDownLatch(1);
        kit.system()
                .threads()
                .start("busy", () -> assertThat(catchThrowable(letGo::await)).isNull());

        assertThatThrownBy(kit::close).isInstanceOf(AssertionError.class).hasMessageContaining("thread left over");
        letGo.countDown();
    }

    /** Though the time of its system stands still. */
    @Test
    void failsATestThatLeavesAnActorAtWork() throws InterruptedException {
        ActorTestKit kit = new ActorTestKit("test", settings -> settings, Duration.ofMillis(100));
        CountDownLatch begun = new CountDownLatch(1);
        ActorRef<String> actor = kit.spawn("stuck", () -> (message, context) -> {
            begun.countDown();
            new CountDownLatch(1).await();
        });
        actor.tell("go");
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();

        assertThatThrownBy(kit::close)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("actors that did not stop")
                .hasMessageContaining("/stuck");
    }

    @Test
    void findsAHandlerThatWaitsInComputeMode() {
        BlockingWatch watch = new BlockingWatch();
        try (ActorSystem system = ActorSystem.named("waiting").build()) {
            system.start();
            ActorRef<Reply<Boolean>> actor = system.spawn(
                    "actor",
                    () -> (reply, context) -> {
                        while (watch.found().isEmpty()) {
                            Thread.sleep(50);
                        }
                        reply.success(true);
                    },
                    ActorOptions.DEFAULTS.withMode(ExecutionMode.COMPUTE));
            assertThat(actor.<Boolean>ask(reply -> reply, Duration.ofSeconds(20)))
                    .isTrue();
        }

        assertThat(watch.found())
                .singleElement()
                .satisfies(found -> assertThat(found)
                        .contains("waiting compute")
                        .contains("Thread.sleep")
                        .contains("ActorTestKitTest"));
        assertThatThrownBy(watch::close).isInstanceOf(AssertionError.class);
    }
}

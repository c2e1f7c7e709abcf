package org.alys.actor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.alys.actor.supervision.RestartStrategy;
import org.alys.actor.testkit.CleanEnd;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class StashTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @RegisterExtension
    final CleanEnd end = new CleanEnd();

    private final ActorSystem system = end.system("test", settings -> settings);

    @BeforeEach
    void start() {
        end.expectDeadLetters(Probe::toldToFail);
        system.start();
    }

    private ActorRef<Probe.Message> stashing(int capacity, CompletableFuture<Boolean> open) {
        return system.spawn(
                "stashing",
                () -> {
                    Probe probe = new Probe();
                    return (message, context) -> {
                        if (message instanceof Probe.Remember && !open.isDone()) {
                            context.stash();
                        } else {
                            probe.receive(message, context);
                        }
                    };
                },
                ActorOptions.DEFAULTS.withStash(capacity).withRestart(new RestartStrategy.Immediate()));
    }

    private static int stashed(ActorRef<Probe.Message> actor) {
        return actor.<Integer>ask(reply -> new Probe.Run(context -> reply.success(context.stashed())), PATIENCE);
    }

    @Test
    void comesBackInOrderAndBeforeTheMailbox() {
        CompletableFuture<Boolean> open = new CompletableFuture<>();
        ActorRef<Probe.Message> actor = stashing(10, open);
        actor.tell(new Probe.Remember(1));
        actor.tell(new Probe.Remember(2));
        assertThat(stashed(actor)).isEqualTo(2);

        actor.tell(new Probe.Run(context -> {
            open.complete(true);
            context.self().tell(new Probe.Remember(3));
            context.unstashAll();
        }));
        assertThat(stashed(actor)).isZero();

        assertThat(actor.ask(Probe.Recall::new, PATIENCE)).containsExactly(1, 2, 3);
    }

    @Test
    void comesBackAfterARestart() {
        CompletableFuture<Boolean> open = new CompletableFuture<>();
        ActorRef<Probe.Message> actor = stashing(10, open);
        actor.tell(new Probe.Remember(1));
        assertThat(stashed(actor)).isEqualTo(1);

        open.complete(true);
        actor.tell(new Probe.Fail(new IllegalStateException("boom")));

        assertThat(actor.ask(Probe.Recall::new, PATIENCE)).containsExactly(1);
    }

    @Test
    void becomesDeadLettersWhenTheActorStops() {
        end.expectDeadLetters(letter -> letter.reason() == DeadLetter.Reason.ACTOR_STOPPED);
        ActorRef<Probe.Message> actor = stashing(10, new CompletableFuture<>());
        actor.tell(new Probe.Remember(1));
        assertThat(stashed(actor)).isEqualTo(1);

        system.stop(actor).join();

        assertThat(system.deadLetters().latest())
                .singleElement()
                .returns(new Probe.Remember(1), DeadLetter::message)
                .returns(DeadLetter.Reason.ACTOR_STOPPED, DeadLetter::reason);
    }

    @Test
    void failsTheActorWhenItIsFull() {
        end.expectDeadLetters(letter -> letter.message() instanceof Probe.Remember);
        ActorRef<Probe.Message> actor = stashing(1, new CompletableFuture<>());
        actor.tell(new Probe.Remember(1));
        actor.tell(new Probe.Remember(2));

        assertThat(stashed(actor)).isEqualTo(1);
        assertThat(system.deadLetters().latest())
                .singleElement()
                .returns(new Probe.Remember(2), DeadLetter::message)
                .returns(DeadLetter.Reason.HANDLER_FAILED, DeadLetter::reason);
    }

    /** An actor that puts what it is to remember aside in this way until it is told to open. */
    private ActorRef<Probe.Message> puttingAside(
            Probe.Inside aside, CompletableFuture<Boolean> open, int redeliveries) {
        return system.spawn(
                "aside",
                () -> {
                    Probe probe = new Probe();
                    return (message, context) -> {
                        if (message instanceof Probe.Run || open.isDone()) {
                            probe.receive(message, context);
                        } else {
                            aside.run(context);
                        }
                    };
                },
                ActorOptions.DEFAULTS.withRedeliveries(redeliveries).withRestart(new RestartStrategy.Immediate()));
    }

    private static void open(ActorRef<Probe.Message> actor, CompletableFuture<Boolean> open) {
        actor.tell(new Probe.Run(context -> {
            open.complete(true);
            context.unstashAll();
        }));
    }

    @Test
    void isHandledOnceHoweverOftenItWasPutAside() {
        CompletableFuture<Boolean> open = new CompletableFuture<>();
        ActorRef<Probe.Message> actor = puttingAside(
                context -> {
                    context.stash();
                    context.stash();
                },
                open,
                0);
        Probe.Message same = new Probe.Remember(1);
        actor.tell(same);
        actor.tell(same);
        assertThat(stashed(actor)).isEqualTo(2);

        open(actor, open);

        assertThat(actor.ask(Probe.Recall::new, PATIENCE)).containsExactly(1, 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void isHandledOnceIfTheActorFailedAfterPuttingItAside(int redeliveries) {
        CompletableFuture<Boolean> open = new CompletableFuture<>();
        ActorRef<Probe.Message> actor = puttingAside(
                context -> {
                    context.stash();
                    open.complete(true);
                    throw new IllegalStateException("after it was put aside");
                },
                open,
                redeliveries);
        actor.tell(new Probe.Remember(1));

        assertThat(actor.ask(Probe.Recall::new, PATIENCE)).containsExactly(1);
        assertThat(system.deadLetters().count()).isZero();
    }

    @Test
    void isAnsweredAfterARestart() {
        CompletableFuture<Boolean> open = new CompletableFuture<>();
        ActorRef<Probe.Message> actor = puttingAside(ActorContext::stash, open, 0);
        CompletableFuture<List<Integer>> answer = actor.askAsync(Probe.Recall::new, PATIENCE);
        assertThat(stashed(actor)).isEqualTo(1);

        open.complete(true);
        actor.tell(new Probe.Fail(new IllegalStateException("boom")));

        assertThat(answer.join()).isEmpty();
    }

    @Test
    void isRefusedWithTheAskWhenTheActorStops() {
        end.expectDeadLetters(letter -> letter.reason() == DeadLetter.Reason.ACTOR_STOPPED);
        ActorRef<Probe.Message> actor = puttingAside(ActorContext::stash, new CompletableFuture<>(), 0);
        CompletableFuture<List<Integer>> answer = actor.askAsync(Probe.Recall::new, PATIENCE);
        assertThat(stashed(actor)).isEqualTo(1);

        system.stop(actor).join();

        assertThat(AskTest.reasonOf(answer::join)).isEqualTo(new AskFailure.ActorStopped(actor.path()));
        assertThat(system.deadLetters().count()).isEqualTo(1);
    }
}

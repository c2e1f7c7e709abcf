package org.alys.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.alys.actor.supervision.Failure;
import org.alys.actor.supervision.RestartStrategy;
import org.alys.actor.testkit.CleanEnd;
import org.alys.actor.testkit.ManualTime;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class AskTest {
    private static final Duration DEADLINE = Duration.ofSeconds(2);

    private final ManualTime time = new ManualTime();

    @RegisterExtension
    final CleanEnd end = new CleanEnd();

    private final ActorSystem system =
            end.system("test", settings -> settings.time(time).scheduler(time));

    @BeforeEach
    void start() {
        end.expectDeadLetters(Probe::toldToFail);
        system.start();
    }

    private ActorRef<Probe.Message> probe(String name) {
        return system.spawn(name, Probe::new, ActorOptions.DEFAULTS.withRestart(new RestartStrategy.Immediate()));
    }

    /** The reason of the AskException that leaves the call, alone or in the wrapper of a future. */
    static AskFailure reasonOf(ThrowingCallable call) {
        Throwable thrown = catchThrowable(call);
        Throwable inner = thrown instanceof CompletionException wrapper ? wrapper.getCause() : thrown;
        if (inner instanceof AskException failed) {
            return failed.reason();
        }
        throw new AssertionError("no AskException", thrown);
    }

    @Test
    void returnsTheAnswer() {
        ActorRef<Probe.Message> probe = probe("probe");
        probe.tell(new Probe.Remember(7));

        assertThat(probe.ask(Probe.Recall::new, DEADLINE)).containsExactly(7);
    }

    @Test
    void timesOutAtTheDeadline() {
        ActorRef<Probe.Message> probe = probe("probe");
        CompletableFuture<String> ask = probe.askAsync(Probe.Keep::new, DEADLINE);
        probe.ask(Probe.Recall::new, DEADLINE);

        time.advance(DEADLINE.minusNanos(1));
        assertThat(ask).isNotDone();
        time.advance(Duration.ofNanos(1));

        assertThat(reasonOf(ask::join)).isEqualTo(new AskFailure.TimedOut(probe.path(), DEADLINE));
    }

    @Test
    void cancelsItsDeadlineWhenAnswered() {
        probe("probe").ask(Probe.Recall::new, DEADLINE);

        assertThat(time.pending()).isZero();
    }

    @Test
    void doesNotHandleARequestWhoseAskerHasGone() throws Exception {
        end.expectDeadLetters(letter -> letter.reason() == DeadLetter.Reason.EXPIRED);
        ActorRef<Probe.Message> probe = probe("probe");
        Probe.Hold hold = new Probe.Hold();
        probe.tell(hold);
        hold.awaitBegun();
        CompletableFuture<List<Integer>> ask = probe.askAsync(Probe.Recall::new, DEADLINE);

        time.advance(DEADLINE);
        hold.letGo().countDown();
        probe.ask(Probe.Recall::new, DEADLINE);

        assertThat(ask).isCompletedExceptionally();
        assertThat(system.deadLetters().count(DeadLetter.Reason.EXPIRED)).isEqualTo(1);
    }

    @Test
    void takesARequestBackThatIsCancelled() throws Exception {
        end.expectDeadLetters(letter -> letter.reason() == DeadLetter.Reason.EXPIRED);
        ActorRef<Probe.Message> probe = probe("probe");
        Probe.Hold hold = new Probe.Hold();
        probe.tell(hold);
        hold.awaitBegun();

        boolean cancelled = probe.askAsync(Probe.Recall::new, DEADLINE).cancel(false);
        hold.letGo().countDown();
        probe.ask(Probe.Recall::new, DEADLINE);

        assertThat(cancelled).isTrue();
        assertThat(system.deadLetters().count(DeadLetter.Reason.EXPIRED)).isEqualTo(1);
        assertThat(time.pending()).isZero();
    }

    @Test
    void failsAtOnceWhenTheHandlerFails() {
        ActorRef<Probe.Message> probe = probe("probe");

        assertThat(reasonOf(() -> probe.ask(Probe.FailOver::new, DEADLINE)))
                .isInstanceOfSatisfying(
                        AskFailure.HandlerFailed.class,
                        failed -> assertThat(failed.reason()).isInstanceOf(Failure.Panic.class));
    }

    @Test
    void failsAtOnceWhenTheActorThatOwesTheAnswerFailsLater() {
        ActorRef<Probe.Message> probe = probe("probe");
        CompletableFuture<String> ask = probe.askAsync(Probe.Keep::new, DEADLINE);
        probe.ask(Probe.Recall::new, DEADLINE);

        probe.tell(new Probe.Fail(new IllegalStateException("boom")));

        assertThat(reasonOf(ask::join)).isInstanceOf(AskFailure.HandlerFailed.class);
    }

    @Test
    void failsAtOnceWhenTheActorThatOwesTheAnswerStops() {
        ActorRef<Probe.Message> probe = probe("probe");
        CompletableFuture<String> ask = probe.askAsync(Probe.Keep::new, DEADLINE);
        probe.ask(Probe.Recall::new, DEADLINE);

        system.stop(probe).join();

        assertThat(reasonOf(ask::join)).isEqualTo(new AskFailure.ActorStopped(probe.path()));
    }

    @Test
    void failsAtOnceWhenTheActorHasStopped() {
        end.expectDeadLetters(letter -> letter.reason() == DeadLetter.Reason.ACTOR_STOPPED);
        ActorRef<Probe.Message> probe = probe("probe");
        system.stop(probe).join();

        assertThat(reasonOf(() -> probe.ask(Probe.Recall::new, DEADLINE)))
                .isEqualTo(new AskFailure.ActorStopped(probe.path()));
    }

    @Test
    void letsAHandlerSayThatThereIsNoAnswer() {
        ActorRef<Reply<String>> refusing = system.spawn(
                "refusing",
                () -> (reply, context) -> reply.failure(new IllegalArgumentException("no")),
                ActorOptions.DEFAULTS);

        assertThat(reasonOf(() -> refusing.<String>ask(reply -> reply, DEADLINE)))
                .isInstanceOf(AskFailure.HandlerFailed.class);
        assertThat(refusing.state()).isEqualTo(LifecycleState.RUNNING);
    }

    @Test
    void takesTheFirstAnswerOnly() {
        ActorRef<Reply<Boolean>> twice = system.spawn(
                "twice",
                () -> (reply, context) -> {
                    boolean first = reply.success(true);
                    boolean second = reply.success(false);
                    if (!first || second) {
                        throw new AssertionError("first " + first + ", second " + second);
                    }
                },
                ActorOptions.DEFAULTS);

        assertThat(twice.<Boolean>ask(reply -> reply, DEADLINE)).isTrue();
        assertThat(twice.<Boolean>ask(reply -> reply, DEADLINE)).isTrue();
    }

    @Test
    void refusesACycleAtOnceAndNamesIt() {
        ActorRef<Probe.Message> first = probe("first");
        ActorRef<Probe.Message> second = probe("second");
        ActorRef<Probe.Message> third = probe("third");
        CompletableFuture<AskFailure> refusal = new CompletableFuture<>();

        first.tell(asking(
                second,
                asking(
                        third,
                        new Probe.Run(
                                context -> refusal.complete(reasonOf(() -> first.ask(Probe.Recall::new, DEADLINE)))))));

        assertThat(refusal.join())
                .isEqualTo(new AskFailure.Cycle(List.of(third.path(), first.path(), second.path(), third.path())));
    }

    /** Makes its receiver ask {@code target} and so wait until {@code inside} has been handled there. */
    private static Probe.Message asking(ActorRef<Probe.Message> target, Probe.Message inside) {
        return new Probe.Run(context -> target.<String>ask(
                reply -> new Probe.Run(deeper -> {
                    new Probe().receive(inside, deeper);
                    reply.success("done");
                }),
                DEADLINE));
    }

    @Test
    void refusesAnActorThatAsksItself() {
        ActorRef<Probe.Message> probe = probe("probe");
        CompletableFuture<AskFailure> refusal = new CompletableFuture<>();

        probe.tell(new Probe.Run(context ->
                refusal.complete(reasonOf(() -> context.self().ask(Probe.Recall::new, DEADLINE)))));

        assertThat(refusal.join()).isEqualTo(new AskFailure.Cycle(List.of(probe.path(), probe.path())));
    }

    @Test
    void letsAnActorAskAgainAfterTheAnswer() {
        ActorRef<Probe.Message> first = probe("first");
        ActorRef<Probe.Message> second = probe("second");
        CompletableFuture<Integer> answers = new CompletableFuture<>();

        first.tell(new Probe.Run(context -> {
            int size = second.ask(Probe.Recall::new, DEADLINE).size();
            second.tell(new Probe.Run(deeper -> answers.complete(
                    size + first.ask(Probe.Recall::new, DEADLINE).size())));
        }));

        assertThat(answers.join()).isZero();
    }

    @Test
    void mayBeMadeFromBackgroundWorkWithoutACycle() {
        ActorRef<Probe.Message> probe = probe("probe");
        CompletableFuture<List<Integer>> answer = new CompletableFuture<>();

        probe.tell(new Probe.Run(context -> context.background(
                () -> context.self().ask(Probe.Recall::new, DEADLINE),
                result -> new Probe.Run(later -> answer.complete(result)))));

        assertThat(answer.join()).isEmpty();
    }

    @Test
    void refusesADeadlineThatIsNotPositive() {
        ActorRef<Probe.Message> probe = probe("probe");

        assertThat(catchThrowable(() -> probe.ask(Probe.Recall::new, Duration.ZERO)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void seesACycleThroughAnAskWhoseRequestNeededAnotherAnswer() {
        end.expectDeadLetters(letter -> letter.reason() == DeadLetter.Reason.HANDLER_FAILED);
        ActorRef<Probe.Message> first = probe("first");
        ActorRef<Probe.Message> second = probe("second");
        ActorRef<Probe.Message> third = probe("third");

        AskFailure reason = reasonOf(() -> first.<String>ask(
                done -> new Probe.Run(context -> done.success(second.<String>ask(
                        back -> {
                            third.ask(Probe.Recall::new, DEADLINE);
                            return new Probe.Run(inner -> back.success(
                                    first.ask(Probe.Recall::new, DEADLINE).toString()));
                        },
                        DEADLINE))),
                DEADLINE));

        assertThat(reason).isInstanceOf(AskFailure.HandlerFailed.class);
        assertThat(reason.describe()).contains("ask cycle /second -> /first -> /second");
    }

    @Test
    void isForwardedNoLongerThanItsDeadline() throws Exception {
        end.expectDeadLetters(letter -> letter.reason() == DeadLetter.Reason.MAILBOX_FULL);
        ActorRef<Probe.Message> full = system.spawn(
                "full", Probe::new, ActorOptions.DEFAULTS.withMailbox(4, new Overflow.Block(Duration.ofHours(1))));
        Probe.Hold hold = new Probe.Hold();
        full.tell(hold);
        hold.awaitBegun();
        for (int n = 0; n < 4; n++) {
            full.tell(new Probe.Remember(n));
        }
        ActorRef<Probe.Message> router =
                system.spawn("router", () -> (message, context) -> context.forward(full), ActorOptions.DEFAULTS);

        CompletableFuture<List<Integer>> ask = router.askAsync(Probe.Recall::new, DEADLINE);
        time.awaitPending(2);
        time.advance(DEADLINE);
        CompletableFuture<Terminated> routerStopped = system.stop(router);

        assertThat(routerStopped.get(20, TimeUnit.SECONDS).failure()).isEmpty();
        assertThat(ask).isCompletedExceptionally();
        hold.letGo().countDown();
        assertThat(full.ask(Probe.Recall::new, DEADLINE)).containsExactly(0, 1, 2, 3);
    }
}

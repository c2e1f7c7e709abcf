package org.alys.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.alys.actor.testkit.CleanEnd;
import org.alys.actor.testkit.ManualTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class DeliveryTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ManualTime time = new ManualTime();
    private final Recorder recorder = new Recorder();

    @RegisterExtension
    final CleanEnd end = new CleanEnd();

    private final ActorSystem system =
            end.system("test", settings -> settings.time(time).scheduler(time).observer(recorder));

    @BeforeEach
    void start() {
        end.expectDeadLetters(Probe::toldToFail);
        system.start();
    }

    private void expect(DeadLetter.Reason reason) {
        end.expectDeadLetters(letter -> letter.reason() == reason);
    }

    /** Lets it go on and waits until it has handled what waits. */
    private void release(ActorRef<Probe.Message> probe, Probe.Hold hold) throws InterruptedException {
        int waiting = probe.waiting();
        hold.letGo().countDown();
        recorder.await(Recorder.Handled.class, 1 + waiting);
    }

    private ActorRef<Probe.Message> probe(String name, ActorOptions options) {
        return system.spawn(name, Probe::new, options);
    }

    @Test
    void keepsTheOrderOfOneSender() {
        ActorRef<Probe.Message> probe = probe("probe", ActorOptions.DEFAULTS);

        IntStream.range(0, 500).forEach(n -> probe.tell(new Probe.Remember(n)));

        assertThat(probe.ask(Probe.Recall::new, PATIENCE))
                .isEqualTo(IntStream.range(0, 500).boxed().toList());
    }

    @Test
    void keepsTheOrderOfEachOfManySenders() throws Exception {
        ActorRef<Probe.Message> probe =
                probe("probe", ActorOptions.DEFAULTS.withMailbox(64, new Overflow.Block(PATIENCE)));
        int senders = 8;
        int each = 2000;
        List<Thread> threads = IntStream.range(0, senders)
                .mapToObj(sender -> Thread.startVirtualThread(() -> IntStream.range(0, each)
                        .forEach(n -> assertThat(probe.tell(new Probe.Remember(sender * each + n))
                                        .accepted())
                                .isTrue())))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }

        List<Integer> seen = probe.ask(Probe.Recall::new, PATIENCE);

        assertThat(seen).hasSize(senders * each);
        for (int sender = 0; sender < senders; sender++) {
            int who = sender;
            assertThat(seen.stream().filter(n -> n / each == who)).isSorted();
        }
    }

    @Test
    void refusesWhatDoesNotFitIntoTheMailbox() throws Exception {
        expect(DeadLetter.Reason.MAILBOX_FULL);
        ActorRef<Probe.Message> probe = probe("probe", ActorOptions.DEFAULTS.withMailbox(8, new Overflow.Reject()));
        Probe.Hold hold = new Probe.Hold();
        probe.tell(hold);
        hold.awaitBegun();

        List<Delivery> deliveries = IntStream.range(0, 9)
                .mapToObj(n -> probe.tell(new Probe.Remember(n)))
                .toList();
        release(probe, hold);

        assertThat(deliveries.subList(0, 8)).allMatch(Delivery::accepted);
        assertThat(deliveries.getLast()).isEqualTo(new Delivery.MailboxFull(probe.path(), 8));
        assertThat(system.deadLetters().count(DeadLetter.Reason.MAILBOX_FULL)).isEqualTo(1);
    }

    @Test
    void failsAnAskThatDoesNotFitIntoTheMailboxAtOnce() throws Exception {
        expect(DeadLetter.Reason.MAILBOX_FULL);
        ActorRef<Probe.Message> probe = probe("probe", ActorOptions.DEFAULTS.withMailbox(4, new Overflow.Reject()));
        Probe.Hold hold = new Probe.Hold();
        probe.tell(hold);
        hold.awaitBegun();
        IntStream.range(0, 4).forEach(n -> probe.tell(new Probe.Remember(n)));

        assertThat(AskTest.reasonOf(() -> probe.ask(Probe.Recall::new, PATIENCE)))
                .isEqualTo(new AskFailure.MailboxFull(probe.path(), 4));
        release(probe, hold);
    }

    @Test
    void makesSendersWaitForRoomIfToldSo() throws Exception {
        ActorRef<Probe.Message> probe =
                probe("probe", ActorOptions.DEFAULTS.withMailbox(4, new Overflow.Block(PATIENCE)));
        Probe.Hold hold = new Probe.Hold();
        probe.tell(hold);
        hold.awaitBegun();
        IntStream.range(0, 4).forEach(n -> probe.tell(new Probe.Remember(n)));
        CompletableFuture<Delivery> late = new CompletableFuture<>();
        Thread.startVirtualThread(() -> late.complete(probe.tell(new Probe.Remember(4))));
        time.awaitPending(1);
        assertThat(late).isNotDone();

        hold.letGo().countDown();

        assertThat(late.join().accepted()).isTrue();
        assertThat(probe.ask(Probe.Recall::new, PATIENCE)).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void refusesAWaitingSenderWhenItsPatienceEnds() throws Exception {
        expect(DeadLetter.Reason.MAILBOX_FULL);
        ActorRef<Probe.Message> probe =
                probe("probe", ActorOptions.DEFAULTS.withMailbox(4, new Overflow.Block(PATIENCE)));
        Probe.Hold hold = new Probe.Hold();
        probe.tell(hold);
        hold.awaitBegun();
        IntStream.range(0, 4).forEach(n -> probe.tell(new Probe.Remember(n)));
        CompletableFuture<Delivery> late = new CompletableFuture<>();
        Thread.startVirtualThread(() -> late.complete(probe.tell(new Probe.Remember(4))));
        time.awaitPending(1);

        time.advance(PATIENCE);

        assertThat(late.join()).isEqualTo(new Delivery.MailboxFull(probe.path(), 4));
        release(probe, hold);
    }

    @Test
    void refusesAnActorThatWouldWaitForRoomInItsOwnMailbox() throws Exception {
        expect(DeadLetter.Reason.MAILBOX_FULL);
        ActorRef<Probe.Message> probe =
                probe("probe", ActorOptions.DEFAULTS.withMailbox(4, new Overflow.Block(PATIENCE)));
        CompletableFuture<List<Delivery>> deliveries = new CompletableFuture<>();

        probe.tell(new Probe.Run(context -> deliveries.complete(IntStream.range(0, 5)
                .mapToObj(n -> context.self().tell(new Probe.Remember(n)))
                .toList())));

        assertThat(deliveries.join().getLast()).isEqualTo(new Delivery.MailboxFull(probe.path(), 4));
        assertThat(probe.ask(Probe.Recall::new, PATIENCE)).containsExactly(0, 1, 2, 3);
    }

    @Test
    void doesNotHandleAMessageWhoseTimeIsOver() throws Exception {
        expect(DeadLetter.Reason.EXPIRED);
        ActorRef<Probe.Message> probe = probe("probe", ActorOptions.DEFAULTS);
        Probe.Hold hold = new Probe.Hold();
        probe.tell(hold);
        hold.awaitBegun();
        probe.tell(new Probe.Remember(1), Duration.ofMillis(10));
        probe.tell(new Probe.Remember(2), Duration.ofMillis(11));

        time.advance(Duration.ofMillis(10));
        hold.letGo().countDown();

        assertThat(probe.ask(Probe.Recall::new, PATIENCE)).containsExactly(2);
        assertThat(system.deadLetters().latest())
                .singleElement()
                .satisfies(letter -> assertThat(letter)
                        .returns(DeadLetter.Reason.EXPIRED, DeadLetter::reason)
                        .returns(new Probe.Remember(1), DeadLetter::message));
    }

    @Test
    void turnsWhatComesAfterTheEndIntoDeadLetters() {
        expect(DeadLetter.Reason.ACTOR_STOPPED);
        ActorRef<Probe.Message> probe = probe("probe", ActorOptions.DEFAULTS);
        system.stop(probe).join();

        assertThat(probe.tell(new Probe.Remember(1))).isEqualTo(new Delivery.Stopped(probe.path()));
        assertThat(system.deadLetters().count(DeadLetter.Reason.ACTOR_STOPPED)).isEqualTo(1);
    }

    @Test
    void turnsWhatWaitsAtTheEndIntoDeadLetters() throws Exception {
        expect(DeadLetter.Reason.ACTOR_STOPPED);
        ActorRef<Probe.Message> probe = probe("probe", ActorOptions.DEFAULTS);
        Probe.Hold hold = new Probe.Hold();
        probe.tell(hold);
        hold.awaitBegun();
        probe.tell(new Probe.Remember(1));
        CompletableFuture<List<Integer>> ask = probe.askAsync(Probe.Recall::new, PATIENCE);
        CompletableFuture<Terminated> end = system.stop(probe);

        hold.letGo().countDown();

        assertThat(end.join()).isEqualTo(new Terminated(probe.path(), Optional.empty()));
        assertThat(system.deadLetters().count(DeadLetter.Reason.ACTOR_STOPPED)).isEqualTo(2);
        assertThat(AskTest.reasonOf(ask::join)).isEqualTo(new AskFailure.ActorStopped(probe.path()));
    }

    @Test
    void keepsOnlyTheLatestDeadLettersButCountsAll() {
        try (ActorSystem forgetful =
                ActorSystem.named("forgetful").deadLetterHistory(2).build()) {
            forgetful.start();
            ActorRef<Probe.Message> probe = forgetful.spawn("probe", Probe::new, ActorOptions.DEFAULTS);
            forgetful.stop(probe).join();

            IntStream.range(0, 5).forEach(n -> probe.tell(new Probe.Remember(n)));

            assertThat(forgetful.deadLetters().count()).isEqualTo(5);
            assertThat(forgetful.deadLetters().latest())
                    .extracting(DeadLetter::message)
                    .containsExactly(new Probe.Remember(3), new Probe.Remember(4));
        }
    }

    @Test
    void carriesCauseAndCorrelationFromMessageToMessage() {
        ActorRef<Probe.Message> second = probe("second", ActorOptions.DEFAULTS);
        ActorRef<Probe.Message> first = probe("first", ActorOptions.DEFAULTS);
        CompletableFuture<Envelope<Probe.Message>> outer = new CompletableFuture<>();
        CompletableFuture<Envelope<Probe.Message>> inner = new CompletableFuture<>();

        first.tell(new Probe.Run(context -> {
            outer.complete(context.envelope());
            second.tell(new Probe.Run(deeper -> inner.complete(deeper.envelope())));
        }));

        assertThat(inner.join())
                .returns(Optional.of(first.path()), Envelope::sender)
                .returns(OptionalLong.of(outer.join().id()), Envelope::causationId)
                .returns(outer.join().id(), Envelope::correlationId)
                .doesNotReturn(outer.join().id(), Envelope::id);
        assertThat(outer.join())
                .returns(Optional.empty(), Envelope::sender)
                .returns(OptionalLong.empty(), Envelope::causationId);
    }

    @Test
    void tellsTheObserverHowLongAMessageQueuedAndTook() throws Exception {
        ActorRef<Probe.Message> probe = probe("probe", ActorOptions.DEFAULTS);
        Probe.Hold hold = new Probe.Hold();
        probe.tell(hold);
        hold.awaitBegun();
        probe.tell(new Probe.Run(context -> time.advance(Duration.ofNanos(7))));

        time.advance(Duration.ofNanos(5));
        hold.letGo().countDown();

        assertThat(recorder.await(Recorder.Handled.class, 2)).isEqualTo(new Recorder.Handled(probe.path(), 5, 7));
    }

    @Test
    @SuppressWarnings("NullAway") // What a caller without such checks may do.
    void refusesNothingAsAMessageAndGoesOn() {
        ActorRef<Probe.Message> probe = probe("probe", ActorOptions.DEFAULTS);

        assertThatThrownBy(() -> probe.tell(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> probe.tell(null, SendOptions.PLAIN)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> probe.ask(reply -> null, PATIENCE)).isInstanceOf(NullPointerException.class);
        probe.tell(new Probe.Remember(1));

        assertThat(probe.ask(Probe.Recall::new, PATIENCE)).containsExactly(1);
        assertThat(time.pending()).isZero();
    }
}

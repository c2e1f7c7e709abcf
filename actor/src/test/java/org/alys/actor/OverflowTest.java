package org.alys.actor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.alys.actor.supervision.Failure;
import org.alys.actor.supervision.RestartStrategy;
import org.alys.actor.testkit.CleanEnd;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What senders, actors and dead letters see of a mailbox that is full. */
@Timeout(60)
class OverflowTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Recorder recorder = new Recorder();

    @RegisterExtension
    final CleanEnd end = new CleanEnd();

    private final ActorSystem system = end.system("test", settings -> settings.observer(recorder));
    private final Probe.Hold hold = new Probe.Hold();

    @BeforeEach
    void start() {
        end.expectDeadLetters(letter ->
                letter.reason() == DeadLetter.Reason.MAILBOX_FULL || letter.reason() == DeadLetter.Reason.DROPPED);
        system.start();
    }

    /** What fitted in is handled before the end; only what did not is lost. */
    @AfterEach
    void drain() throws InterruptedException {
        hold.letGo().countDown();
        recorder.awaitUntil(() -> system.actors().stream().allMatch(actor -> actor.mailboxDepth() == 0));
    }

    /** An actor that holds a message in its hand and has room for four. */
    private ActorRef<Probe.Message> busy(Overflow overflow) throws InterruptedException {
        ActorRef<Probe.Message> probe = system.spawn(
                "probe",
                Probe::new,
                ActorOptions.DEFAULTS.withMailbox(4, overflow).withRestart(new RestartStrategy.Immediate()));
        probe.tell(hold);
        hold.awaitBegun();
        return probe;
    }

    private static List<Delivery> remember(ActorRef<Probe.Message> probe, int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> probe.tell(new Probe.Remember(n)))
                .toList();
    }

    /** What it remembers when it has handled all that waited. */
    private List<Integer> recall(ActorRef<Probe.Message> probe) throws InterruptedException {
        hold.letGo().countDown();
        recorder.awaitUntil(() -> probe.waiting() == 0);
        return probe.ask(Probe.Recall::new, PATIENCE);
    }

    @Test
    void dropsTheNewAndSaysSo() throws Exception {
        ActorRef<Probe.Message> probe = busy(new Overflow.DropNew());

        assertThat(remember(probe, 5).getLast()).isEqualTo(new Delivery.Dropped(probe.path(), 4));

        assertThat(system.deadLetters().count(DeadLetter.Reason.DROPPED)).isEqualTo(1);
        assertThat(recall(probe)).containsExactly(0, 1, 2, 3);
    }

    @Test
    void failsADroppedRequestAtOnce() throws Exception {
        ActorRef<Probe.Message> probe = busy(new Overflow.DropNew());
        remember(probe, 4);

        assertThat(AskTest.reasonOf(() -> probe.ask(Probe.Recall::new, PATIENCE)))
                .isEqualTo(new AskFailure.MailboxFull(probe.path(), 4));
    }

    @Test
    void dropsTheOldForTheNew() throws Exception {
        ActorRef<Probe.Message> probe = busy(new Overflow.DropOld());

        assertThat(remember(probe, 6)).allMatch(Delivery::accepted);

        assertThat(system.deadLetters().latest())
                .extracting(DeadLetter::message)
                .containsExactly(new Probe.Remember(0), new Probe.Remember(1));
        assertThat(recall(probe)).endsWith(3, 4, 5);
    }

    @Test
    void failsARequestThatIsDroppedForANewerOne() throws Exception {
        ActorRef<Probe.Message> probe = busy(new Overflow.DropOld());
        CompletableFuture<List<Integer>> ask = probe.askAsync(Probe.Recall::new, PATIENCE);

        remember(probe, 4);

        assertThat(AskTest.reasonOf(ask::join)).isEqualTo(new AskFailure.MailboxFull(probe.path(), 4));
    }

    @Test
    void growsToItsLimitAndThenRefuses() throws Exception {
        ActorRef<Probe.Message> probe = busy(new Overflow.Resize(16));

        List<Delivery> deliveries = remember(probe, 17);

        assertThat(deliveries.subList(0, 16)).allMatch(Delivery::accepted);
        assertThat(deliveries.getLast()).isEqualTo(new Delivery.MailboxFull(probe.path(), 16));
    }

    @Test
    void failsTheActorOnceAndKeepsWhatWaits() throws Exception {
        ActorRef<Probe.Message> probe = busy(new Overflow.FailActor());

        assertThat(remember(probe, 6).getLast()).isEqualTo(new Delivery.MailboxFull(probe.path(), 4));
        hold.letGo().countDown();

        assertThat(recorder.await(Recorder.Failed.class, 1).failure())
                .isInstanceOfSatisfying(
                        Failure.MailboxOverflow.class,
                        overflow -> assertThat(overflow.recipient()).isEqualTo("/probe"));
        recorder.await(Recorder.Handled.class, 1 + 4);
        assertThat(recall(probe)).containsExactly(0, 1, 2, 3);
        assertThat(recorder.all(Recorder.Failed.class)).hasSize(1);
    }

    @Test
    void tellsHowFullTheMailboxIs() throws Exception {
        ActorRef<Probe.Message> probe = busy(new Overflow.Reject());
        assertThat(probe.flow()).isEqualTo(FlowState.NORMAL);
        remember(probe, 2);
        assertThat(probe.flow()).isEqualTo(FlowState.WARNING);
        remember(probe, 2);
        assertThat(probe.flow()).isEqualTo(FlowState.BLOCKED);
    }

    @Test
    void letsACriticalMessageOvertakeThoughNormalOnesFillTheMailbox() throws Exception {
        ActorRef<Probe.Message> probe = busy(new Overflow.Reject());
        remember(probe, 4);

        assertThat(probe.tell(new Probe.Remember(99), SendOptions.at(Priority.CRITICAL))
                        .accepted())
                .isTrue();

        assertThat(recall(probe)).containsExactly(99, 0, 1, 2, 3);
    }
}

package org.alys.actor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every mailbox does inside, whatever it does when it is full: room, signals, rest and wake-up, the close. */
abstract class MailboxStateContract {
    private static final int CAPACITY = 16;

    abstract Overflow overflow();

    /** Room of one priority in a mailbox made for 16. */
    int room() {
        return CAPACITY;
    }

    int capacity() {
        return CAPACITY;
    }

    private int turn;

    Mailbox<Integer> mailbox() {
        return new Mailbox<>(capacity(), overflow(), ThreadStarter.virtual());
    }

    @Nullable
    Object poll(Mailbox<Integer> mailbox) {
        return mailbox.poll(++turn);
    }

    List<Object> drain(Mailbox<Integer> mailbox) {
        List<Object> taken = new ArrayList<>();
        for (Object mail = poll(mailbox); mail != null; mail = poll(mailbox)) {
            taken.add(mail);
        }
        return taken;
    }

    @Test
    void holdsWhatItWasMadeForAndNoMore() {
        Mailbox<Integer> mailbox = mailbox();

        IntStream.range(0, room())
                .forEach(n -> assertThat(mailbox.offer(n, Priority.HIGH)).isTrue());

        assertThat(mailbox.offer(-1, Priority.HIGH)).isFalse();
        assertThat(mailbox.flow()).isEqualTo(FlowState.BLOCKED);
        assertThat(mailbox.offer(-1, Priority.NORMAL)).isTrue();
        assertThat(drain(mailbox)).hasSize(room() + 1);
        assertThat(mailbox.flow()).isEqualTo(FlowState.NORMAL);
    }

    @Test
    void takesSignalsHoweverFullItIs() {
        Mailbox<Integer> mailbox = mailbox();
        IntStream.range(0, room()).forEach(n -> mailbox.offer(n, Priority.CRITICAL));

        IntStream.range(0, 10_000).forEach(n -> mailbox.signal(new Signal.Stop<>()));

        assertThat(IntStream.range(0, 10_001)
                        .filter(n -> mailbox.pollSignal() != null)
                        .count())
                .isEqualTo(10_000);
    }

    @Test
    void isNotWokenBeforeItIsLaunchedAndThenByOneSenderOnly() {
        Mailbox<Integer> mailbox = mailbox();
        mailbox.offer(1, Priority.NORMAL);
        assertThat(mailbox.wakeForMessage()).isFalse();

        mailbox.launch();
        assertThat(mailbox.wakeForMessage()).isFalse();
        assertThat(drain(mailbox)).hasSize(1);
        assertThat(mailbox.rest(false)).isTrue();

        mailbox.offer(2, Priority.NORMAL);
        assertThat(mailbox.wakeForMessage()).isTrue();
        assertThat(mailbox.wakeForMessage()).isFalse();
    }

    @Test
    void doesNotRestOverWhatHasArrived() {
        Mailbox<Integer> mailbox = mailbox();
        mailbox.launch();
        mailbox.offer(1, Priority.BACKGROUND);

        assertThat(mailbox.rest(false)).isFalse();
        assertThat(drain(mailbox)).hasSize(1);
        mailbox.signal(new Signal.Stop<>());
        assertThat(mailbox.rest(true)).isFalse();
    }

    @Test
    void wakesForASignalOnlyWhileSuspended() {
        Mailbox<Integer> mailbox = mailbox();
        mailbox.launch();
        mailbox.offer(1, Priority.NORMAL);
        assertThat(mailbox.rest(true)).isTrue();
        assertThat(mailbox.wakeForMessage()).isFalse();

        assertThat(mailbox.signal(new Signal.Stop<>())).isTrue();
    }

    @Test
    void givesBackWhatIsLeftWhenItCloses() {
        Mailbox<Integer> mailbox = mailbox();
        mailbox.offer(1, Priority.BACKGROUND);
        mailbox.offer(2, Priority.CRITICAL);
        List<Object> left = new ArrayList<>();

        mailbox.close(left::add);

        assertThat(left).containsExactlyInAnyOrder(1, 2);
        assertThat(mailbox.closed()).isTrue();
    }
}

package org.alys.actor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many short races between senders and one receiver, each on a fresh mailbox, with pauses drawn from a seed. */
@Timeout(120)
class MailboxStressTest {
    private static final int RACES = 400;
    private static final int SENDERS = 4;
    private static final int EACH = 25;

    /** Runs one race; the receiver rests and is woken as an actor would be. Returns what arrived, in that order. */
    private static List<Integer> race(long seed, int capacity) throws InterruptedException {
        Mailbox<Integer> mailbox = new Mailbox<>(capacity, new Overflow.Reject(), ThreadStarter.virtual());
        mailbox.launch();
        List<Integer> arrived = new ArrayList<>();
        CountDownLatch all = new CountDownLatch(SENDERS * EACH);
        Runnable[] receiver = new Runnable[1];
        receiver[0] = () -> {
            int turn = 0;
            do {
                for (Object mail = mailbox.poll(++turn); mail != null; mail = mailbox.poll(++turn)) {
                    arrived.add((Integer) mail);
                    all.countDown();
                }
            } while (!mailbox.rest(false));
        };
        SplittableRandom random = new SplittableRandom(seed);
        List<SplittableRandom> own =
                IntStream.range(0, SENDERS).mapToObj(n -> random.split()).toList();
        Thread.startVirtualThread(receiver[0]);
        for (int sender = 0; sender < SENDERS; sender++) {
            int first = sender * EACH;
            SplittableRandom pauses = own.get(sender);
            Thread.startVirtualThread(() -> {
                for (int n = first; n < first + EACH; n++) {
                    while (!mailbox.offer(n, Priority.NORMAL)) {
                        Thread.onSpinWait();
                    }
                    if (mailbox.wakeForMessage()) {
                        Thread.startVirtualThread(receiver[0]);
                    }
                    for (int spin = pauses.nextInt(50); spin > 0; spin--) {
                        Thread.onSpinWait();
                    }
                }
            });
        }
        all.await();
        return List.copyOf(arrived);
    }

    @ParameterizedTest
    @ValueSource(ints = {128, 1024})
    void losesNothingAndKeepsTheOrderOfEachSender(int capacity) throws InterruptedException {
        for (long seed = 0; seed < RACES; seed++) {
            List<Integer> arrived = race(seed, capacity);

            assertThat(arrived).as("seed %d", seed).hasSize(SENDERS * EACH).doesNotHaveDuplicates();
            for (int sender = 0; sender < SENDERS; sender++) {
                int who = sender;
                assertThat(arrived.stream().filter(n -> n / EACH == who))
                        .as("seed %d", seed)
                        .isSorted();
            }
        }
    }
}

package org.alys.actor.testkit.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.alys.actor.ActorOptions;
import org.alys.actor.ActorRef;
import org.alys.actor.ActorSystem;
import org.alys.actor.testkit.CleanEnd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same faults on real threads and in real time. */
@Timeout(60)
class RealThreadsTest {
    private static final int SENDERS = 4;
    private static final int EACH = 500;
    private static final Target ANYBODY = new Target.Random();

    @RegisterExtension
    final CleanEnd end = new CleanEnd();

    private record Sent(int sender, int number) {}

    @Test
    void delaysAndReordersAndLosesNothingAndKeepsTheOrderOfEachSender() throws InterruptedException {
        Chaos chaos = Chaos.plan(5)
                .with(new Fault.Delay(Duration.ZERO, Duration.ofMillis(3)), ANYBODY, 20)
                .with(new Fault.Reorder(6, Duration.ofMillis(5)), ANYBODY, 10)
                .build();
        ActorSystem system = end.system("real", settings -> settings.interference(chaos));
        system.start();
        Queue<Sent> handled = new ConcurrentLinkedQueue<>();
        CountDownLatch all = new CountDownLatch(SENDERS * EACH);
        ActorRef<Sent> sink = system.spawn(
                "sink",
                () -> (sent, context) -> {
                    handled.add(sent);
                    all.countDown();
                },
                ActorOptions.DEFAULTS.withMailbox(4096, ActorOptions.DEFAULTS.overflow()));
        List<ActorRef<Integer>> senders = IntStream.range(0, SENDERS)
                .mapToObj(sender -> system.<Integer>spawn(
                        "sender-" + sender,
                        () -> (count, context) ->
                                IntStream.range(0, count).forEach(number -> sink.tell(new Sent(sender, number))),
                        ActorOptions.DEFAULTS))
                .toList();

        senders.forEach(sender -> sender.tell(EACH));

        assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(chaos.strikes()).hasSizeGreaterThan(100);
        for (int sender = 0; sender < SENDERS; sender++) {
            int who = sender;
            assertThat(handled.stream().filter(sent -> sent.sender() == who).map(Sent::number))
                    .isEqualTo(IntStream.range(0, EACH).boxed().toList());
        }
    }
}

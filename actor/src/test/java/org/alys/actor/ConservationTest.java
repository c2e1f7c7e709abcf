package org.alys.actor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.alys.actor.supervision.RestartStrategy;
import org.alys.actor.supervision.SupervisionPolicy;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;

/** Under contention, failures and a stop in the middle, every message is handled once or is one dead letter. */
@Timeout(60)
class ConservationTest {
    private static final int SENDERS = 4;
    private static final int EACH = 5_000;
    private static final int STOP_AT = SENDERS * EACH / 2;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final AtomicInteger handled = new AtomicInteger();

    private Actor<Integer> stoppingHalfWay() {
        return (message, context) -> {
            if (message % 97 == 0) {
                throw new IllegalStateException("fails over every 97th number");
            }
            if (handled.incrementAndGet() == STOP_AT) {
                context.stop();
            }
        };
    }

    private void losesNothing(Overflow overflow) throws InterruptedException {
        try (ActorSystem system = ActorSystem.named("test").build()) {
            system.start();
            ActorRef<Integer> actor = system.spawn(
                    "actor",
                    this::stoppingHalfWay,
                    ActorOptions.DEFAULTS
                            .withMailbox(64, overflow)
                            .withSupervision(SupervisionPolicy.of(new RestartStrategy.Immediate())
                                    .withLimit(10_000, Duration.ofHours(1))));
            List<Thread> senders = IntStream.range(0, SENDERS)
                    .mapToObj(sender -> Thread.startVirtualThread(() ->
                            IntStream.range(sender * EACH, (sender + 1) * EACH).forEach(actor::tell)))
                    .toList();
            for (Thread sender : senders) {
                sender.join();
            }
            system.stop(actor).join();

            assertThat(handled.get() + system.deadLetters().count()).isEqualTo((long) SENDERS * EACH);
        }
    }

    @RepeatedTest(5)
    void losesNothingWhenSendersWait() throws InterruptedException {
        losesNothing(new Overflow.Block(PATIENCE));
        assertThat(handled).hasValueGreaterThanOrEqualTo(STOP_AT);
    }

    @RepeatedTest(5)
    void losesNothingWhenSendersAreRefused() throws InterruptedException {
        losesNothing(new Overflow.Reject());
    }
}

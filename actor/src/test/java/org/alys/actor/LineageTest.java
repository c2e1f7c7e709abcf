package org.alys.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where a message comes from: root, parent, generation. */
@Timeout(60)
class LineageTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ActorSystem system = ActorSystem.named("test").build();
    private final ActorRef<Probe.Message> one = system.spawn("one", Probe::new, ActorOptions.DEFAULTS);
    private final ActorRef<Probe.Message> two = system.spawn("two", Probe::new, ActorOptions.DEFAULTS);

    @BeforeEach
    void start() {
        system.start();
    }

    @AfterEach
    void stop() {
        system.close();
    }

    /** Hands itself back and forth until it is as deep as told, and notes the envelope of every step. */
    private Probe.Inside step(int left, SendOptions options, List<Envelope<?>> seen, CompletableFuture<Void> done) {
        return context -> {
            seen.add(context.envelope());
            if (left == 0) {
                done.complete(null);
            } else {
                ActorRef<Probe.Message> next = context.self().equals(one) ? two : one;
                next.tell(new Probe.Run(step(left - 1, options, seen, done)), options);
            }
        };
    }

    private void requireChain(List<Envelope<?>> seen) {
        Envelope<?> root = seen.getFirst();
        assertThat(root.lineage()).isEqualTo(new Lineage(root.id(), OptionalLong.empty(), 0));
        for (int n = 1; n < seen.size(); n++) {
            assertThat(seen.get(n).lineage())
                    .isEqualTo(new Lineage(
                            root.id(), OptionalLong.of(seen.get(n - 1).id()), n));
        }
    }

    @Test
    void countsTheGenerationsOfAnExchange() {
        List<Envelope<?>> seen = new ArrayList<>();
        CompletableFuture<Void> done = new CompletableFuture<>();

        one.tell(new Probe.Run(step(10, SendOptions.PLAIN, seen, done)));
        done.join();

        assertThat(seen).hasSize(11);
        requireChain(seen);
    }

    @Test
    void countsThemForMessagesWithOptionsToo() {
        List<Envelope<?>> seen = new ArrayList<>();
        CompletableFuture<Void> done = new CompletableFuture<>();

        one.tell(new Probe.Run(step(5, SendOptions.at(Priority.HIGH), seen, done)), SendOptions.at(Priority.CRITICAL));
        done.join();

        requireChain(seen);
    }

    @Test
    void beginsAnewWithWhatAnActorSendsItselfLater() {
        CompletableFuture<Lineage> later = new CompletableFuture<>();

        one.tell(new Probe.Run(context -> context.timers()
                .single(
                        "later",
                        Duration.ofMillis(1),
                        new Probe.Run(due -> later.complete(due.envelope().lineage())))));

        assertThat(later.join()).returns(0, Lineage::generation).returns(OptionalLong.empty(), Lineage::parent);
    }

    @Test
    void isOneGenerationDeeperWhenForwarded() {
        CompletableFuture<Integer> first = new CompletableFuture<>();
        CompletableFuture<Integer> second = new CompletableFuture<>();
        Probe.Run message = new Probe.Run(context -> {
            if (context.self().equals(one)) {
                first.complete(context.envelope().generation());
                context.forward(two);
            } else {
                second.complete(context.envelope().generation());
            }
        });

        one.tell(message, PATIENCE);

        assertThat(second.join()).isEqualTo(first.join() + 1);
    }

    @Test
    void refusesAnImpossibleDescent() {
        assertThatThrownBy(() -> new Lineage(1, OptionalLong.empty(), 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Lineage(1, OptionalLong.of(1), -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void staysAtTheLastGenerationThereIsInAnExchangeThatNeverEnds() {
        ActorRef<Probe.Message> probe = system.spawn("endless", Probe::new, ActorOptions.DEFAULTS);
        CompletableFuture<Integer> generation = new CompletableFuture<>();
        Probe.Message next =
                new Probe.Run(context -> generation.complete(context.envelope().generation()));
        Probe.Message urgent = new Probe.Run(context -> context.self().tell(next, SendOptions.at(Priority.HIGH)));
        Probe.Message first = new Probe.Run(context -> context.self().tell(urgent));

        ActorCell.of(probe).post(new Envelope<>(first, null, 7, 1, 6, Integer.MAX_VALUE - 1), null, null);

        assertThat(generation.join()).isEqualTo(Integer.MAX_VALUE);
    }
}

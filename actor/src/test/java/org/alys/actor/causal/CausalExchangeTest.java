package org.alys.actor.causal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.alys.actor.ActorFactory;
import org.alys.actor.ActorOptions;
import org.alys.actor.ActorRef;
import org.alys.actor.ActorSystem;
import org.alys.actor.supervision.RestartStrategy;
import org.alys.actor.supervision.SupervisionPolicy;
import org.alys.actor.testkit.Simulation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Actors that talk at random, in many orders; what really came before what is written down beside them. */
@Timeout(60)
class CausalExchangeTest {
    private static final int ACTORS = 5;
    private static final int SEEDS = 40;
    private static final ActorOptions OPTIONS = ActorOptions.DEFAULTS.withSupervision(
            SupervisionPolicy.of(new RestartStrategy.Immediate()).withLimit(1000, Duration.ofHours(1)));

    private record Ball(int hops) {}

    /** All events in the order in which they happened, each with those it follows from. One thread runs at a time. */
    private static final class Truth {
        private final List<VectorClock> clocks = new ArrayList<>();
        private final List<BitSet> before = new ArrayList<>();
        private final Map<String, Integer> latest = new HashMap<>();
        private final Map<EventId, Integer> sent = new LinkedHashMap<>();

        /** An event of an actor that follows from its last one and, if it is a receipt, from the sending. */
        void happened(String actor, VectorClock clock, List<EventId> causes) {
            BitSet known = new BitSet();
            Integer own = latest.get(actor);
            if (own != null) {
                follow(known, own);
            }
            causes.forEach(cause -> follow(known, sent.getOrDefault(cause, -1)));
            latest.put(actor, clocks.size());
            clocks.add(clock);
            before.add(known);
        }

        private void follow(BitSet known, int event) {
            known.or(before.get(event));
            known.set(event);
        }

        void sending(String actor, Causal<?> message) {
            happened(actor, message.clock(), List.of());
            sent.put(message.id(), clocks.size() - 1);
        }
    }

    private static ActorFactory<Causal<Ball>> player(
            String name, List<ActorRef<Causal<Ball>>> all, Truth truth, Simulation simulation) {
        CausalClock clock = new CausalClock(name);
        var random = simulation.random();
        return () -> (ball, context) -> {
            clock.received(ball);
            truth.happened(name, clock.now(), List.of(ball.id()));
            int copies = ball.message().hops() == 0 ? 0 : random.nextInt(3);
            for (int n = 0; n < copies; n++) {
                Causal<Ball> next = clock.stamp(new Ball(ball.message().hops() - 1), new Relation.Triggered(ball.id()));
                truth.sending(name, next);
                all.get(random.nextInt(ACTORS)).tell(next);
            }
            if (random.nextInt(10) == 0) {
                throw new IllegalStateException("a restart between two events");
            }
        };
    }

    @Test
    void agreesWithWhatReallyCameBeforeWhatAlsoOverRestarts() {
        int events = LongStream.range(0, SEEDS)
                .mapToInt(seed -> Simulation.run(seed, simulation -> {
                    Truth truth = new Truth();
                    try (ActorSystem system = simulation.system("causal").build()) {
                        system.start();
                        List<ActorRef<Causal<Ball>>> all = new ArrayList<>();
                        IntStream.range(0, ACTORS)
                                .mapToObj(n -> "actor-" + n)
                                .forEach(name ->
                                        all.add(system.spawn(name, player(name, all, truth, simulation), OPTIONS)));
                        CausalClock outside = new CausalClock("outside");
                        for (int n = 0; n < 3; n++) {
                            Causal<Ball> first = outside.stamp(new Ball(5), new Relation.Root());
                            truth.sending("outside", first);
                            all.get(n).tell(first);
                        }
                        simulation.sleep(Duration.ofMinutes(1));
                    }
                    requireSameOrder(truth);
                    return truth.clocks.size();
                }))
                .sum();
        assertThat(events).isGreaterThan(SEEDS * 10);
    }

    private static void requireSameOrder(Truth truth) {
        for (int later = 0; later < truth.clocks.size(); later++) {
            for (int earlier = 0; earlier < truth.clocks.size(); earlier++) {
                assertThat(truth.clocks.get(earlier).happensBefore(truth.clocks.get(later)))
                        .as("event %d before event %d", earlier, later)
                        .isEqualTo(truth.before.get(later).get(earlier));
            }
        }
    }
}

package org.alys.actor.testkit.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.alys.actor.ActorOptions;
import org.alys.actor.ActorRef;
import org.alys.actor.ActorSystem;
import org.alys.actor.supervision.RestartStrategy;
import org.alys.actor.supervision.SupervisionPolicy;
import org.alys.actor.testkit.Simulation;

/** One actor that writes down the numbers it gets from several senders, under a plan of faults. */
final class Numbers {
    static final int EACH = 20;
    private static final int SENDERS = 3;

    /** Sender and place in its order; a negative number is a lie. */
    record Sent(int sender, int number) {}

    record Outcome(List<Sent> handled, List<Strike> strikes, long digest) {
        List<Integer> of(int sender) {
            return handled.stream()
                    .filter(sent -> sent.sender() == sender)
                    .map(Sent::number)
                    .toList();
        }
    }

    private Numbers() {}

    static Outcome play(long seed, Plan plan) {
        return Simulation.run(seed, simulation -> {
            List<Sent> handled = new ArrayList<>();
            Chaos chaos = plan.build();
            try (ActorSystem system =
                    simulation.system("numbers").interference(chaos).build()) {
                system.start();
                ActorRef<Sent> actor = system.spawn("actor", () -> (sent, context) -> handled.add(sent), patient());
                List<CompletableFuture<Boolean>> senders = IntStream.range(0, SENDERS)
                        .mapToObj(sender -> sender(simulation, sender, actor))
                        .toList();
                senders.forEach(simulation::await);
                simulation.sleep(Duration.ofMinutes(10));
            }
            return new Outcome(List.copyOf(handled), chaos.strikes(), simulation.digest());
        });
    }

    static ActorOptions patient() {
        return ActorOptions.DEFAULTS.withSupervision(
                SupervisionPolicy.of(new RestartStrategy.Immediate()).withLimit(1000, Duration.ofHours(1)));
    }

    private static CompletableFuture<Boolean> sender(Simulation simulation, int sender, ActorRef<Sent> to) {
        CompletableFuture<Boolean> sent = new CompletableFuture<>();
        simulation.start("sender", () -> {
            for (int number = 1; number <= EACH; number++) {
                to.tell(new Sent(sender, number));
            }
            sent.complete(true);
        });
        return sent;
    }
}

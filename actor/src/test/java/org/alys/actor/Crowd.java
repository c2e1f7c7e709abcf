package org.alys.actor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.alys.actor.health.BatchResult;
import org.alys.actor.health.HealthMessage;
import org.alys.actor.health.HealthMonitor;
import org.alys.actor.health.HealthThresholds;
import org.alys.actor.health.Monitored;
import org.alys.actor.supervision.OperationalFailure;

/** A hundred thousand actors in one small heap, a thousand of them watched; run by {@link BoundedHeapTest}. */
final class Crowd {
    private static final int ACTORS = 100_000;
    private static final int WATCHED = 1_000;
    /** Messages for everyone, each round a wave of this many at a time so that the load, not the crowd, is bounded. */
    private static final int ROUNDS = 5;

    private static final int WAVE = 5_000;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private sealed interface Message {
        record Work(CountDownLatch done) implements Message {}

        record Ping(Reply<Boolean> reply) implements Message {}
    }

    private static final HealthMonitor.Actions NONE = new HealthMonitor.Actions() {
        @Override
        public void recover(ActorRef<?> actor, OperationalFailure.HealthCheckFailed cause) {
            System.out.println("recovered " + actor);
        }

        @Override
        public void escalate(ActorRef<?> actor, OperationalFailure.HealthCheckFailed cause) {
            System.out.println("escalated " + actor);
        }
    };

    private Crowd() {}

    public static void main(String[] arguments) throws InterruptedException {
        try (ActorSystem system = ActorSystem.named("crowd").build()) {
            system.start();
            List<ActorRef<Message>> actors = new ArrayList<>(ACTORS);
            for (int n = 0; n < ACTORS; n++) {
                actors.add(system.spawn("actor-" + n, () -> Crowd::handle, options(n)));
            }
            for (int round = 0; round < ROUNDS; round++) {
                work(actors);
            }
            System.out.println("alive "
                    + actors.stream()
                            .filter(actor -> actor.state() == LifecycleState.RUNNING)
                            .count());
            System.out.println("well " + checked(system, actors));
            System.out.println("graceful " + system.stop(PATIENCE).graceful());
        }
    }

    private static ActorOptions options(int number) {
        return number % 2 == 0 ? ActorOptions.DEFAULTS : ActorOptions.DEFAULTS.withMode(ExecutionMode.COMPUTE);
    }

    private static void handle(Message message, ActorContext<Message> context) {
        switch (message) {
            case Message.Work(CountDownLatch done) -> done.countDown();
            case Message.Ping(Reply<Boolean> reply) -> reply.success(true);
        }
    }

    private static void work(List<ActorRef<Message>> actors) throws InterruptedException {
        for (int first = 0; first < ACTORS; first += WAVE) {
            CountDownLatch done = new CountDownLatch(WAVE);
            actors.subList(first, first + WAVE).forEach(actor -> actor.tell(new Message.Work(done)));
            done.await();
        }
    }

    /** How many of the watched pass one batch of checks. */
    private static long checked(ActorSystem system, List<ActorRef<Message>> actors) {
        List<Monitored<?>> watched = IntStream.range(0, WATCHED)
                .<Monitored<?>>mapToObj(n -> new Monitored<>(
                        "actor-" + n, actors.get(n * (ACTORS / WATCHED)), Message.Ping::new, Priority.NORMAL, false))
                .collect(Collectors.toList());
        ActorRef<HealthMessage> monitor = system.spawn(
                "health", () -> new HealthMonitor(HealthThresholds.STANDARD, NONE, watched), ActorOptions.DEFAULTS);
        BatchResult result =
                monitor.ask((Reply<BatchResult> reply) -> new HealthMessage.CheckBatch(Set.of(), reply), PATIENCE);
        return result.well().values().stream().filter(well -> well).count();
    }
}

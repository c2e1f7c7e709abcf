package org.alys.actor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class CapacityTest {
    private static final int ACTORS = 100_000;

    private record Ping(CountDownLatch arrived) {}

    @Test
    void keepsAHundredThousandActorsAlive() throws InterruptedException {
        try (ActorSystem system = ActorSystem.named("large").build()) {
            system.start();
            List<ActorRef<Ping>> actors = IntStream.range(0, ACTORS)
                    .mapToObj(n -> system.<Ping>spawn(
                            "actor-" + n,
                            () -> (ping, context) -> ping.arrived().countDown(),
                            n % 2 == 0 ? ActorOptions.DEFAULTS : ActorOptions.DEFAULTS.withMode(ExecutionMode.COMPUTE)))
                    .toList();
            CountDownLatch arrived = new CountDownLatch(ACTORS);

            actors.forEach(actor -> actor.tell(new Ping(arrived)));

            assertThat(arrived.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(actors).allMatch(actor -> actor.state() == LifecycleState.RUNNING);
            assertThat(system.stop(Duration.ofSeconds(60)).graceful()).isTrue();
        }
    }
}

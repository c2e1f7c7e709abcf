package org.alys.actor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who has a lot to do gives way to those who wait, and to nobody else. */
@Timeout(60)
class SharingTest {
    private static final ActorOptions COMPUTE = ActorOptions.DEFAULTS.withMode(ExecutionMode.COMPUTE);

    @Test
    void letsTheOnlyWorkerRunWhatABusyActorHasWoken() {
        try (ActorSystem system =
                ActorSystem.named("narrow").computeParallelism(1).build()) {
            system.start();
            CompletableFuture<Integer> woken = new CompletableFuture<>();
            ActorRef<Integer> other = system.spawn("other", () -> (number, context) -> woken.complete(number), COMPUTE);
            ActorRef<Integer> waking = system.spawn(
                    "waking",
                    () -> (number, context) -> {
                        if (number == 1000) {
                            other.tell(number);
                        }
                        if (!woken.isDone()) {
                            context.self().tell(number + 1);
                        }
                    },
                    COMPUTE);

            waking.tell(0);

            assertThat(woken.join()).isEqualTo(1000);
        }
    }

    /** Virtual threads of which the test says whether others wait for their turn; counts how often one gave way. */
    private record Counted(boolean othersWait, AtomicInteger pauses) implements ThreadStarter {
        @Override
        public Thread start(String name, Runnable body) {
            return Thread.ofVirtual().name(name).start(body);
        }

        @Override
        public void pause() {
            pauses.incrementAndGet();
        }
    }

    @ParameterizedTest
    @CsvSource({"true, 7", "false, 0"})
    void givesWayAfterEach256MessagesIfOthersWait(boolean othersWait, int times) throws Exception {
        Counted threads = new Counted(othersWait, new AtomicInteger());
        CompletableFuture<Integer> paused = new CompletableFuture<>();
        try (ActorSystem system = ActorSystem.named("counted").threads(threads).build()) {
            system.start();
            ActorRef<Probe.Message> actor =
                    system.spawn("actor", Probe::new, ActorOptions.DEFAULTS.withMailbox(4096, new Overflow.Reject()));
            Probe.Hold hold = new Probe.Hold();
            actor.tell(hold);
            hold.awaitBegun();
            int before = threads.pauses().get();
            for (int i = 1; i < 7 * 256; i++) {
                actor.tell(new Probe.Remember(i));
            }
            actor.tell(new Probe.Run(context -> paused.complete(threads.pauses().get() - before)));

            hold.letGo().countDown();

            assertThat(paused.join()).isEqualTo(times);
        }
    }
}

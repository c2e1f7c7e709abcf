package org.alys.actor.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.alys.actor.ActorPath;
import org.alys.actor.Interference;
import org.alys.actor.LifecycleState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TestProbeTest {
    private final CountDownLatch taken = new CountDownLatch(1);
    private final CountDownLatch letGo = new CountDownLatch(1);

    /** Holds a message between the mailbox and the probe. */
    private final Interference holding = new Interference() {
        @Override
        public void handling(ActorPath actor, Object message) throws InterruptedException {
            taken.countDown();
            letGo.await();
        }
    };

    @Test
    void seesAMessageThatHasLeftTheMailboxAndHasNotBeenWrittenDown() throws InterruptedException {
        try (ActorTestKit kit = new ActorTestKit("test", settings -> settings.interference(holding))) {
            TestProbe<String> probe = kit.probe();
            probe.ref().tell("hello");
            assertThat(taken.await(20, TimeUnit.SECONDS)).isTrue();
            CompletableFuture<Void> begun = new CompletableFuture<>();
            CompletableFuture<Throwable> outcome = CompletableFuture.supplyAsync(() -> {
                begun.complete(null);
                return catchThrowable(probe::expectNothing);
            });
            begun.join();
            letGo.countDown();

            assertThat(outcome.join()).isInstanceOf(AssertionError.class).hasMessageContaining("hello");
            probe.expect("hello");
            probe.expectNothing();
        }
    }

    @Test
    void losesNothingHoweverMuchComesAtOnce() {
        try (ActorTestKit kit = new ActorTestKit("test")) {
            TestProbe<Integer> probe = kit.probe();
            kit.system().pause(probe.ref());
            while (probe.ref().state() != LifecycleState.PAUSED) {
                Thread.onSpinWait();
            }
            for (int n = 0; n < 10_000; n++) {
                assertThat(probe.ref().tell(n).accepted()).isTrue();
            }
            kit.system().resume(probe.ref());

            assertThat(probe.expectUntil(n -> n == 9_999)).hasSize(10_000);
            probe.expectNothing();
        }
    }
}

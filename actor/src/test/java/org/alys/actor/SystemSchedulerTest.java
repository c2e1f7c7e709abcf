package org.alys.actor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SystemSchedulerTest {
    @Test
    void goesOnAfterATaskThatEndsWithAnError() throws Exception {
        try (SystemScheduler scheduler = new SystemScheduler("test")) {
            CompletableFuture<Boolean> next = new CompletableFuture<>();
            scheduler.schedule(Duration.ZERO, () -> {
                throw new AssertionError("broken");
            });
            scheduler.schedule(Duration.ofMillis(1), () -> next.complete(true));

            assertThat(next.get(20, TimeUnit.SECONDS)).isTrue();
        }
    }
}

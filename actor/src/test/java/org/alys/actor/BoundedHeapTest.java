package org.alys.actor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the runtime needs in memory and what it does without, in processes of their own. */
@Timeout(600)
class BoundedHeapTest {
    private static TestJvm.Ended run(Class<?> main, String heap) throws IOException, InterruptedException {
        Path directory = Path.of("target", "bounded-heap", main.getSimpleName()).toAbsolutePath();
        return TestJvm.run(directory, 5, List.of(heap, "-XX:+UseSerialGC"), main.getName(), List.of());
    }

    @Test
    void keepsAHundredThousandActorsAliveAndWatchesAThousandInASmallHeapUnderLoad()
            throws IOException, InterruptedException {
        TestJvm.Ended ended = run(Crowd.class, "-Xmx192m");

        assertThat(ended.output()).contains("alive 100000", "well 1000", "graceful true");
        assertThat(ended.exitCode()).isZero();
    }

    @Test
    void stopsTheSystemInOrderWhenAnActorEatsAllMemory() throws IOException, InterruptedException {
        TestJvm.Ended ended = run(Leak.class, "-Xmx64m");

        assertThat(ended.output()).contains("graceful true").contains("OutOfMemoryError");
        assertThat(ended.exitCode()).isZero();
    }
}

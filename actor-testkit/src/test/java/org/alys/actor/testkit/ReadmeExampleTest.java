package org.alys.actor.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.LongStream;
import org.alys.actor.ActorOptions;
import org.alys.actor.ActorRef;
import org.alys.actor.ActorSystem;
import org.alys.actor.Reply;
import org.alys.actor.testkit.chaos.Chaos;
import org.alys.actor.testkit.chaos.Fault;
import org.alys.actor.testkit.chaos.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The example of the README, kept alive. */
@Timeout(60)
class ReadmeExampleTest {
    // example: begin
    sealed interface Count {
        record Add(int amount) implements Count {}

        record Sum(Reply<Integer> reply) implements Count {}
    }

    static int sumUnderFire(long seed) {
        return Simulation.run(seed, simulation -> {
            Chaos chaos = Chaos.plan(seed)
                    .with(new Fault.Delay(Duration.ofMillis(1), Duration.ofSeconds(2)), new Target.Percentage(50))
                    .with(new Fault.Drop(), new Target.Specific("/counter"), 10)
                    .build();
            int[] sum = new int[1];
            try (ActorSystem system =
                    simulation.system("example").interference(chaos).build()) {
                system.start();
                ActorRef<Count> counter = system.spawn(
                        "counter",
                        () -> (message, context) -> {
                            switch (message) {
                                case Count.Add(int amount) -> sum[0] += amount;
                                case Count.Sum(Reply<Integer> reply) -> reply.success(sum[0]);
                            }
                        },
                        ActorOptions.DEFAULTS);
                for (int n = 0; n < 100; n++) {
                    counter.tell(new Count.Add(1));
                }
                simulation.sleep(Duration.ofMinutes(1));
                chaos.calm();
                int dropped = (int) chaos.strikes().stream()
                        .filter(strike -> strike.fault() instanceof Fault.Drop)
                        .count();
                return counter.<Integer>ask(Count.Sum::new, Duration.ofSeconds(1)) + dropped;
            }
        });
    }
    // example: end

    @Test
    void addsUpUnderEverySeed() {
        assertThat(LongStream.range(0, 100).mapToObj(ReadmeExampleTest::sumUnderFire))
                .containsOnly(100);
    }

    /** Compares words, not layout: the formatter owns the layout of the code. */
    @Test
    void isTheExampleOfTheReadme() throws IOException {
        Path module = Path.of(System.getProperty("alys.root", "..")).resolve("actor-testkit");
        String readme = Files.readString(module.resolve("README.md"));
        String source = Files.readString(module.resolve("src/test/java/org/alys/actor/testkit/ReadmeExampleTest.java"));

        assertThat(between(readme, "```java", "```"))
                .isEqualToNormalizingWhitespace(between(source, "// example: begin", "// example: end"));
    }

    private static String between(String text, String begin, String end) {
        int from = text.indexOf(begin) + begin.length();
        return text.substring(from, text.indexOf(end, from));
    }
}

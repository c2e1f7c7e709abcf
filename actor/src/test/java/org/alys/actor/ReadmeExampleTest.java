package org.alys.actor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.alys.actor.testkit.Simulation;
import org.junit.jupiter.api.Test;

/** The example of the README, kept alive. */
class ReadmeExampleTest {
    // example: begin
    sealed interface Till {
        record Deposit(long sats) implements Till {}

        record Balance(Reply<Long> reply) implements Till {}
    }

    static final class TillActor implements Actor<Till> {
        private long sats;

        @Override
        public void receive(Till message, ActorContext<Till> context) {
            switch (message) {
                case Till.Deposit(long amount) -> sats = Math.addExact(sats, amount);
                case Till.Balance(Reply<Long> reply) -> reply.success(sats);
            }
        }
    }

    static long depositTwice() {
        try (ActorSystem system = ActorSystem.named("shop").build()) {
            ActorRef<Till> till = system.spawn("till", TillActor::new, ActorOptions.DEFAULTS);
            system.start();
            till.tell(new Till.Deposit(300));
            till.tell(new Till.Deposit(400));
            return till.ask(Till.Balance::new, Duration.ofSeconds(1));
        }
    }
    // example: end

    // test: begin
    @Test
    void addsUpInWhateverOrder() {
        for (long seed = 0; seed < 100; seed++) {
            long balance = Simulation.run(seed, simulation -> {
                try (ActorSystem system = simulation.system("shop").build()) {
                    ActorRef<Till> till = system.spawn("till", TillActor::new, ActorOptions.DEFAULTS);
                    system.start();
                    simulation.start("customer", () -> till.tell(new Till.Deposit(300)));
                    simulation.start("another", () -> till.tell(new Till.Deposit(400)));
                    simulation.sleep(Duration.ofSeconds(1));
                    return till.ask(Till.Balance::new, Duration.ofSeconds(1));
                }
            });
            assertThat(balance).isEqualTo(700);
        }
    }
    // test: end

    /** Compares words, not layout: the formatter owns the layout of the code. */
    @Test
    void isTheExampleOfTheReadme() throws IOException {
        Path module = Path.of(System.getProperty("alys.root", "..")).resolve("actor");
        String readme = Files.readString(module.resolve("README.md"));
        String source = Files.readString(module.resolve("src/test/java/org/alys/actor/ReadmeExampleTest.java"));

        assertThat(between(readme, "```java", "```"))
                .isEqualToNormalizingWhitespace(between(source, "// example: begin", "// example: end"));
        assertThat(between(readme.substring(readme.indexOf("## Testing one")), "```java", "```"))
                .isEqualToNormalizingWhitespace(between(source, "// test: begin", "// test: end"));
    }

    private static String between(String text, String begin, String end) {
        int from = text.indexOf(begin) + begin.length();
        return text.substring(from, text.indexOf(end, from));
    }

    @Test
    void addsUp() {
        assertThat(depositTwice()).isEqualTo(700);
    }
}

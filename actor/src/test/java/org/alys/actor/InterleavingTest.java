package org.alys.actor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Runs the proofs of this module with jcstress in a process of its own: two threads meet at a mailbox, a life or the registry
 * many thousand times, and no outcome that is forbidden may be seen. The quick run takes less than a minute; with {@code
 * -Dalys.test.all=true} each proof runs in every mode of compilation, for some minutes.
 */
@Timeout(1800)
class InterleavingTest {
    private static final Path DIRECTORY = Path.of("target", "jcstress").toAbsolutePath();
    private static final List<String> ALL = List.of("-m", "quick");
    /** One mode of compilation and one short round for each. */
    private static final List<String> QUICK = List.of(
            "-f", "1", "-fsm", "1", "-iters", "1", "-time", "300", "-sc", "false", "-jvmArgs", "-XX:+UseSerialGC");

    private static String output = "";

    @BeforeAll
    static void meet() throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("-t", "org.alys.actor", "-r", "report", "-c", "2", "-v"));
        arguments.addAll(Boolean.getBoolean("alys.test.all") ? ALL : QUICK);
        output = TestJvm.run(
                        DIRECTORY,
                        25,
                        List.of("-Xmx256m", "--enable-native-access=ALL-UNNAMED"),
                        "org.openjdk.jcstress.Main",
                        arguments)
                .output();
    }

    private static List<String> named(String verdict) {
        return Pattern.compile("^\\.+ \\[" + verdict + "\\] (\\S+)$", Pattern.MULTILINE)
                .matcher(output)
                .results()
                .map(match -> match.group(1))
                .distinct()
                .sorted()
                .toList();
    }

    @Test
    void noOrderOfStepsBreaksAMailboxALifeOrTheRegistry() {
        assertThat(named("OK").stream().filter(name -> name.contains("Proofs.")))
                .hasSize(21);
        assertThat(named("FAILED")).noneMatch(name -> name.contains("Proofs."));
        assertThat(output).contains(" 0 soft errs, 0 hard errs)");
        assertThat(named("ERROR|INTERRUPTED|TIMEOUT|VM ERROR|CHECK TEST")).isEmpty();
    }

    @Test
    void aMailboxThatForgetsToLookOnceMoreIsFound() {
        assertThat(named("FAILED")).containsExactly("org.alys.actor.BrokenMailboxes.AForgetfulOneLosesAWakeUp");
        assertThat(output).contains("the wake-up was lost");
    }
}

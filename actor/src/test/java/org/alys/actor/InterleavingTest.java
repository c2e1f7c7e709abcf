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
    /** One process for each proof and mode of compilation, both threads in the same mode; five rounds in each. */
    private static final List<String> ALL =
            List.of("-f", "1", "-fsm", "1", "-iters", "5", "-time", "500", "-sc", "false");
    /** One mode of compilation and one short round for each. */
    private static final List<String> QUICK = rounds(1);
    /** On a busy machine a round may see two threads meet only a few times; what is broken is to be found there, too. */
    private static final List<String> PATIENT = rounds(20);

    private static String proofs = "";
    private static String broken = "";

    private static List<String> rounds(int count) {
        return List.of(
                "-f",
                "1",
                "-fsm",
                "1",
                "-iters",
                Integer.toString(count),
                "-time",
                "300",
                "-sc",
                "false",
                "-jvmArgs",
                "-XX:+UseSerialGC");
    }

    @BeforeAll
    static void meet() throws IOException, InterruptedException {
        boolean all = Boolean.getBoolean("alys.test.all");
        proofs = run("Proofs", all ? 25 : 10, all ? ALL : QUICK);
        broken = run("BrokenMailboxes", 10, PATIENT);
    }

    private static String run(String tests, int minutes, List<String> how) throws IOException, InterruptedException {
        List<String> arguments =
                new ArrayList<>(List.of("-t", "org.alys.actor.*" + tests, "-r", "report", "-c", "2", "-v"));
        arguments.addAll(how);
        return TestJvm.run(
                        DIRECTORY.resolve(tests),
                        minutes,
                        List.of("-Xmx256m", "--enable-native-access=ALL-UNNAMED"),
                        "org.openjdk.jcstress.Main",
                        arguments)
                .output();
    }

    private static List<String> named(String verdict, String output) {
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
        assertThat(named("OK", proofs)).hasSize(23);
        assertThat(named("FAILED|ERROR|INTERRUPTED|TIMEOUT|VM ERROR|CHECK TEST", proofs))
                .isEmpty();
        assertThat(proofs).contains(" 0 soft errs, 0 hard errs)");
    }

    @Test
    void aMailboxThatForgetsToLookOnceMoreIsFound() {
        assertThat(named("FAILED", broken)).containsExactly("org.alys.actor.BrokenMailboxes.AForgetfulOneLosesAWakeUp");
        assertThat(broken).contains("the wake-up was lost");
    }
}

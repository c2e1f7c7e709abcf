package org.alys.evm.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * Random programs, run here and by go-ethereum 1.13.4 (libevm): the same end, gas, output, logs, refund and state. In a process
 * of its own: libevm brings a libsecp256k1 along whose symbols take the place of those of our library, which crashes then.
 */
class LibevmDifferentialTest {
    private static final List<String> PROPERTIES = List.of("alys.test.seed", "alys.test.differential");

    @Test
    void runsRandomProgramsAsGoEthereumDoes() throws IOException, InterruptedException {
        boolean runs = System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").equals("amd64");
        Assumptions.assumeTrue(runs, "libevm is for Linux on x86-64");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        for (String property : PROPERTIES) {
            String value = System.getProperty(property);
            if (value != null) {
                command.add("-D" + property + "=" + value);
            }
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), LibevmDifferential.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        System.out.println(output.lines().limit(5).toList());
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).contains("cases: all the same");
    }
}

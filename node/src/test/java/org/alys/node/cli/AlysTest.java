package org.alys.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlysTest {
    @Test
    void printsItsVersion() {
        assertThat(Run.of("--version").out()).matches("alys \\d+\\.\\d+\\.\\d+\\S*\\R");
    }

    @Test
    void helpsWithExamples() {
        Run run = Run.of("--help");
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("validate-config", "genesis", "keys", "miner", "status", "auxpow", "Examples:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"validate-config", "genesis", "keys", "miner", "status", "auxpow", "evm"})
    void everyCommandHelpsWithAnExample(String command) {
        assertThat(Run.of(command, "--help").out()).contains("Usage: alys " + command, "  alys " + command);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "keys", "auxpow", "status --nonsense", "genesis", "miner --interval x"})
    void answersAMistakeWithOneLineAndStatus2(String line) {
        Run run = Run.of(line.isEmpty() ? new String[0] : line.split(" "));
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).startsWith("alys: CLI001 ").endsWith("--help\n").hasLineCount(1);
        assertThat(run.out()).isEmpty();
    }
}

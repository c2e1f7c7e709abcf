package org.alys.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** A development chain whose only member breaks, and orders that make no sense. */
@Timeout(120)
class DevCommandTest {
    @TempDir
    Path directory = Path.of("");

    /** Where the command writes its lines. Those of blocks are written by the chain itself, which so breaks. */
    private static final class DeadlyTerminal extends Writer {
        private final StringWriter shown = new StringWriter();

        @Override
        public void write(char[] text, int from, int length) {
            String words = new String(text, from, length);
            if (words.startsWith("block 1 ")) {
                throw new NoClassDefFoundError("struck by the test");
            }
            shown.write(words);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @Test
    void endsWithTheCodeWhenItsMemberStopsByItself() {
        StringWriter err = new StringWriter();
        DeadlyTerminal terminal = new DeadlyTerminal();
        CommandLine command =
                Alys.commandLine().setOut(new PrintWriter(terminal, true)).setErr(new PrintWriter(err, true));

        int status =
                command.execute("dev", "--dir", directory.toString(), "--members", "1", "--port", "0", "--no-miner");

        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .startsWith("alys: SYS002 member 0 has stopped")
                .contains("struck by the test");
        assertThat(status).isEqualTo(CommandException.FAILED);
        assertThat(terminal.shown.toString()).contains("federation     1 of 1");
        assertThat(directory.resolve("running")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1"})
    void refusesAHeightThatNoBlockHasAndStartsNothing(String height) {
        Run run = Run.of("dev", "--dir", directory.toString(), "--port", "0", "--blocks", height);

        assertThat(run.err()).isEqualToIgnoringNewLines("alys: CLI001 --blocks takes a height of 1 or more");
        assertThat(run.status()).isEqualTo(CommandException.MISTAKE);
        assertThat(directory).isEmptyDirectory();
    }
}

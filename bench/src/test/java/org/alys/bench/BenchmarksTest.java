package org.alys.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarksTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<String> measured = new ArrayList<>();

    private int run(String... arguments) throws Exception {
        List<Suite> suites = List.of(new Counting("first"), new Counting("second"));
        return Benchmarks.run(List.of(arguments), suites, new PrintStream(out, true), new PrintStream(err, true));
    }

    @Test
    void namesTheBenchmarksWhenOneIsUnknown() throws Exception {
        assertThat(run("third")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("third", "first", "second");
        assertThat(measured).isEmpty();
    }

    @Test
    void runsAllWithoutName() throws Exception {
        assertThat(run()).isZero();
        assertThat(measured).containsExactly("first SHORT", "second SHORT");
    }

    @Test
    void runsOnlyTheNamedOne() throws Exception {
        assertThat(run("--long", "second")).isZero();
        assertThat(measured).containsExactly("second LONG");
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("figure of second")
                .doesNotContain("of first");
    }

    @Test
    void measuresNothingToListNames() throws Exception {
        assertThat(run("--list")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("first", "second");
        assertThat(measured).isEmpty();
    }

    @Test
    void savesABaselineAndFailsWhenALaterRunIsWorse(@TempDir Path directory) throws Exception {
        String file = directory.resolve("current").toString();
        assertThat(run("--save", file, "first")).isZero();
        assertThat(run("--compare", file, "first")).isZero();
        Files.writeString(directory.resolve("current"), "figure of first\t0.5\trun\n");
        assertThat(run("first", "--compare", file)).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("worse: figure of first: 1.00 run, was 0.50");
    }

    @Test
    void measuresNothingWithoutTheBaselineItIsToBeComparedWith(@TempDir Path directory) throws Exception {
        assertThat(run("--compare", directory.resolve("none").toString(), "first"))
                .isEqualTo(2);
        assertThat(run("first", "--save")).isEqualTo(2);
        assertThat(measured).isEmpty();
    }

    private final class Counting implements Suite {
        private final String name;

        Counting(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String summary() {
            return "counts its runs";
        }

        @Override
        public List<Row> run(Effort effort) {
            measured.add(name + " " + effort);
            return List.of(Row.of("figure of " + name, 1, "run"));
        }
    }
}

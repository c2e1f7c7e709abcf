package org.alys.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineTest {
    @TempDir
    private Path directory;

    @Test
    void findsTimesThatGrewAndRatesThatFell() throws IOException {
        Path file = directory.resolve("kept/ci");
        Baseline.of(List.of(Row.of("time", 100, "µs"), Row.of("rate", 100, "M per s"), Row.of("gone", 1, "ms")))
                .save(file);
        Baseline before = Baseline.load(file);
        assertThat(before.regressions(
                        List.of(Row.of("time", 119, "µs"), Row.of("rate", 84, "M per s"), Row.of("new", 9, "ms")), 0.2))
                .isEmpty();
        assertThat(before.regressions(List.of(Row.of("time", 121, "µs"), Row.of("rate", 83, "M per s")), 0.2))
                .containsExactly(
                        new Baseline.Regression("time", 100, 121, "µs"),
                        new Baseline.Regression("rate", 100, 83, "M per s"));
    }

    @Test
    void doesNotCompareFiguresOfDifferentUnits() {
        Baseline before = Baseline.of(List.of(Row.of("time", 1, "ms")));
        assertThat(before.regressions(List.of(Row.of("time", 900, "µs")), 0.2)).isEmpty();
    }

    @Test
    void refusesAFileThatIsNoBaseline() throws IOException {
        Path file = Files.writeString(directory.resolve("other"), "hello\n");
        assertThatThrownBy(() -> Baseline.load(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("hello");
    }
}

package org.alys.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FuzzRunTest {
    private static final FuzzGroup GROUP = BreakableFuzz.GROUP;

    @Test
    void findsTheInputThatBreaksATarget(@TempDir Path directory) throws IOException, InterruptedException {
        FuzzRun.Outcome outcome = FuzzRun.of(GROUP, 256).lasting(60).run(directory);
        assertThat(outcome).isInstanceOf(FuzzRun.Outcome.Found.class);
        FuzzRun.Outcome.Found found = (FuzzRun.Outcome.Found) outcome;
        assertThat(found.line()).startsWith("breakable 42524541");
        assertThat(found.output()).contains("IllegalStateException: broken");
    }

    @Test
    void knownInputsAreSeedsAndTheLinesOfTheCorpus() {
        assertThat(GROUP.cases())
                .map(FuzzGroup.Case::toString)
                .containsExactly(
                        "strict ", "strict 01", "breakable ", "breakable 42527878", "breakable 42524500", "strict ");
    }

    @Test
    void theFirstByteChoosesTheTarget() throws Exception {
        byte[] input = "\u0001BREAK".getBytes(StandardCharsets.US_ASCII);
        assertThatThrownBy(() -> GROUP.run(input)).hasMessage("broken");
        input[0] = 0;
        GROUP.run(input);
        assertThat(GROUP.line(input)).isEqualTo("strict 425245414b");
    }

    @Test
    void targetsHaveDifferentNames() {
        FuzzTarget one = FuzzTarget.total("one", input -> {});
        assertThatThrownBy(() -> new FuzzGroup(FuzzRunTest.class, List.of(one, one)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FuzzTarget.total("One", input -> {})).isInstanceOf(IllegalArgumentException.class);
    }
}

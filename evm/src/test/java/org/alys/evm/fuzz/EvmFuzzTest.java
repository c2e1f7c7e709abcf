package org.alys.evm.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.alys.fuzzing.FuzzGroup;
import org.alys.fuzzing.FuzzRun;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EvmFuzzTest {
    static List<FuzzGroup> groups() {
        return List.of(EncodingFuzz.GROUP, CodeFuzz.GROUP, JsonRpcFuzz.GROUP);
    }

    static Stream<FuzzGroup.Case> cases() {
        return groups().stream().flatMap(group -> group.cases().stream());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void bearsWhatIsKnown(FuzzGroup.Case known) throws Exception {
        known.target().run(known.input());
    }

    @ParameterizedTest
    @MethodSource("groups")
    void bearsWhatAStrangerMaySend(FuzzGroup group, @TempDir Path directory) throws IOException, InterruptedException {
        FuzzRun.of(group, 384).findNothing(directory);
    }
}

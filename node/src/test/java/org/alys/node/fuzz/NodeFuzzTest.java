package org.alys.node.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.alys.fuzzing.FuzzGroup;
import org.alys.fuzzing.FuzzRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NodeFuzzTest {
    static List<FuzzGroup.Case> cases() {
        return NodeFuzz.GROUP.cases();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void bearsWhatIsKnown(FuzzGroup.Case known) throws Exception {
        known.target().run(known.input());
    }

    @Test
    void bearsWhatAStrangerMaySend(@TempDir Path directory) throws IOException, InterruptedException {
        FuzzRun.of(NodeFuzz.GROUP, 256).findNothing(directory);
    }
}

package org.alys.engine.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.alys.fuzzing.FuzzGroup;
import org.alys.fuzzing.FuzzRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EngineApiFuzzTest {
    static List<FuzzGroup.Case> cases() {
        return EngineApiFuzz.GROUP.cases();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void answersWhatIsKnown(FuzzGroup.Case known) throws Exception {
        known.target().run(known.input());
    }

    @Test
    void answersWhateverAConsensusClientAsks(@TempDir Path directory) throws IOException, InterruptedException {
        FuzzRun.of(EngineApiFuzz.GROUP, 384).findNothing(directory);
    }
}

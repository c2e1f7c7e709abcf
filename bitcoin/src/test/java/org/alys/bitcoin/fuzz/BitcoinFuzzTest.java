package org.alys.bitcoin.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.alys.fuzzing.FuzzGroup;
import org.alys.fuzzing.FuzzRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BitcoinFuzzTest {
    static List<FuzzGroup.Case> cases() {
        return BitcoinFuzz.GROUP.cases();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void takesOrRefusesWhatIsKnown(FuzzGroup.Case known) throws Exception {
        known.target().run(known.input());
    }

    @Test
    void takesOrRefusesWhatAMinerMaySend(@TempDir Path directory) throws IOException, InterruptedException {
        FuzzRun.of(BitcoinFuzz.GROUP, 256).findNothing(directory);
    }
}

package org.alys.node.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.alys.actor.testkit.Simulation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole federations in the deterministic runtime: each seed is another order of everything that happens, with other trouble. Whatever it
 * is, nobody contradicts anybody, and after it all go on together.
 */
class FederationSimulationTest {
    /** {@code -Dalys.test.seed=1000 -Dalys.test.seeds=1} plays one that failed. */
    private static final long SEEDS = Long.getLong("alys.test.seeds", Boolean.getBoolean("alys.test.all") ? 1000 : 12);

    private static final int SLOTS = 40;

    @TempDir
    private Path directory;

    static LongStream seeds() {
        long first = Long.getLong("alys.test.seed", 0);
        return LongStream.range(first, first + SEEDS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void recoversFromWhateverHappens(long seed) throws IOException {
        play(seed, directory);
    }

    /** With 4 of 5, two quorums share an honest member. */
    @ParameterizedTest
    @MethodSource("seeds")
    void recoversFromWhateverHappensThoughOneMemberLies(long seed) throws IOException {
        playWithALiar(seed, directory);
    }

    @Test
    void replaysFromItsSeed() throws IOException {
        assertThat(play(7, directory.resolve("once"))).isEqualTo(play(7, directory.resolve("again")));
    }

    private static long play(long seed, Path directory) throws IOException {
        int size = 3 + (int) Long.remainderUnsigned(seed, 3);
        return Simulation.run(seed, simulation -> {
            Network network = network(simulation, size, size / 2 + 1);
            new SimulatedFederation(simulation, network, directory).live(SLOTS);
            return simulation.digest();
        });
    }

    private static long playWithALiar(long seed, Path directory) throws IOException {
        return Simulation.run(seed, simulation -> {
            Network network = network(simulation, 5, 4);
            new SimulatedFederation(simulation, network, directory)
                    .with(new Liar(2, network))
                    .live(SLOTS);
            return simulation.digest();
        });
    }

    private static Network network(Simulation simulation, int members, int threshold) {
        return Network.of(members, threshold, 1_000_000, simulation.now().getEpochSecond());
    }
}

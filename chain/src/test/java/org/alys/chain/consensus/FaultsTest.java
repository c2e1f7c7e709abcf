package org.alys.chain.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

/** Many seeds of arbitrary faults, and then of lies: honest nodes never finalise two chains, and go on when faults end. */
final class FaultsTest {
    private static final List<Quorum> CRASH_TOLERANT =
            List.of(new Quorum(3, 2), new Quorum(5, 3), new Quorum(4, 3), new Quorum(5, 4), new Quorum(7, 4));
    private static final List<Quorum> BYZANTINE_TOLERANT = List.of(new Quorum(4, 3), new Quorum(5, 4));
    private static final List<Quorum> OVERLAP_OF_ONE = List.of(new Quorum(3, 2), new Quorum(5, 3));
    private static final long CHAOS = 12;

    @Test
    void lossDelayCrashesAndPartitionsNeverForkAndHealingResumes() {
        forSeeds(1500, seed -> {
            Simulation sim = simulation(CRASH_TOLERANT, seed);
            chaos(sim);
            heal(sim);
            long healed = sim.slot();
            sim.runThrough(healed + sim.quorum.members() + 2);
            assertSafe(sim);
            assertAllFinalisedAbove(sim, healed);
        });
    }

    @Test
    void anEquivocatingProposerForksNobodyUnderAnyDelays() {
        forSeeds(1000, seed -> {
            Simulation sim = simulation(OVERLAP_OF_ONE, seed);
            int liar = sim.random.nextInt(sim.quorum.members());
            sim.replace(liar, index -> new EquivocatingProposer(sim, index));
            chaos(sim);
            heal(sim);
            long healed = sim.slot();
            sim.runThrough(healed + sim.quorum.members() + 2);
            assertSafe(sim);
            assertAllFinalisedAbove(sim, healed);
        });
    }

    @Test
    void oneLiarForksNobodyWhereTheThresholdToleratesOne() {
        forSeeds(800, seed -> {
            Simulation sim = simulation(BYZANTINE_TOLERANT, seed);
            int liar = sim.random.nextInt(sim.quorum.members());
            sim.replace(liar, index -> new Liar(sim, index, false));
            chaos(sim);
            heal(sim);
            long healed = sim.slot();
            sim.runThrough(healed + sim.quorum.members() + 3);
            assertSafe(sim);
            assertAllFinalisedAbove(sim, healed);
        });
    }

    @Test
    void anEquivocatingVoterForksNobodyWhileTheNetworkIsSynchronous() {
        forSeeds(600, seed -> {
            Simulation sim = simulation(OVERLAP_OF_ONE, seed);
            int liars = sim.quorum.crashTolerance();
            for (int i = 0; i < liars; i++) {
                int liar = (int) Math.floorMod(seed + i, (long) sim.quorum.members());
                sim.replace(liar, index -> new Liar(sim, index, true));
            }
            sim.network = NetworkModel.bounded(200);
            sim.runThrough(CHAOS);
            assertSafe(sim);
            for (HonestNode node : sim.honest()) {
                assertThat(node.finalWithinSlotMillis(
                                CHAOS - Math.floorMod(CHAOS - node.index, (long) sim.quorum.members())))
                        .describedAs("the last own slot of honest member %d is final", node.index)
                        .isPresent();
            }
        });
    }

    private static void forSeeds(int count, LongConsumer scenario) {
        for (long seed = 1; seed <= count; seed++) {
            try {
                scenario.accept(seed);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("with seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    private static Simulation simulation(List<Quorum> quorums, long seed) {
        return new Simulation(quorums.get((int) (seed % quorums.size())), seed, 150);
    }

    /** Every slot another weather; members crash and come back. */
    private static void chaos(Simulation sim) {
        SplittableRandom random = sim.random;
        double lossRate = random.nextDouble() * 0.4;
        long maxMillis = 200 + random.nextLong(3 * Simulation.SLOT_MILLIS);
        NetworkModel faulty = NetworkModel.faulty(lossRate, 0.2, maxMillis);
        for (long slot = 1; slot <= CHAOS; slot++) {
            sim.network = switch (random.nextInt(4)) {
                case 0 -> NetworkModel.split(random.nextInt(1 << sim.quorum.members()), faulty);
                case 1 -> NetworkModel.bounded(150);
                default -> faulty;
            };
            for (HonestNode node : sim.honest()) {
                if (node.isUp() && random.nextInt(8) == 0) {
                    sim.after(random.nextLong(Simulation.SLOT_MILLIS), node::crash);
                } else if (!node.isUp() && random.nextInt(3) == 0) {
                    sim.after(random.nextLong(Simulation.SLOT_MILLIS), node::restart);
                }
            }
            sim.runThrough(slot);
        }
    }

    private static void heal(Simulation sim) {
        sim.network = NetworkModel.bounded(100);
        sim.honest().forEach(HonestNode::restart);
    }

    private static void assertSafe(Simulation sim) {
        assertThat(sim.safety.forked()).describedAs("fork below finality").isFalse();
        for (HonestNode node : sim.honest()) {
            assertThat(node.state.violation())
                    .describedAs("alarm of member %d", node.index)
                    .isEmpty();
        }
    }

    private static void assertAllFinalisedAbove(Simulation sim, long slot) {
        for (HonestNode node : sim.honest()) {
            assertThat(node.state.finalBlock().slot())
                    .describedAs("final slot of member %d, healed in slot %d", node.index, slot)
                    .isGreaterThan(slot);
        }
    }
}

package org.alys.chain.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** With a synchronous network: what goes on with members stopped, what stops with one more, and how it resumes. */
final class LivenessTest {
    private static final List<Quorum> QUORUMS = List.of(new Quorum(3, 2), new Quorum(5, 3), new Quorum(4, 3));

    /** Which members are stopped, as bits. All sets of them together meet every position in the proposers' rotation. */
    record Stop(Quorum quorum, int stopped) {
        static final long IN_SLOT = 10;

        boolean isStopped(int member) {
            return (stopped >>> member & 1) != 0;
        }
    }

    static Stream<Stop> tolerated() {
        return QUORUMS.stream().flatMap(quorum -> stops(quorum, quorum.crashTolerance()));
    }

    static Stream<Stop> oneTooMany() {
        return QUORUMS.stream().flatMap(quorum -> stops(quorum, quorum.crashTolerance() + 1));
    }

    private static Stream<Stop> stops(Quorum quorum, int count) {
        return IntStream.range(0, 1 << quorum.members())
                .filter(bits -> Integer.bitCount(bits) == count)
                .mapToObj(bits -> new Stop(quorum, bits));
    }

    @ParameterizedTest
    @MethodSource("tolerated")
    void everySlotOfALiveProposerIsFinalWithinTheSlot(Stop stop) {
        Simulation sim = new Simulation(stop.quorum(), stop.hashCode(), 100);
        sim.runThrough(Stop.IN_SLOT);
        stop(sim, stop);
        sim.runThrough(Stop.IN_SLOT + 20);
        for (long slot = Stop.IN_SLOT + 1; slot <= Stop.IN_SLOT + 20; slot++) {
            boolean proposed = !stop.isStopped(stop.quorum().proposer(slot));
            for (HonestNode node : sim.honest()) {
                if (node.isUp()) {
                    assertThat(node.finalWithinSlotMillis(slot).isPresent())
                            .describedAs("%s: slot %d final in time at member %d", stop, slot, node.index)
                            .isEqualTo(proposed);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("oneTooMany")
    void nothingIsCertifiedWithoutAQuorumAndAllResumesAfter500MissedSlots(Stop stop) {
        Simulation sim = new Simulation(stop.quorum(), stop.hashCode(), 100);
        sim.runThrough(Stop.IN_SLOT);
        stop(sim, stop);
        int certified = certifiedBlocks(sim);
        sim.runThrough(Stop.IN_SLOT + 500);
        assertThat(certifiedBlocks(sim))
                .describedAs("blocks certified without a quorum")
                .isEqualTo(certified);

        resumes(sim, Stop.IN_SLOT + 500);
    }

    @ParameterizedTest
    @MethodSource("oneTooMany")
    void resumesAfterTheWholeFederationWasDownFor500Slots(Stop stop) {
        Simulation sim = new Simulation(stop.quorum(), stop.hashCode(), 100);
        sim.runThrough(Stop.IN_SLOT);
        stop(sim, stop);
        sim.runThrough(Stop.IN_SLOT + 3);
        sim.honest().forEach(HonestNode::crash);
        sim.runThrough(Stop.IN_SLOT + 500);
        resumes(sim, Stop.IN_SLOT + 500);
    }

    private static void resumes(Simulation sim, long now) {
        int votesBefore = votesCast(sim);
        sim.honest().forEach(HonestNode::restart);
        sim.runThrough(now + 3);
        int members = sim.quorum.members();
        for (HonestNode node : sim.honest()) {
            assertThat(node.state.finalBlock().slot())
                    .describedAs("final slot at member %d, 3 slots after %d", node.index, now)
                    .isEqualTo(now + 3);
        }
        assertThat(votesCast(sim) - votesBefore)
                .describedAs("votes cast: notarize and finalize per slot, a skip over the gap, two more around it")
                .isLessThanOrEqualTo(members * (3 * 2 + 3));
    }

    private static void stop(Simulation sim, Stop stop) {
        sim.honest().stream().filter(node -> stop.isStopped(node.index)).forEach(HonestNode::crash);
    }

    private static int certifiedBlocks(Simulation sim) {
        return sim.honest().stream().mapToInt(node -> node.certificatesOfBlocks).sum();
    }

    private static int votesCast(Simulation sim) {
        return sim.honest().stream().mapToInt(node -> node.votesCast).sum();
    }
}

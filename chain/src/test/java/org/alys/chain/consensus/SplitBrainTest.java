package org.alys.chain.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The strongest attack: liars show two faces to two groups that cannot hear each other. It works exactly where it must. */
final class SplitBrainTest {
    /**
     * @param liars members that lie, as bits
     * @param left honest members of one group, as bits; the other honest members are the other group
     */
    record Split(Quorum quorum, int liars, int left) {
        int right() {
            return ((1 << quorum.members()) - 1) & ~liars & ~left;
        }

        /** With the liars, both groups have a quorum. */
        boolean forks() {
            int liarCount = Integer.bitCount(liars);
            return Integer.bitCount(left) + liarCount >= quorum.threshold()
                    && Integer.bitCount(right()) + liarCount >= quorum.threshold();
        }
    }

    static Stream<Split> tooManyLiars() {
        return Stream.of(new Quorum(3, 2), new Quorum(5, 3), new Quorum(4, 3), new Quorum(5, 4))
                .flatMap(quorum -> splits(quorum, quorum.overlap()))
                .filter(Split::forks);
    }

    static Stream<Split> toleratedLiars() {
        return Stream.of(new Quorum(4, 3), new Quorum(5, 4), new Quorum(7, 5))
                .flatMap(quorum ->
                        IntStream.rangeClosed(1, quorum.overlap() - 1).boxed().flatMap(liars -> splits(quorum, liars)));
    }

    /** Member 0 lies, and the groups are not swapped: the rest is the same up to rotation. */
    private static Stream<Split> splits(Quorum quorum, int liarCount) {
        int everybody = (1 << quorum.members()) - 1;
        return IntStream.rangeClosed(0, everybody)
                .filter(liars -> (liars & 1) != 0 && Integer.bitCount(liars) == liarCount)
                .boxed()
                .flatMap(liars -> IntStream.rangeClosed(0, everybody)
                        .filter(left -> (left & liars) == 0)
                        .mapToObj(left -> new Split(quorum, liars, left))
                        .filter(split -> split.left() <= split.right()));
    }

    @ParameterizedTest
    @MethodSource("toleratedLiars")
    void neverForksWhenEveryTwoQuorumsShareAnHonestMember(Split split) {
        Simulation sim = divided(split);
        sim.runThrough(12);
        reunite(sim);
        sim.runThrough(12 + split.quorum().members());
        assertThat(sim.safety.forked()).describedAs("%s forks", split).isFalse();
        for (HonestNode node : sim.honest()) {
            assertThat(node.state.violation())
                    .describedAs("%s: alarm of member %d", split, node.index)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("tooManyLiars")
    void forksWhenTwoQuorumsShareLiarsAloneAndWhoeverSeesItStopsWithoutChangingSides(Split split) {
        Simulation sim = divided(split);
        sim.runThrough(12);
        assertThat(sim.safety.forked()).describedAs("%s forks", split).isTrue();
        List<Candidate> believed =
                sim.honest().stream().map(node -> node.state.finalBlock()).toList();

        reunite(sim);
        sim.runThrough(12 + 2L * split.quorum().members());
        List<HonestNode> honest = sim.honest();
        for (int i = 0; i < honest.size(); i++) {
            HonestNode node = honest.get(i);
            assertThat(node.state.violation())
                    .describedAs("%s: alarm of member %d", split, node.index)
                    .isPresent();
            int votes = node.votesCast;
            node.beginSlot(sim.slot() + 1);
            node.reachDeadline(sim.slot() + 1);
            assertThat(node.votesCast).describedAs("votes after the alarm").isEqualTo(votes);
            assertThat(node.state.finalBlock().slot())
                    .isGreaterThanOrEqualTo(believed.get(i).slot());
        }
    }

    private static Simulation divided(Split split) {
        Simulation sim = new Simulation(split.quorum(), split.hashCode(), 100);
        for (int member = 0; member < split.quorum().members(); member++) {
            if ((split.liars() >>> member & 1) != 0) {
                sim.replace(member, index -> new TwoFaced(sim, index, split.left()));
            }
        }
        sim.network = NetworkModel.splitBut(split.liars(), split.left(), NetworkModel.bounded(100));
        return sim;
    }

    private static void reunite(Simulation sim) {
        sim.network = NetworkModel.bounded(100);
    }
}

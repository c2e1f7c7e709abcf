package org.alys.chain.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.alys.chain.vote.Ballot;
import org.alys.chain.vote.Certificate;
import org.alys.chain.vote.MemberSet;

/** Sets and covers of slots, against counting slot by slot. */
final class SlotCoverageTest {
    private static final long SLOTS = 24;

    @Provide
    Arbitrary<SlotRange> range() {
        return Combinators.combine(
                        Arbitraries.longs().between(0, SLOTS),
                        Arbitraries.longs().between(0, 6))
                .as((from, length) -> new SlotRange(from, from + length));
    }

    @Provide
    Arbitrary<List<SlotRange>> ranges() {
        return range().list().ofMaxSize(12);
    }

    @Property
    void aSlotSetHoldsExactlyTheSlotsOfItsRangesInFewestPieces(@ForAll("ranges") List<SlotRange> ranges) {
        SlotSet set = SlotSet.EMPTY;
        for (SlotRange range : ranges) {
            set = set.with(range);
        }
        for (long slot = 0; slot <= SLOTS + 8; slot++) {
            assertThat(set.contains(slot)).isEqualTo(inAny(ranges, slot));
        }
        for (int i = 1; i < set.ranges().size(); i++) {
            assertThat(set.ranges().get(i).from())
                    .isGreaterThan(set.ranges().get(i - 1).to() + 1);
        }
    }

    @Property
    void certificatesCoverAGapExactlyWhenEverySlotOfItIsInOne(
            @ForAll("ranges") List<SlotRange> ranges, @ForAll("range") SlotRange gap) {
        SkipCertificates certificates = certificates(ranges);
        boolean covered = LongStream.rangeClosed(gap.from(), gap.to()).allMatch(slot -> inAny(ranges, slot));
        assertThat(certificates.cover(gap.from(), gap.to()).isPresent()).isEqualTo(covered);
        certificates
                .cover(gap.from(), gap.to())
                .ifPresent(cover -> assertThat(LongStream.rangeClosed(gap.from(), gap.to())
                                .allMatch(slot -> inAny(rangesOf(cover), slot)))
                        .isTrue());
    }

    @Property
    void theUncoveredPartReachesFromTheFirstToTheLastUncoveredSlot(
            @ForAll("ranges") List<SlotRange> ranges, @ForAll("range") SlotRange gap) {
        OptionalLong first = LongStream.rangeClosed(gap.from(), gap.to())
                .filter(slot -> !inAny(ranges, slot))
                .min();
        OptionalLong last = LongStream.rangeClosed(gap.from(), gap.to())
                .filter(slot -> !inAny(ranges, slot))
                .max();
        assertThat(certificates(ranges).uncovered(gap.from(), gap.to()))
                .isEqualTo(
                        first.isEmpty()
                                ? Optional.empty()
                                : Optional.of(new SlotRange(first.getAsLong(), last.getAsLong())));
    }

    @Property
    void noCertificateLiesWithinAnother(@ForAll("ranges") List<SlotRange> ranges) {
        List<SlotRange> kept = rangesOf(certificates(ranges).ascending());
        for (int i = 1; i < kept.size(); i++) {
            assertThat(kept.get(i).from()).isGreaterThan(kept.get(i - 1).from());
            assertThat(kept.get(i).to()).isGreaterThan(kept.get(i - 1).to());
        }
    }

    private static boolean inAny(List<SlotRange> ranges, long slot) {
        return ranges.stream().anyMatch(range -> range.contains(slot));
    }

    private static List<SlotRange> rangesOf(List<Certificate> certificates) {
        return certificates.stream().map(it -> SlotRange.of(it.ballot())).toList();
    }

    private static SkipCertificates certificates(List<SlotRange> ranges) {
        SkipCertificates certificates = SkipCertificates.EMPTY;
        for (SlotRange range : ranges) {
            if (!certificates.contains(range)) {
                certificates = certificates.with(
                        new Certificate(Ballot.skip(range.from(), range.to()), new MemberSet(3), Simulation.SIGNATURE));
            }
        }
        return certificates;
    }
}

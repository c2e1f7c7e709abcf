package org.alys.node.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.alys.chain.block.CertifiedBlock;
import org.alys.chain.signing.Signatures;
import org.alys.chain.signing.SigningDomain;
import org.alys.chain.spec.Presets;
import org.alys.node.chain.Checkpoint;
import org.alys.node.network.BlockRange;
import org.junit.jupiter.api.Test;

/** What is wrong with an answer is found before a signature is looked at; good ones are in the tests of whole nodes. */
class RangeCheckTest {
    private static final PaperChain CHAIN = new PaperChain(40);
    private static final Signatures SIGNATURES =
            new Signatures(Presets.development(1_700_000_000).federationKeys(), new SigningDomain(PaperChain.GENESIS));

    private static RangeVerdict check(BlockRange range, Optional<Checkpoint> checkpoint) {
        return new RangeCheck(SIGNATURES, new Random(1), checkpoint).check(5, 20, range);
    }

    private static void requireBad(BlockRange range, String reason) {
        assertThat(check(range, Optional.empty()))
                .isInstanceOfSatisfying(
                        RangeVerdict.Bad.class, bad -> assertThat(bad.reason()).contains(reason));
    }

    @Test
    void noBlocksAreNoBlocks() {
        assertThat(check(BlockRange.EMPTY, Optional.empty())).isEqualTo(new RangeVerdict.Empty());
    }

    @Test
    void moreThanWasAskedForIsRefused() {
        requireBad(CHAIN.range(5, 25, 8), "21 blocks instead of 20");
    }

    @Test
    void otherHeightsAreRefused() {
        requireBad(CHAIN.range(6, 10, 8), "a block of height 6 where 5 was asked for");
        List<CertifiedBlock> gap = new ArrayList<>(CHAIN.range(5, 10, 8).blocks());
        gap.remove(2);
        requireBad(new BlockRange(gap, List.of()), "a block of height 8 where 7 was asked for");
    }

    @Test
    void blocksThatDoNotFollowEachOtherAreRefused() {
        List<CertifiedBlock> blocks = new ArrayList<>(CHAIN.range(5, 10, 8).blocks());
        blocks.set(3, PaperChain.block(CHAIN.root(3), 8, 0));
        requireBad(new BlockRange(blocks, List.of()), "does not follow");
    }

    @Test
    void blocksWithoutTheirSignaturesAreRefused() {
        requireBad(CHAIN.range(5, 10, 8), "block 5");
    }

    @Test
    void aBlockInThePlaceOfTheCheckpointIsOfAnotherChain() {
        assertThat(check(CHAIN.range(5, 10, 8), Optional.of(new Checkpoint(CHAIN.root(9), 7))))
                .isInstanceOf(RangeVerdict.OtherChain.class);
    }
}

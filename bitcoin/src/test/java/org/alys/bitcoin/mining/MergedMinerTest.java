package org.alys.bitcoin.mining;

import static org.alys.bitcoin.mining.Templates.EASY;
import static org.alys.bitcoin.mining.Templates.HARD;
import static org.alys.bitcoin.mining.Templates.PAYOUT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.alys.bitcoin.auxpow.AuxHash;
import org.alys.bitcoin.auxpow.AuxPow;
import org.alys.bitcoin.auxpow.AuxPowVerifier;
import org.alys.bitcoin.auxpow.MergedMiningTag;
import org.alys.bitcoin.auxpow.TagPlace;
import org.alys.bitcoin.tx.Block;
import org.alys.bitcoin.tx.BlockHash;
import org.alys.bitcoin.tx.CompactTarget;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MergedMinerTest {
    private static final int CHAIN_ID = 1212;
    private static final AuxHash HASH = AuxHash.of(new byte[] {42});
    private static final MergedMiningTree TREE = MergedMiningTree.single(CHAIN_ID, HASH);

    @ParameterizedTest
    @EnumSource(TagPlace.class)
    void minesProofsThatVerify(TagPlace place) {
        MergedMiner miner = new MergedMiner(Templates.regtest(101, 3), PAYOUT, TREE, place, EASY, 0);
        AuxPow proof = solve(miner).proofFor(CHAIN_ID).orElseThrow();
        assertThat(new AuxPowVerifier(CHAIN_ID)
                        .verify(proof.encode(), HASH, EASY)
                        .isAccepted())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 5, 12})
    void minesBlocksThatCommitToAllTransactions(int transactions) {
        SolvedBlock solved = solve(new MergedMiner(Templates.regtest(101, transactions), PAYOUT, TREE, EASY));
        Block block = Block.decode(solved.encode()).orElseThrow();
        assertThat(block.isCommittedByHeader()).isTrue();
        assertThat(block.transactions()).hasSize(1 + transactions);
        assertThat(block.transactions().getFirst()).isEqualTo(solved.coinbase());
        assertThat(block.hash()).isEqualTo(solved.hash());
        assertThat(block.header().bits().isMetBy(block.hash())).isTrue();
        assertThat(block.header().previous())
                .isEqualTo(Templates.regtest(101, 0).previous());
    }

    @Test
    void provesTheSameWorkToEveryChainOfATreeOfFourLevels() {
        Map<Integer, AuxHash> hashes =
                Map.of(CHAIN_ID, HASH, 1, AuxHash.of(new byte[] {1}), 77, AuxHash.of(new byte[] {2}));
        MergedMiningTree tree = MergedMiningTree.of(hashes, 4);
        SolvedBlock solved = solve(new MergedMiner(Templates.regtest(101, 3), PAYOUT, tree, EASY));
        hashes.forEach((chainId, hash) -> {
            AuxPow proof = solved.proofFor(chainId).orElseThrow();
            assertThat(proof.chainBranch().height()).isEqualTo(4);
            assertThat(new AuxPowVerifier(chainId).verify(proof, hash, EASY).isAccepted())
                    .isTrue();
        });
        assertThat(solved.proofFor(2)).isEmpty();
    }

    @Test
    void saysWhenOnlyTheAuxiliaryTargetIsMet() {
        BlockTemplate template = Templates.template(101, 0, HARD, Optional.of(Templates.COMMITMENT));
        SolvedBlock solved = solve(new MergedMiner(template, PAYOUT, TREE, EASY));
        assertThat(solved.meetsAuxTarget()).isTrue();
        assertThat(solved.meetsParentTarget()).isFalse();
    }

    @Test
    void saysWhenOnlyTheParentTargetIsMet() {
        SolvedBlock solved = solve(new MergedMiner(Templates.regtest(101, 0), PAYOUT, TREE, HARD));
        assertThat(solved.meetsAuxTarget()).isFalse();
        assertThat(solved.meetsParentTarget()).isTrue();
    }

    @Test
    void goesOnBehindTheBlockItFound() {
        MergedMiner miner = new MergedMiner(Templates.regtest(101, 0), PAYOUT, TREE, EASY);
        Set<BlockHash> found = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            found.add(solve(miner).hash());
        }
        assertThat(found).hasSize(20);
    }

    @Test
    void stopsAtTheBoundAndGoesOnFromThere() {
        MergedMiner miner = impossible();
        assertThat(miner.mine(10, () -> false)).isEqualTo(new MiningOutcome.Exhausted(10));
        assertThat(miner.mine(0, () -> false)).isEqualTo(new MiningOutcome.Exhausted(0));
    }

    @Test
    void stopsWhenCancelled() {
        AtomicInteger asked = new AtomicInteger();
        assertThat(impossible().mine(Long.MAX_VALUE, () -> asked.incrementAndGet() > 2))
                .isEqualTo(new MiningOutcome.Cancelled(2L * MergedMiner.NONCES_PER_COINBASE));
    }

    /** Few enough hashes below this target that it takes several coinbases to find one. */
    @Test
    void rollsTheExtraNonceWhenTheNoncesAreUsedUp() {
        CompactTarget rare = CompactTarget.fromHex("1e03ffff");
        BlockTemplate template = Templates.template(101, 1, rare, Optional.of(Templates.COMMITMENT));
        MergedMiner miner = new MergedMiner(template, PAYOUT, TREE, TagPlace.INPUT_SCRIPT, HARD, 0);
        SolvedBlock later = solveBehind(miner, 4L * MergedMiner.NONCES_PER_COINBASE);
        assertThat(later.coinbase().txid())
                .isNotEqualTo(new CoinbaseBuilder(template, PAYOUT)
                        .withTag(TREE.tag(), TagPlace.INPUT_SCRIPT)
                        .build(0)
                        .txid());
        assertThat(Block.decode(later.encode()).orElseThrow().isCommittedByHeader())
                .isTrue();
        assertThat(rare.isMetBy(later.hash())).isTrue();
    }

    @Test
    void passesOverAnExtraNonceThatSpellsTheMagic() {
        long magic = 0x6d6dbefaL;
        MergedMiner miner =
                new MergedMiner(Templates.regtest(101, 0), PAYOUT, TREE, TagPlace.INPUT_SCRIPT, EASY, magic);
        SolvedBlock solved = solve(miner);
        assertThat(solved.coinbase().inputs().getFirst().script().toHex()).endsWith("fbbe6d6d00000000");
        assertThat(new AuxPowVerifier(CHAIN_ID)
                        .verify(solved.proofFor(CHAIN_ID).orElseThrow(), HASH, EASY)
                        .isAccepted())
                .isTrue();
    }

    @Test
    void doesNotWorkForATagThatNobodyWouldAccept() {
        Bytes payout = Bytes.fromHex("6a04fabe6d6d");
        assertThat(new MergedMiner(Templates.regtest(101, 0), payout, TREE, EASY).mine(100, () -> false))
                .isEqualTo(new MiningOutcome.AmbiguousTag());
        Bytes32 root = Bytes32.fromHex("fabe6d6d" + "00".repeat(28));
        MergedMiningTree unlucky = MergedMiningTree.single(CHAIN_ID, new AuxHash(root.reversed()));
        assertThat(unlucky.tag()).isEqualTo(new MergedMiningTag(root, 1, 0));
        assertThat(new MergedMiner(Templates.regtest(101, 0), PAYOUT, unlucky, EASY).mine(100, () -> false))
                .isEqualTo(new MiningOutcome.AmbiguousTag());
    }

    private static MergedMiner impossible() {
        CompactTarget one = CompactTarget.fromHex("01010000");
        return new MergedMiner(Templates.template(101, 0, one, Optional.of(Templates.COMMITMENT)), PAYOUT, TREE, one);
    }

    private static SolvedBlock solve(MergedMiner miner) {
        return solveBehind(miner, 0);
    }

    /** The first block found after at least {@code skipped} hashes. */
    private static SolvedBlock solveBehind(MergedMiner miner, long skipped) {
        long hashes = 0;
        while (true) {
            switch (miner.mine(1L << 26, () -> false)) {
                case MiningOutcome.Solved(SolvedBlock block, long used) -> {
                    hashes += used;
                    if (hashes >= skipped) {
                        return block;
                    }
                }
                case MiningOutcome other -> throw new AssertionError("no block: " + other);
            }
        }
    }
}

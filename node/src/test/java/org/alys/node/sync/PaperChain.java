package org.alys.node.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.alys.chain.block.Block;
import org.alys.chain.block.CertifiedBlock;
import org.alys.chain.block.SignedBlock;
import org.alys.chain.bls.BlsSignature;
import org.alys.chain.vote.Ballot;
import org.alys.chain.vote.Certificate;
import org.alys.chain.vote.MemberSet;
import org.alys.evm.payload.ExecutionPayload;
import org.alys.evm.payload.Fork;
import org.alys.node.network.BlockRange;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Wei;

/** Blocks that follow each other, with certificates that nobody signed, for what does not look at signatures. */
final class PaperChain {
    static final Bytes32 GENESIS = Bytes32.fromHex("11".repeat(32));
    private static final BlsSignature SIGNATURE = new BlsSignature(Bytes.fromHex("c0" + "00".repeat(95)));

    private final List<CertifiedBlock> blocks = new ArrayList<>();

    PaperChain(int length) {
        Bytes32 parent = GENESIS;
        for (int height = 1; height <= length; height++) {
            CertifiedBlock block = block(parent, height, 0);
            blocks.add(block);
            parent = block.block().root();
        }
    }

    static CertifiedBlock block(Bytes32 parent, long height, int proposer) {
        ExecutionPayload payload = new ExecutionPayload(
                Fork.PRAGUE,
                parent,
                EvmAddress.ZERO,
                parent,
                parent,
                Bytes.of(new byte[256]),
                parent,
                height,
                30_000_000,
                0,
                1_700_000_000L + 2 * height,
                Bytes.EMPTY,
                Wei.of(7),
                parent,
                List.of(),
                List.of(),
                0,
                0,
                List.of());
        Block block = new Block(
                parent, height, 100 + height, proposer, payload, List.of(), List.of(), List.of(), Optional.empty());
        return new CertifiedBlock(
                new SignedBlock(block, SIGNATURE),
                new Certificate(Ballot.notarize(block.slot(), block.root()), new MemberSet(0b11), SIGNATURE));
    }

    CertifiedBlock at(long height) {
        return blocks.get((int) height - 1);
    }

    Bytes32 root(long height) {
        return height == 0 ? GENESIS : at(height).block().root();
    }

    Certificate finality(long height) {
        return finality(at(height).block());
    }

    static Certificate finality(Block block) {
        return new Certificate(Ballot.finalize(block.slot(), block.root()), new MemberSet(0b11), SIGNATURE);
    }

    /** Blocks of these heights, both included, with the finality of those that divide by {@code every}. */
    BlockRange range(long from, long to, int every) {
        List<CertifiedBlock> found = blocks.subList((int) from - 1, (int) to);
        return new BlockRange(
                found,
                found.stream()
                        .map(CertifiedBlock::block)
                        .filter(block -> block.height() % every == 0)
                        .map(PaperChain::finality)
                        .limit(BlockRange.MAX_FINALITY)
                        .toList());
    }

    /** What a check of signatures would say of an honest answer. */
    static RangeVerdict good(BlockRange range) {
        if (range.blocks().isEmpty()) {
            return new RangeVerdict.Empty();
        }
        NavigableMap<Long, Certificate> finality = new TreeMap<>();
        for (Certificate certificate : range.finality()) {
            range.blocks().stream()
                    .map(CertifiedBlock::block)
                    .filter(block -> RangeCheck.makesFinal(certificate, block))
                    .forEach(block -> finality.put(block.height(), certificate));
        }
        return new RangeVerdict.Good(range.blocks(), finality);
    }
}

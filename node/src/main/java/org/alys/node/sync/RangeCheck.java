package org.alys.node.sync;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.alys.chain.block.Block;
import org.alys.chain.block.CertifiedBlock;
import org.alys.chain.signing.SignatureCheck;
import org.alys.chain.signing.Signatures;
import org.alys.chain.vote.Certificate;
import org.alys.chain.vote.VoteKind;
import org.alys.node.chain.Checkpoint;
import org.alys.node.network.BlockRange;
import org.alys.primitives.Bytes32;

/** Checks an answer as far as that is possible without executing it. Costs what its signatures cost. Safe for use by several threads. */
final class RangeCheck {
    private final Signatures signatures;
    private final RandomGenerator random;
    private final Optional<Checkpoint> checkpoint;

    /** @param random not predictable by peers, and safe for use by several threads */
    RangeCheck(Signatures signatures, RandomGenerator random, Optional<Checkpoint> checkpoint) {
        this.signatures = signatures;
        this.random = random;
        this.checkpoint = checkpoint;
    }

    /** Whether {@code range} is what was asked for: up to {@code count} blocks from height {@code from} on. */
    RangeVerdict check(long from, int count, BlockRange range) {
        List<CertifiedBlock> blocks = range.blocks();
        if (blocks.isEmpty()) {
            return new RangeVerdict.Empty();
        }
        if (blocks.size() > count) {
            return new RangeVerdict.Bad(blocks.size() + " blocks instead of " + count);
        }
        return faultInOrder(from, blocks)
                .<RangeVerdict>map(RangeVerdict.Bad::new)
                .or(() -> offCheckpoint(blocks).map(RangeVerdict.OtherChain::new))
                .orElseGet(() -> signed(range));
    }

    private static Optional<String> faultInOrder(long from, List<CertifiedBlock> blocks) {
        Optional<Bytes32> parent = Optional.empty();
        long height = from;
        for (CertifiedBlock certified : blocks) {
            Block block = certified.block();
            if (block.height() != height) {
                return Optional.of("a block of height " + block.height() + " where " + height + " was asked for");
            }
            if (parent.isPresent() && !parent.get().equals(block.parentRoot())) {
                return Optional.of(block + " does not follow " + parent.get());
            }
            parent = Optional.of(block.root());
            height++;
        }
        return Optional.empty();
    }

    private Optional<String> offCheckpoint(List<CertifiedBlock> blocks) {
        return checkpoint.flatMap(point -> blocks.stream()
                .map(CertifiedBlock::block)
                .filter(point::excludes)
                .findFirst()
                .map(block -> block + " is not the checkpoint " + point));
    }

    private RangeVerdict signed(BlockRange range) {
        List<SignatureCheck> checks = signatures.checkAll(range.blocks(), random);
        for (int i = 0; i < checks.size(); i++) {
            if (!checks.get(i).isValid()) {
                return new RangeVerdict.Bad(range.blocks().get(i).block() + ": " + checks.get(i));
            }
        }
        Map<Bytes32, Block> byRoot = new HashMap<>();
        range.blocks().forEach(certified -> byRoot.put(certified.block().root(), certified.block()));
        NavigableMap<Long, Certificate> finality = new TreeMap<>();
        List<String> faults = new ArrayList<>();
        for (Certificate certificate : range.finality()) {
            Optional<Block> block = Optional.ofNullable(
                            byRoot.get(certificate.ballot().root()))
                    .filter(found -> makesFinal(certificate, found));
            if (block.isPresent() && signatures.check(certificate).isValid()) {
                finality.put(block.get().height(), certificate);
            } else {
                faults.add("a certificate that makes no block of the answer final: " + certificate.ballot());
            }
        }
        return faults.isEmpty()
                ? new RangeVerdict.Good(range.blocks(), finality)
                : new RangeVerdict.Bad(faults.getFirst());
    }

    /** Whether the ballot, not its signatures, is for this block's finality. */
    static boolean makesFinal(Certificate certificate, Block block) {
        return certificate.ballot().kind() == VoteKind.FINALIZE
                && certificate.ballot().fromSlot() == block.slot()
                && certificate.ballot().root().equals(block.root());
    }
}

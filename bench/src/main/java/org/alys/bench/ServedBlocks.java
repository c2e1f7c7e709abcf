package org.alys.bench;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.alys.chain.block.CertifiedBlock;
import org.alys.chain.vote.Certificate;
import org.alys.node.network.BlockRange;
import org.alys.node.network.PeerAnswer;
import org.alys.node.network.PeerRef;
import org.alys.node.network.PeerStatus;
import org.alys.node.network.ServedChain;
import org.alys.primitives.Bytes32;

/** A chain in memory that others may ask for. Its last block and each that ends a span of heights show their finality. */
final class ServedBlocks implements ServedChain {
    private final Bytes32 genesisRoot;
    private final List<CertifiedBlock> blocks;
    private final List<Certificate> finality;
    private final AtomicLong firstAsked = new AtomicLong(Long.MIN_VALUE);

    ServedBlocks(Bytes32 genesisRoot, List<CertifiedBlock> blocks, List<Certificate> finality) {
        this.genesisRoot = genesisRoot;
        this.blocks = blocks;
        this.finality = finality;
    }

    long height() {
        return blocks.size();
    }

    /** When the first range was asked for. */
    long firstAskedNanos() {
        return firstAsked.get();
    }

    @Override
    public PeerAnswer<PeerStatus> status(PeerRef from, PeerStatus theirs) {
        Bytes32 root = blocks.getLast().block().root();
        return new PeerAnswer.Value<>(new PeerStatus(genesisRoot, height(), root, height(), root, 0));
    }

    @Override
    public PeerAnswer<BlockRange> blocksByRange(PeerRef from, long first, int count) {
        firstAsked.compareAndSet(Long.MIN_VALUE, System.nanoTime());
        int begin = (int) Math.min(blocks.size(), first - 1);
        return range(blocks.subList(begin, Math.min(blocks.size(), begin + count)));
    }

    @Override
    public PeerAnswer<BlockRange> blocksByRoot(PeerRef from, List<Bytes32> roots) {
        return range(blocks.reversed().stream()
                .filter(block -> roots.contains(block.block().root()))
                .limit(roots.size())
                .toList());
    }

    private PeerAnswer<BlockRange> range(List<CertifiedBlock> found) {
        List<Bytes32> roots = found.stream().map(block -> block.block().root()).toList();
        return new PeerAnswer.Value<>(new BlockRange(
                found,
                finality.stream()
                        .filter(certificate ->
                                roots.contains(certificate.ballot().root()))
                        .toList()));
    }
}

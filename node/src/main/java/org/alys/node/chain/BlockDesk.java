package org.alys.node.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alys.chain.block.Block;
import org.alys.chain.block.BlockSchema;
import org.alys.chain.block.CertifiedBlock;
import org.alys.chain.vote.Certificate;
import org.alys.node.network.FederationLink;
import org.alys.node.network.PeerMessage;
import org.alys.primitives.Bytes32;

/** Answers those who lack a few blocks. */
final class BlockDesk {
    static final int BLOCKS_PER_ANSWER = 64;
    /** Blocks in an answer stop before this many bytes, save that one is always sent. */
    private static final int BYTES_PER_ANSWER = Block.MAX_BYTES;

    private final FederationLink link;
    private final ChainStore store;

    BlockDesk(FederationLink link, ChainStore store) {
        this.link = link;
        this.store = store;
    }

    /** Sends the block with this root and its ancestors above a height, as many as fit, if they are here. */
    void answer(int to, Bytes32 root, long aboveHeight) {
        List<CertifiedBlock> blocks = new ArrayList<>();
        long finalHeight = store.tree().finalEntry().block().height();
        if (aboveHeight >= 0 && aboveHeight < finalHeight) {
            store.finalBlocks(aboveHeight + 1, BLOCKS_PER_ANSWER, BYTES_PER_ANSWER)
                    .forEach(stored -> stored.certificate()
                            .ifPresent(certificate -> blocks.add(new CertifiedBlock(stored.signed(), certificate))));
        }
        boolean reachesFinal = blocks.isEmpty() || blocks.getLast().block().height() == finalHeight;
        if (reachesFinal) {
            store.tree().pathTo(root).orElse(List.of()).stream()
                    .limit(BLOCKS_PER_ANSWER)
                    .forEach(entry -> entry.certificate()
                            .ifPresent(certificate -> blocks.add(new CertifiedBlock(entry.signed(), certificate))));
        }
        if (!blocks.isEmpty()) {
            List<CertifiedBlock> sent = fitting(blocks);
            link.send(to, new PeerMessage.Blocks(sent, lastFinality(sent)));
        }
    }

    private static List<CertifiedBlock> fitting(List<CertifiedBlock> blocks) {
        int count = 0;
        long bytes = 0;
        for (CertifiedBlock certified : blocks) {
            bytes += BlockSchema.of(certified.block().fork()).certified().size(certified);
            if (count > 0 && bytes > BYTES_PER_ANSWER) {
                break;
            }
            count++;
        }
        return blocks.subList(0, count);
    }

    private Optional<Certificate> lastFinality(List<CertifiedBlock> blocks) {
        return blocks.reversed().stream()
                .map(certified -> store.finality(certified.block()))
                .flatMap(Optional::stream)
                .findFirst();
    }
}

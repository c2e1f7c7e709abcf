package org.alys.node.network;

import java.util.List;
import org.alys.chain.block.CertifiedBlock;
import org.alys.chain.vote.Certificate;

/**
 * Blocks with what proves them. Holding one says nothing about its validity.
 *
 * @param blocks oldest first
 * @param finality finalize certificates of some of the blocks, oldest first: in each {@value #FINALITY_SPAN} heights, counted from 0,
 *     the last block that has one. A block is final with any later block that is
 */
public record BlockRange(List<CertifiedBlock> blocks, List<Certificate> finality) {
    /** The most blocks that are asked for at once. */
    public static final int MAX_BLOCKS = 512;

    /** In so many heights at least one block shows its finality, if it has it. */
    public static final int FINALITY_SPAN = 32;

    /** The most certificates in an answer: {@value #MAX_BLOCKS} blocks touch at most so many spans. */
    public static final int MAX_FINALITY = MAX_BLOCKS / FINALITY_SPAN + 1;

    /** The most blocks that are asked for by their roots. */
    public static final int MAX_ROOTS = 64;

    /** No blocks: the answer of a node that has none of those that were asked for. */
    public static final BlockRange EMPTY = new BlockRange(List.of(), List.of());

    public BlockRange {
        blocks = List.copyOf(blocks);
        finality = List.copyOf(finality);
    }
}

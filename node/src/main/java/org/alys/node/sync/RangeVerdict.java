package org.alys.node.sync;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.alys.chain.block.CertifiedBlock;
import org.alys.chain.vote.Certificate;

/** What checking an answer found. */
public sealed interface RangeVerdict {
    /**
     * Consecutive blocks, each the parent of the next and certified by the federation.
     *
     * @param blocks at least one
     * @param finality the certificates that make some of them final, by their heights
     */
    record Good(List<CertifiedBlock> blocks, NavigableMap<Long, Certificate> finality) implements RangeVerdict {
        public Good {
            blocks = List.copyOf(blocks);
            finality = new TreeMap<>(finality);
        }
    }

    /** No block at all: the peer does not have what it said. */
    record Empty() implements RangeVerdict {}

    /** Something that no honest peer sends. */
    record Bad(String reason) implements RangeVerdict {}

    /** Blocks that are certified and do not belong to the chain of the checkpoint. */
    record OtherChain(String reason) implements RangeVerdict {}
}

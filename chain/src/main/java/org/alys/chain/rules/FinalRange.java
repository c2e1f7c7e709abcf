package org.alys.chain.rules;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.alys.primitives.Bytes32;

/**
 * The blocks that one proof makes final: those after the last Bitcoin-final one, up to an ancestor of the block that carries
 * the proof.
 *
 * @param roots oldest first, at least one
 * @param end the state after the last of them
 */
public record FinalRange(List<Bytes32> roots, ChainState end) {
    public FinalRange {
        roots = List.copyOf(roots);
    }

    public int length() {
        return roots.size();
    }

    public Bytes32 start() {
        return roots.getFirst();
    }

    /** What came of looking for a range. */
    sealed interface Search {
        record Found(FinalRange range) implements Search {}

        /** No block between the last final one and the tip has that root. */
        record NotAnAncestor() implements Search {}

        /** The node does not have this block. */
        record Unknown(Bytes32 root) implements Search {}
    }

    /** The range that ends with {@code end}, as seen from {@code tip}, which may be the end itself. */
    static Search search(ChainState tip, Bytes32 end, Ancestors ancestors) {
        BitcoinFinality last = tip.finality();
        List<Bytes32> roots = new ArrayList<>();
        Optional<ChainState> endState = Optional.empty();
        ChainState block = tip;
        while (block.height() > last.height()) {
            if (block.root().equals(end)) {
                endState = Optional.of(block);
            }
            if (endState.isPresent()) {
                roots.add(block.root());
            }
            if (block.height() == last.height() + 1) {
                break;
            }
            Optional<ChainState> parent = ancestors.stateOf(block.parentRoot());
            if (parent.isEmpty()) {
                return new Search.Unknown(block.parentRoot());
            }
            block = parent.get();
        }
        Collections.reverse(roots);
        return endState.<Search>map(state -> new Search.Found(new FinalRange(roots, state)))
                .orElseGet(Search.NotAnAncestor::new);
    }
}

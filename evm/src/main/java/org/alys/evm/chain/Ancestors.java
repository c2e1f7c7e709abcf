package org.alys.evm.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.alys.evm.block.BlockHeader;
import org.alys.primitives.Bytes32;

/** Hashes of the ancestors of one block by their numbers; off the canonical chain found by walking, once each. */
final class Ancestors implements LongFunction<Bytes32> {
    private final ChainStore store;
    private final long parentNumber;
    private final List<Bytes32> walked = new ArrayList<>();

    /** Of a block on {@code parent}. */
    Ancestors(ChainStore store, Bytes32 parent, long parentNumber) {
        this.store = store;
        this.parentNumber = parentNumber;
        walked.add(parent);
    }

    @Override
    public synchronized Bytes32 apply(long number) {
        int distance = Math.toIntExact(parentNumber - number);
        while (walked.size() <= distance) {
            Bytes32 last = walked.getLast();
            BlockHeader header = store.header(last)
                    .orElseThrow(() -> new IllegalStateException("ancestor " + last + " is not stored"));
            walked.add(header.parentHash());
        }
        return walked.get(distance);
    }
}

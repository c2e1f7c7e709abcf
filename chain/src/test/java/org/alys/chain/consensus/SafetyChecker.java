package org.alys.chain.consensus;

import java.util.HashMap;
import java.util.Map;
import org.alys.primitives.Bytes32;

/** Watches what honest nodes finalise: all of them must walk one chain, and each only forward. */
final class SafetyChecker {
    private final Map<Bytes32, Bytes32> finalChild = new HashMap<>();
    private final Map<Integer, Bytes32> head = new HashMap<>();
    private boolean forked;

    void finalised(int node, Bytes32 genesis, Effect.Finalised finalised) {
        Bytes32 expectedParent = head.getOrDefault(node, genesis);
        for (Candidate block : finalised.blocks()) {
            if (!block.parentRoot().equals(expectedParent)) {
                throw new AssertionError("node " + node + " left its final block " + expectedParent + " for " + block);
            }
            expectedParent = block.root();
            Bytes32 other = finalChild.putIfAbsent(block.parentRoot(), block.root());
            forked |= other != null && !other.equals(block.root());
        }
        head.put(node, expectedParent);
    }

    /** Whether two honest nodes have finalised conflicting blocks. */
    boolean forked() {
        return forked;
    }
}

package org.alys.node.http;

import java.util.List;
import java.util.Optional;
import org.alys.chain.vote.MemberSet;
import org.alys.evm.payload.ExecutionPayload;
import org.alys.primitives.Bytes32;

/**
 * A block as the query calls show it.
 *
 * @param proposer index in the federation
 * @param signers of the certificate; empty for genesis
 * @param pegOutProposals ids of the unsigned Bitcoin transactions this block proposes, in hash-output byte order
 * @param settledPegOuts ids of the Bitcoin transactions this block settles, in hash-output byte order
 */
public record BlockView(
        Bytes32 root,
        Bytes32 parentRoot,
        long height,
        long slot,
        int proposer,
        Finality finality,
        MemberSet signers,
        ExecutionPayload executionPayload,
        List<PegInView> pegIns,
        List<Bytes32> pegOutProposals,
        List<Bytes32> settledPegOuts,
        Optional<AuxPowView> auxPow) {
    public BlockView {
        pegIns = List.copyOf(pegIns);
        pegOutProposals = List.copyOf(pegOutProposals);
        settledPegOuts = List.copyOf(settledPegOuts);
    }

    /** How firmly the chain stands on a block. */
    public enum Finality {
        CERTIFIED,
        FEDERATION_FINAL,
        BITCOIN_FINAL
    }
}

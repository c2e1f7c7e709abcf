package org.alys.node.chain;

import java.util.Optional;
import java.util.OptionalInt;
import org.alys.bitcoin.tx.CompactTarget;
import org.alys.chain.rules.ChainState;
import org.alys.primitives.Bytes32;
import org.alys.storage.ChainPoint;

/**
 * The chain as this node sees it at one moment.
 *
 * @param headState the state after the head, with the money of the chain
 * @param bitcoinFinal the newest block below the work of Bitcoin miners
 * @param requiredBits what the next proof must meet
 * @param hold why nothing is produced or signed; empty in normal operation
 * @param reachableMembers other members that can be reached, where the network can tell
 * @param syncing whether blocks are known to be missing
 */
public record ChainStatus(
        ChainPoint head,
        ChainPoint federationFinal,
        BitcoinFinal bitcoinFinal,
        ChainState headState,
        long slot,
        CompactTarget requiredBits,
        Optional<Hold> hold,
        OptionalInt reachableMembers,
        boolean syncing,
        Optional<AuxPowDesk.Proof> queuedProof) {

    /** The last block that a proof covers. */
    public record BitcoinFinal(long height, Bytes32 root) {}
}

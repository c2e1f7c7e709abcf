package org.alys.bitcoin.rpc;

import java.util.Collection;
import java.util.Optional;
import org.alys.bitcoin.mining.BlockTemplate;
import org.alys.bitcoin.tx.Block;
import org.alys.bitcoin.tx.BlockHash;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bitcoin.tx.Txid;
import org.alys.primitives.Bytes;

/**
 * What this product asks of a full Bitcoin node. Calls block, at most for their timeout. An empty answer means that the
 * node does not have the thing; a failed reply means that nothing is known.
 */
public interface BitcoinNode {
    RpcReply<BlockchainState> blockchainState();

    /** The hash of the active chain's block at {@code height} (0 or more); empty above the best block. */
    RpcReply<Optional<BlockHash>> blockHash(int height);

    /** A header, whether in the active chain or not; empty when the node does not know it. */
    RpcReply<Optional<HeaderStatus>> header(BlockHash hash);

    /** A whole block; empty when the node does not have it (unknown, not downloaded yet, pruned). */
    RpcReply<Optional<Block>> block(BlockHash hash);

    /**
     * A transaction of the mempool or, on a node with {@code txindex}, of the active chain.
     *
     * @param inBlock where to look; any node finds it then
     */
    RpcReply<Optional<KnownTransaction>> transaction(Txid txid, Optional<BlockHash> inBlock);

    /** The output, if it is unspent; with {@code withMempool} what the mempool spends and creates counts too. */
    RpcReply<Optional<UnspentOutput>> unspentOutput(OutPoint outPoint, boolean withMempool);

    /** All confirmed unspent outputs that carry one of {@code scripts}. Searches the whole UTXO set: slow. */
    RpcReply<UtxoScan> scanUnspent(Collection<Bytes> scripts);

    /**
     * The fee rate for confirmation within {@code blocks} blocks (1 to 1008); empty while the node has seen too little to
     * tell.
     */
    RpcReply<Optional<FeeEstimate>> estimateFee(int blocks);

    RpcReply<BroadcastOutcome> broadcast(Transaction transaction);

    /** A block to mine on, with segwit rules. */
    RpcReply<BlockTemplate> blockTemplate();

    /** Hands in a mined block; empty when it was taken, else BIP 22's reason, such as {@code high-hash}. */
    RpcReply<Optional<String>> submitBlock(Bytes block);
}

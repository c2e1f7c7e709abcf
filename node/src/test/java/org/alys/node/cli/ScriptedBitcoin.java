package org.alys.node.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.alys.bitcoin.mining.BlockTemplate;
import org.alys.bitcoin.rpc.BitcoinNode;
import org.alys.bitcoin.rpc.BlockchainState;
import org.alys.bitcoin.rpc.BroadcastOutcome;
import org.alys.bitcoin.rpc.FeeEstimate;
import org.alys.bitcoin.rpc.HeaderStatus;
import org.alys.bitcoin.rpc.KnownTransaction;
import org.alys.bitcoin.rpc.RpcReply;
import org.alys.bitcoin.rpc.UnspentOutput;
import org.alys.bitcoin.rpc.UtxoScan;
import org.alys.bitcoin.tx.Block;
import org.alys.bitcoin.tx.BlockHash;
import org.alys.bitcoin.tx.CompactTarget;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bitcoin.tx.Txid;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.Sats;

/** A Bitcoin node that hands out the same regtest template and takes every block. */
final class ScriptedBitcoin implements BitcoinNode {
    final List<Bytes> blocks = new ArrayList<>();
    final List<RpcReply<BlockTemplate>> firstReplies = new ArrayList<>();
    Optional<String> refusal = Optional.empty();

    static BlockTemplate template() {
        return new BlockTemplate(
                new BlockHash(Bytes32.ZERO),
                101,
                0x2000_0000,
                1_767_225_600,
                CompactTarget.REGTEST_LIMIT,
                new Sats(5_000_000_000L),
                List.of(),
                Optional.empty());
    }

    @Override
    public RpcReply<BlockTemplate> blockTemplate() {
        return firstReplies.isEmpty() ? new RpcReply.Answer<>(template()) : firstReplies.removeFirst();
    }

    @Override
    public RpcReply<Optional<String>> submitBlock(Bytes block) {
        blocks.add(block);
        return new RpcReply.Answer<>(refusal);
    }

    @Override
    public RpcReply<BlockchainState> blockchainState() {
        throw unexpected();
    }

    @Override
    public RpcReply<Optional<BlockHash>> blockHash(int height) {
        throw unexpected();
    }

    @Override
    public RpcReply<Optional<HeaderStatus>> header(BlockHash hash) {
        throw unexpected();
    }

    @Override
    public RpcReply<Optional<Block>> block(BlockHash hash) {
        throw unexpected();
    }

    @Override
    public RpcReply<Optional<KnownTransaction>> transaction(Txid txid, Optional<BlockHash> inBlock) {
        throw unexpected();
    }

    @Override
    public RpcReply<Optional<UnspentOutput>> unspentOutput(OutPoint outPoint, boolean withMempool) {
        throw unexpected();
    }

    @Override
    public RpcReply<UtxoScan> scanUnspent(Collection<Bytes> scripts) {
        throw unexpected();
    }

    @Override
    public RpcReply<Optional<FeeEstimate>> estimateFee(int targetBlocks) {
        throw unexpected();
    }

    @Override
    public RpcReply<BroadcastOutcome> broadcast(Transaction transaction) {
        throw unexpected();
    }

    private static AssertionError unexpected() {
        return new AssertionError("the miner has no use for this call");
    }
}

package org.alys.node.bridge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.alys.bitcoin.mining.BlockTemplate;
import org.alys.bitcoin.rpc.BitcoinNode;
import org.alys.bitcoin.rpc.BlockchainState;
import org.alys.bitcoin.rpc.BroadcastOutcome;
import org.alys.bitcoin.rpc.FeeEstimate;
import org.alys.bitcoin.rpc.HeaderStatus;
import org.alys.bitcoin.rpc.KnownTransaction;
import org.alys.bitcoin.rpc.NodeFailure;
import org.alys.bitcoin.rpc.RpcReply;
import org.alys.bitcoin.rpc.UnspentOutput;
import org.alys.bitcoin.rpc.UtxoScan;
import org.alys.bitcoin.tx.Block;
import org.alys.bitcoin.tx.BlockHash;
import org.alys.bitcoin.tx.BlockHeader;
import org.alys.bitcoin.tx.CompactTarget;
import org.alys.bitcoin.tx.MerkleTree;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bitcoin.tx.TxInput;
import org.alys.bitcoin.tx.TxOutput;
import org.alys.bitcoin.tx.Txid;
import org.alys.primitives.Bytes;
import org.alys.primitives.Hashes;
import org.alys.primitives.Sats;

/** A Bitcoin node whose chain, network and outages the test decides. */
final class ScriptedBitcoin implements BitcoinNode {
    private final List<Block> chain = new ArrayList<>();
    private String network = "regtest";
    private Optional<NodeFailure> outage = Optional.empty();
    private Optional<CountDownLatch> silence = Optional.empty();
    private long counter;

    synchronized void network(String name) {
        network = name;
    }

    synchronized void outage(Optional<NodeFailure> failure) {
        outage = failure;
    }

    /** Calls hang until the latch is open. */
    synchronized void silence(CountDownLatch until) {
        silence = Optional.of(until);
    }

    synchronized int height() {
        return chain.size() - 1;
    }

    synchronized void mine(Transaction... transactions) {
        List<Transaction> all = Stream.concat(
                        Stream.of(new Transaction(
                                2,
                                List.of(TxInput.unsigned(OutPoint.NULL, 0)),
                                List.of(new TxOutput(new Sats(++counter), Bytes.fromHex("51"))),
                                0)),
                        Stream.of(transactions))
                .toList();
        BlockHash previous = chain.isEmpty() ? BlockHash.ZERO : chain.getLast().hash();
        var root = MerkleTree.root(all.stream().map(tx -> tx.txid().bytes()).toList());
        chain.add(new Block(new BlockHeader(1, previous, root, ++counter, new CompactTarget(0x207fffff), 0), all));
    }

    void mineEmpty(int blocks) {
        for (int i = 0; i < blocks; i++) {
            mine();
        }
    }

    synchronized void forget(int blocks) {
        chain.subList(chain.size() - blocks, chain.size()).clear();
    }

    synchronized Transaction paying(TxOutput... outputs) {
        OutPoint spent = new OutPoint(new Txid(Hashes.sha256d(new byte[] {1})), ++counter);
        return new Transaction(2, List.of(TxInput.unsigned(spent, TxInput.FINAL_SEQUENCE)), List.of(outputs), 0);
    }

    @Override
    public RpcReply<BlockchainState> blockchainState() {
        Optional<CountDownLatch> hanging;
        synchronized (this) {
            hanging = silence;
        }
        if (hanging.isPresent()) {
            try {
                hanging.get().await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new RpcReply.Failed<>(new NodeFailure.Unreachable("getblockchaininfo", "interrupted"));
            }
        }
        synchronized (this) {
            return outage.<RpcReply<BlockchainState>>map(RpcReply.Failed::new)
                    .orElseGet(() -> new RpcReply.Answer<>(new BlockchainState(
                            network, height(), height(), chain.getLast().hash(), false)));
        }
    }

    @Override
    public synchronized RpcReply<Optional<BlockHash>> blockHash(int height) {
        return new RpcReply.Answer<>(
                height < chain.size() ? Optional.of(chain.get(height).hash()) : Optional.empty());
    }

    @Override
    public synchronized RpcReply<Optional<Block>> block(BlockHash hash) {
        return new RpcReply.Answer<>(
                chain.stream().filter(block -> block.hash().equals(hash)).findFirst());
    }

    @Override
    public RpcReply<Optional<HeaderStatus>> header(BlockHash hash) {
        throw new UnsupportedOperationException("the bridge follows whole blocks");
    }

    @Override
    public RpcReply<Optional<KnownTransaction>> transaction(Txid txid, Optional<BlockHash> inBlock) {
        throw new UnsupportedOperationException("the bridge follows whole blocks");
    }

    @Override
    public RpcReply<Optional<UnspentOutput>> unspentOutput(OutPoint outPoint, boolean withMempool) {
        throw new UnsupportedOperationException("the bridge counts by its own book");
    }

    @Override
    public RpcReply<UtxoScan> scanUnspent(Collection<Bytes> scripts) {
        throw new UnsupportedOperationException("the bridge counts by its own book");
    }

    @Override
    public RpcReply<Optional<FeeEstimate>> estimateFee(int blocks) {
        throw new UnsupportedOperationException("the bridge pays nothing");
    }

    @Override
    public RpcReply<BroadcastOutcome> broadcast(Transaction transaction) {
        throw new UnsupportedOperationException("the bridge pays nothing");
    }

    @Override
    public RpcReply<BlockTemplate> blockTemplate() {
        throw new UnsupportedOperationException("the bridge mines nothing");
    }

    @Override
    public RpcReply<Optional<String>> submitBlock(Bytes block) {
        throw new UnsupportedOperationException("the bridge mines nothing");
    }
}

package org.alys.bitcoin.follow;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
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
import org.alys.bitcoin.tx.OutPoint;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bitcoin.tx.Txid;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;

/** A node whose chain the test writes, and that fails or changes its chain before calls of the test's choice. */
final class ScriptedNode implements BitcoinNode {
    private static final NodeFailure DOWN = new NodeFailure.Unreachable("any", "scripted");

    private final Map<BlockHash, Block> known = new HashMap<>();
    private final Set<BlockHash> pruned = new HashSet<>();
    private final List<BlockHash> active = new ArrayList<>();
    private final Deque<Runnable> beforeCalls = new ArrayDeque<>();
    private int failingCalls;
    private int calls;
    private long nonce;
    private String chain = "regtest";

    ScriptedNode() {
        mine(1);
    }

    /** Extends the active chain. */
    void mine(int count) {
        for (int i = 0; i < count; i++) {
            BlockHash parent = active.isEmpty() ? BlockHash.ZERO : active.getLast();
            Block block = new Block(
                    new BlockHeader(1, parent, Bytes32.ZERO, 0, CompactTarget.REGTEST_LIMIT, nonce++), List.of());
            known.put(block.hash(), block);
            active.add(block.hash());
        }
    }

    /** Takes the last {@code depth} blocks away, never the genesis block, and mines {@code count} others. */
    void reorg(int depth, int count) {
        for (int i = 0; i < depth && active.size() > 1; i++) {
            active.removeLast();
        }
        mine(count);
    }

    void failNextCalls(int count) {
        failingCalls = count;
    }

    /** Runs before the calls that follow, one before each; an empty action is a call in peace. */
    void beforeNextCall(Runnable action) {
        beforeCalls.add(action);
    }

    void prune(BlockHash hash) {
        pruned.add(hash);
    }

    void moveTo(String otherChain) {
        chain = otherChain;
    }

    /** Whether nothing is scheduled any more. */
    boolean isUndisturbed() {
        return beforeCalls.isEmpty() && failingCalls == 0;
    }

    int calls() {
        return calls;
    }

    List<BlockHash> active() {
        return List.copyOf(active);
    }

    private <T> RpcReply<T> answer(Supplier<T> value) {
        calls++;
        Runnable action = beforeCalls.poll();
        if (action != null) {
            action.run();
        }
        if (failingCalls > 0) {
            failingCalls--;
            return new RpcReply.Failed<>(DOWN);
        }
        return new RpcReply.Answer<>(value.get());
    }

    @Override
    public RpcReply<BlockchainState> blockchainState() {
        return answer(() -> new BlockchainState(chain, active.size() - 1, active.size() - 1, active.getLast(), false));
    }

    @Override
    public RpcReply<Optional<BlockHash>> blockHash(int height) {
        return answer(() -> height < active.size() ? Optional.of(active.get(height)) : Optional.empty());
    }

    @Override
    public RpcReply<Optional<Block>> block(BlockHash hash) {
        return answer(() -> pruned.contains(hash) ? Optional.empty() : Optional.ofNullable(known.get(hash)));
    }

    private static UnsupportedOperationException notFollowing() {
        return new UnsupportedOperationException("a follower does not ask this");
    }

    @Override
    public RpcReply<Optional<HeaderStatus>> header(BlockHash hash) {
        throw notFollowing();
    }

    @Override
    public RpcReply<Optional<KnownTransaction>> transaction(Txid txid, Optional<BlockHash> inBlock) {
        throw notFollowing();
    }

    @Override
    public RpcReply<Optional<UnspentOutput>> unspentOutput(OutPoint outPoint, boolean withMempool) {
        throw notFollowing();
    }

    @Override
    public RpcReply<UtxoScan> scanUnspent(Collection<Bytes> scripts) {
        throw notFollowing();
    }

    @Override
    public RpcReply<Optional<FeeEstimate>> estimateFee(int blocks) {
        throw notFollowing();
    }

    @Override
    public RpcReply<BroadcastOutcome> broadcast(Transaction transaction) {
        throw notFollowing();
    }

    @Override
    public RpcReply<BlockTemplate> blockTemplate() {
        throw notFollowing();
    }

    @Override
    public RpcReply<Optional<String>> submitBlock(Bytes block) {
        throw notFollowing();
    }
}

package org.alys.bitcoin.follow;

import java.util.Optional;
import org.alys.bitcoin.follow.FollowStatus.BeforeStart;
import org.alys.bitcoin.follow.FollowStatus.Behind;
import org.alys.bitcoin.follow.FollowStatus.BlockMissing;
import org.alys.bitcoin.follow.FollowStatus.CaughtUp;
import org.alys.bitcoin.follow.FollowStatus.NodeBehind;
import org.alys.bitcoin.follow.FollowStatus.ReorgTooDeep;
import org.alys.bitcoin.follow.FollowStatus.Waiting;
import org.alys.bitcoin.follow.FollowStatus.WrongNetwork;
import org.alys.bitcoin.rpc.BitcoinNode;
import org.alys.bitcoin.rpc.BlockchainState;
import org.alys.bitcoin.rpc.NodeFailure;
import org.alys.bitcoin.rpc.RpcReply;
import org.alys.bitcoin.tx.BitcoinNetwork;
import org.alys.bitcoin.tx.Block;
import org.alys.bitcoin.tx.BlockHash;

/**
 * Asks a Bitcoin node what happened to its active chain since a cursor. Holds no state and no thread: the same cursor and
 * the same answers give the same step. The node may change its chain between two calls; a block is reported as connected
 * only when its header names the cursor's tip as its parent.
 */
public final class BlockFollower {
    private final BitcoinNode node;
    private final BitcoinNetwork network;
    private final int maxEventsPerPoll;

    /** At most {@code maxEventsPerPoll} (1 or more) blocks are connected and disconnected in one poll. */
    public BlockFollower(BitcoinNode node, BitcoinNetwork network, int maxEventsPerPoll) {
        if (maxEventsPerPoll < 1) {
            throw new IllegalArgumentException("a poll reports 1 event or more, not " + maxEventsPerPoll);
        }
        this.node = node;
        this.network = network;
        this.maxEventsPerPoll = maxEventsPerPoll;
    }

    /** What changed since {@code cursor}. */
    public FollowStep poll(FollowCursor cursor) {
        FollowProgress progress = new FollowProgress(cursor);
        FollowStatus status = switch (node.blockchainState()) {
            case RpcReply.Failed<BlockchainState>(NodeFailure failure) -> new Waiting(failure);
            case RpcReply.Answer<BlockchainState>(BlockchainState state) -> follow(progress, state);
        };
        return progress.step(status);
    }

    private FollowStatus follow(FollowProgress progress, BlockchainState state) {
        if (!state.isOn(network)) {
            return new WrongNetwork(network.coreName(), state.chain());
        }
        if (progress.isTip(state.bestBlock())) {
            return new CaughtUp(state.height());
        }
        FollowCursor cursor = progress.cursor();
        if (!cursor.hashes().isEmpty() && cursor.isAheadOf(state.height(), state.bestBlock())) {
            return new NodeBehind(state.height(), cursor.tipHeight());
        }
        return disconnectStale(progress)
                .or(() -> connectNew(progress, state))
                .orElseGet(() -> new Behind(state.height()));
    }

    /** Goes back to the last block that is still in the active chain; empty when that is reached. */
    private Optional<FollowStatus> disconnectStale(FollowProgress progress) {
        boolean forkIsKept = false;
        while (progress.cursor().tip().isPresent()) {
            FollowCursor cursor = progress.cursor();
            switch (isActive(cursor.tipHeight(), cursor.hashes().getLast())) {
                case RpcReply.Failed<Boolean>(NodeFailure failure) -> {
                    return Optional.of(new Waiting(failure));
                }
                case RpcReply.Answer<Boolean>(Boolean active)
                when active -> {
                    return Optional.empty();
                }
                case RpcReply.Answer<Boolean> _ -> {}
            }
            if (!forkIsKept) {
                Optional<FollowStatus> stop = requireKeptFork(cursor);
                if (stop.isPresent()) {
                    return stop;
                }
                forkIsKept = true;
            }
            if (progress.events() == maxEventsPerPoll) {
                return Optional.of(new Behind(cursor.tipHeight()));
            }
            if (cursor.hashes().size() == 1 && !cursor.reachesStart()) {
                return Optional.of(
                        new ReorgTooDeep(cursor.firstHeight(), cursor.hashes().getFirst()));
            }
            progress.disconnect();
        }
        return Optional.empty();
    }

    /** Before anything is disconnected: is there a block to go back to? */
    private Optional<FollowStatus> requireKeptFork(FollowCursor cursor) {
        if (cursor.reachesStart()) {
            return Optional.empty();
        }
        BlockHash oldest = cursor.hashes().getFirst();
        return switch (isActive(cursor.firstHeight(), oldest)) {
            case RpcReply.Failed<Boolean>(NodeFailure failure) -> Optional.of(new Waiting(failure));
            case RpcReply.Answer<Boolean>(Boolean active) ->
                active ? Optional.empty() : Optional.of(new ReorgTooDeep(cursor.firstHeight(), oldest));
        };
    }

    private RpcReply<Boolean> isActive(int height, BlockHash hash) {
        return node.blockHash(height).map(active -> active.equals(Optional.of(hash)));
    }

    /** Connects until the best block, the limit, an obstacle, or another reorg, which the next poll will see. */
    private Optional<FollowStatus> connectNew(FollowProgress progress, BlockchainState state) {
        while (progress.events() < maxEventsPerPoll && progress.cursor().tipHeight() < state.height()) {
            int height = progress.cursor().tipHeight() + 1;
            switch (node.blockHash(height)) {
                case RpcReply.Failed<Optional<BlockHash>>(NodeFailure failure) -> {
                    return Optional.of(new Waiting(failure));
                }
                case RpcReply.Answer<Optional<BlockHash>>(Optional<BlockHash> hash) -> {
                    Optional<FollowStatus> stop = hash.isEmpty()
                            ? Optional.of(new Behind(state.height()))
                            : connect(progress, height, hash.get(), state);
                    if (stop.isPresent()) {
                        return stop;
                    }
                }
            }
        }
        if (progress.isTip(state.bestBlock())) {
            return Optional.of(new CaughtUp(state.height()));
        }
        int startHeight = progress.cursor().startHeight();
        return state.height() < startHeight
                ? Optional.of(new BeforeStart(state.height(), startHeight))
                : Optional.empty();
    }

    private Optional<FollowStatus> connect(FollowProgress progress, int height, BlockHash hash, BlockchainState state) {
        return switch (node.block(hash)) {
            case RpcReply.Failed<Optional<Block>>(NodeFailure failure) -> Optional.of(new Waiting(failure));
            case RpcReply.Answer<Optional<Block>>(Optional<Block> block) -> {
                if (block.isEmpty()) {
                    yield Optional.of(new BlockMissing(height, hash));
                }
                yield progress.connect(hash, block.get()) ? Optional.empty() : Optional.of(new Behind(state.height()));
            }
        };
    }
}

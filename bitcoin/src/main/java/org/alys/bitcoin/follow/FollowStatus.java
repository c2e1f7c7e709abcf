package org.alys.bitcoin.follow;

import org.alys.bitcoin.rpc.NodeFailure;
import org.alys.bitcoin.tx.BlockHash;

/** How a poll ended. The events it found before it ended are good in every case. */
public sealed interface FollowStatus {
    /** The cursor stands on the node's best block. */
    record CaughtUp(int tipHeight) implements FollowStatus {}

    /** There is more to do: poll again at once. */
    record Behind(int tipHeight) implements FollowStatus {}

    /** The node's best block is below the first height that is wanted; poll again later. */
    record BeforeStart(int tipHeight, int startHeight) implements FollowStatus {}

    /**
     * The node stands below the cursor, on the same chain as far as that can be told: it lost its last blocks in a crash, or
     * somebody invalidated them and nothing has replaced them. That is no reorg, and nothing is disconnected for it; poll
     * again later, and mint nothing meanwhile.
     */
    record NodeBehind(int nodeHeight, int cursorHeight) implements FollowStatus {}

    /** The node did not answer, or not with what was asked for; poll again later. */
    record Waiting(NodeFailure failure) implements FollowStatus {}

    /** The node names a block of its active chain and does not have it (pruned, or still downloading it). */
    record BlockMissing(int height, BlockHash hash) implements FollowStatus {}

    /**
     * No block that was kept is in the active chain: it cannot be told which blocks to disconnect. Nothing was reported of
     * that reorg, and nothing will be until the old chain is back or the operator starts anew.
     *
     * @param oldestKeptHeight the fork is below it
     */
    record ReorgTooDeep(int oldestKeptHeight, BlockHash oldestKept) implements FollowStatus {}

    /** The node is on another network; nothing was asked of it. */
    record WrongNetwork(String expected, String actual) implements FollowStatus {}
}

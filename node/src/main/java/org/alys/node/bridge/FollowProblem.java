package org.alys.node.bridge;

import java.util.Optional;
import org.alys.bitcoin.follow.FollowStatus;
import org.alys.bitcoin.rpc.NodeFailure;

/** What keeps the bridge from reading Bitcoin, for the operator. */
final class FollowProblem {
    private FollowProblem() {}

    /** Empty when the look succeeded, whether there is more to read or not. */
    static Optional<String> of(FollowStatus status) {
        return switch (status) {
            case FollowStatus.CaughtUp _, FollowStatus.Behind _, FollowStatus.BeforeStart _ -> Optional.empty();
            case FollowStatus.NodeBehind(int nodeHeight, int cursorHeight) ->
                Optional.of("CHN003 The Bitcoin node is back at block " + nodeHeight + ", the bridge has seen block "
                        + cursorHeight + ". It lost blocks in a crash: wait until it has them again.");
            case FollowStatus.Waiting(NodeFailure failure) ->
                Optional.of("CHN003 " + failure.code() + ": " + failure.describe());
            case FollowStatus.BlockMissing(int height, var hash) ->
                Optional.of("CHN003 The Bitcoin node lacks block " + height + " " + hash
                        + ". It is still downloading it, or pruned: the bridge needs an unpruned node.");
            case FollowStatus.ReorgTooDeep(int height, var _) ->
                Optional.of(
                        "CHN003 Bitcoin reorganised below height " + height
                                + ", deeper than the bridge can follow. Check the Bitcoin node; if the reorganisation is real, examine the deposits by hand.");
            case FollowStatus.WrongNetwork(String expected, String actual) ->
                Optional.of("CHN003 The Bitcoin node runs " + actual + ", this chain needs " + expected
                        + ". Check bitcoin.url.");
        };
    }
}

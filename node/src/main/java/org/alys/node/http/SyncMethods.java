package org.alys.node.http;

import java.util.List;
import java.util.OptionalLong;

/** The calls by which an operator watches and steers the sync. */
final class SyncMethods {
    private final SyncApi sync;

    SyncMethods(SyncApi sync) {
        this.sync = sync;
    }

    List<RpcMethod> all() {
        return List.of(
                new RpcMethod(
                        "getsyncstatus",
                        "getsyncstatus",
                        "Returns where the node is on its way to the others.",
                        0,
                        0,
                        params -> RpcReply.of(SidechainJson.sync(sync.syncStatus()))),
                new RpcMethod(
                        "getsyncpeers",
                        "getsyncpeers",
                        "Returns what connected peers are worth as sources of blocks, and why; the best first.",
                        0,
                        0,
                        params -> RpcReply.of(SidechainJson.syncPeers(sync.syncPeers()))),
                new RpcMethod(
                        "pausesync",
                        "pausesync",
                        "Stays at the block that the node is at, and takes no part, until resumesync, over restarts too."
                                + " Returns the sync's status.",
                        0,
                        0,
                        Caller.OPERATOR,
                        params -> reply(sync.pauseSync())),
                new RpcMethod(
                        "resumesync",
                        "resumesync [<height>]",
                        "Goes on after pausesync; up to the block of that height and no further if one is given. Returns the"
                                + " sync's status.",
                        0,
                        1,
                        Caller.OPERATOR,
                        this::resume));
    }

    private RpcReply resume(RpcParams params) {
        OptionalLong until = params.integer(0);
        if (params.size() == 1 && (until.isEmpty() || until.getAsLong() < 1)) {
            return new RpcReply.Failure(RpcReply.INVALID_PARAMETER, "SYN008 height must be an integer of at least 1");
        }
        return reply(sync.resumeSync(until));
    }

    private static RpcReply reply(SyncAnswer answer) {
        return switch (answer) {
            case SyncAnswer.Obeyed(var now) -> RpcReply.of(SidechainJson.sync(now));
            case SyncAnswer.Refused(String reason) -> new RpcReply.Failure(RpcReply.MISC_ERROR, reason);
            case SyncAnswer.Silent() ->
                new RpcReply.Failure(
                        RpcReply.NOT_READY, "SYN008 the sync does not answer in time; see getsyncstatus, or try again");
        };
    }
}

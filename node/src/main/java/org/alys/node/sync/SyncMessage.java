package org.alys.node.sync;

import java.util.Optional;
import org.alys.actor.Reply;
import org.alys.node.chain.ChainPosition;
import org.alys.node.network.BlockRange;
import org.alys.node.network.PeerAnswer;
import org.alys.node.network.PeerRef;
import org.alys.node.network.PeerStatus;

/** What the {@link SyncActor} understands. Nearly all of it comes from itself: its timer, and what it asked others for. */
public sealed interface SyncMessage {
    /** Are you there? Answered with true. */
    record Ping(Reply<Boolean> reply) implements SyncMessage {}

    record Tick() implements SyncMessage {}

    /** Where the chain is; empty when it does not answer. */
    record Position(Optional<ChainPosition> position) implements SyncMessage {}

    /** What the execution layer and Bitcoin are not ready for, if anything. */
    record Sides(Optional<String> notReady) implements SyncMessage {}

    record Said(PeerRef peer, PeerAnswer<PeerStatus> answer) implements SyncMessage {}

    record Proved(PeerRef peer, PeerAnswer<Target.Proof> proof) implements SyncMessage {}

    record Fetched(long ask, PeerAnswer<BlockRange> answer, long bytes) implements SyncMessage {}

    record Checked(long ask, RangeVerdict verdict) implements SyncMessage {}

    /** The chain's answer to an import; empty when there was none. */
    record Imported(long last, Optional<ChainPosition> position) implements SyncMessage {}
}

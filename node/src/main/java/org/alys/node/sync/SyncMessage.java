package org.alys.node.sync;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
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

    /** Stays at the block that the node is at until {@link Resume}, asks nobody for blocks, takes in none and takes no part. */
    record Pause(Reply<OrderAnswer> reply) implements SyncMessage {}

    /**
     * Goes on; if {@code until} is given, up to that block and no further, and pauses there. Refused when the chain is above it
     * already.
     */
    record Resume(OptionalLong until, Reply<OrderAnswer> reply) implements SyncMessage {}

    record Tick() implements SyncMessage {}

    /** Where the chain is; empty when it does not answer. */
    record Position(Optional<ChainPosition> position) implements SyncMessage {}

    /** Whether the execution layer and Bitcoin are ready; empty when one of them does not say. */
    record Sides(SideGate.Report report) implements SyncMessage {}

    /** A peer's answer to the question where it is, and how long it took. */
    record Said(PeerRef peer, PeerAnswer<PeerStatus> answer, Duration took) implements SyncMessage {}

    record Proved(PeerRef peer, PeerAnswer<Target.Proof> proof) implements SyncMessage {}

    record Fetched(long ask, PeerAnswer<BlockRange> answer, long bytes) implements SyncMessage {}

    record Checked(long ask, RangeVerdict verdict) implements SyncMessage {}

    /** The chain's answer to an import; empty when there was none. */
    record Imported(long last, Optional<ChainPosition> position) implements SyncMessage {}
}

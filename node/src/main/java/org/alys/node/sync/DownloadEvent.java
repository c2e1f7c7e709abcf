package org.alys.node.sync;

import org.alys.chain.vote.Certificate;
import org.alys.node.network.BlockRange;
import org.alys.node.network.PeerRef;
import org.alys.primitives.Bytes32;

/** What a {@link Download} is told. Things may be told late and twice. */
sealed interface DownloadEvent {
    /** The peer says it has final blocks up to this height. */
    record PeerHas(PeerRef peer, long finalHeight) implements DownloadEvent {}

    record PeerGone(PeerRef peer) implements DownloadEvent {}

    /**
     * Blocks up to this height are wanted.
     *
     * @param finality proves the block at that height final
     */
    record Wanted(long height, Certificate finality) implements DownloadEvent {}

    /** An answer came; {@code bytes} as encoded. */
    record Answered(long ask, BlockRange range, long bytes) implements DownloadEvent {}

    /** No answer, or a refusal. */
    record Unanswered(long ask) implements DownloadEvent {}

    record Checked(long ask, RangeVerdict verdict) implements DownloadEvent {}

    /** The chain's final block now, after an import or by itself. */
    record Final(long height, Bytes32 root) implements DownloadEvent {}

    /** The chain could not finish the import: the execution layer or Bitcoin is not ready. */
    record Unfinished() implements DownloadEvent {}

    /** Some time has passed. */
    record Tick() implements DownloadEvent {}
}

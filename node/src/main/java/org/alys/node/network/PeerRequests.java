package org.alys.node.network;

import java.util.List;
import org.alys.primitives.Bytes32;

/**
 * Questions to single peers. Each call blocks a virtual thread until there is an answer or the time of its protocol is over, and
 * may be interrupted; several run at once. Bounds of counts and bytes are in {@link org.alys.node.network.wire.RequestKind}.
 */
public interface PeerRequests {
    /** The peers that can be asked now. */
    List<PeerRef> peers();

    /** Tells a peer where this node is and asks where the peer is. */
    PeerAnswer<PeerStatus> status(PeerRef peer, PeerStatus own);

    /**
     * Federation-final blocks from a height on, without a gap; fewer than asked for when they are not there or would be too many
     * bytes, and none when the first is not there.
     *
     * @param from at least 1: genesis is known
     * @param count 1 to {@value BlockRange#MAX_BLOCKS}
     */
    PeerAnswer<BlockRange> blocksByRange(PeerRef peer, long from, int count);

    /**
     * Certified blocks, final or not, in the order of {@code roots}; those that the peer does not have are left out.
     *
     * @param roots 1 to {@value BlockRange#MAX_ROOTS}
     */
    PeerAnswer<BlockRange> blocksByRoot(PeerRef peer, List<Bytes32> roots);

    /** What is thought of a peer's conduct so far, from 0 to 1; a stranger has 0.5. */
    default double reputation(PeerRef peer) {
        return 0.5;
    }

    /** Notes what a peer did; the transport decides when that is too much. */
    void report(PeerRef peer, Misconduct misconduct);
}

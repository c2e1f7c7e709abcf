package org.alys.node.network;

import java.util.List;
import org.alys.primitives.Bytes32;

/**
 * What this node answers its peers. May block a virtual thread; several calls run at once. The requests are within the bounds of the
 * protocol, and so are the answers.
 */
public interface ServedChain {
    /** Where this node is; {@code theirs} is where the peer says it is. */
    PeerAnswer<PeerStatus> status(PeerRef from, PeerStatus theirs);

    /** As {@link PeerRequests#blocksByRange}. */
    PeerAnswer<BlockRange> blocksByRange(PeerRef from, long first, int count);

    /** As {@link PeerRequests#blocksByRoot}. */
    PeerAnswer<BlockRange> blocksByRoot(PeerRef from, List<Bytes32> roots);
}

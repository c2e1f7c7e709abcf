package org.alys.node.network.wire;

import java.util.List;
import org.alys.node.network.Misconduct;
import org.alys.node.network.PeerAnswer;
import org.alys.node.network.PeerRef;
import org.alys.primitives.Bytes;

/** A transport of requests that does not look into them. Blocks and is interrupted as {@link org.alys.node.network.PeerRequests}. */
public interface ByteRequests {
    List<PeerRef> peers();

    /** One exchange within the bounds of its kind. */
    PeerAnswer<Bytes> ask(PeerRef peer, RequestKind kind, Bytes request);

    /** As {@link org.alys.node.network.PeerRequests#reputation}. */
    default double reputation(PeerRef peer) {
        return 0.5;
    }

    void report(PeerRef peer, Misconduct misconduct);
}

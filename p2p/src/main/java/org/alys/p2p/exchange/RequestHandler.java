package org.alys.p2p.exchange;

import org.alys.p2p.identity.PeerId;
import org.alys.primitives.Bytes;

/** Answers requests. May block a virtual thread; several run at once. */
@FunctionalInterface
public interface RequestHandler {
    Answer answer(PeerId peer, Bytes request);
}

package org.alys.node.network;

import java.util.List;
import java.util.OptionalInt;
import org.alys.primitives.Bytes32;

/** The link of a federation of one: there is nobody to talk to, and nobody to ask. */
public final class Alone implements FederationLink, PeerRequests {
    @Override
    public void broadcast(PeerMessage message) {}

    @Override
    public void join(Bytes32 genesisRoot, Inbox inbox) {}

    @Override
    public PeerRequests requests() {
        return this;
    }

    @Override
    public void serve(ServedChain chain) {}

    @Override
    public void report(int member, Misconduct misconduct) {}

    @Override
    public OptionalInt reachableMembers() {
        return OptionalInt.of(0);
    }

    @Override
    public List<PeerRef> peers() {
        return List.of();
    }

    @Override
    public PeerAnswer<PeerStatus> status(PeerRef peer, PeerStatus own) {
        return nobody(peer);
    }

    @Override
    public PeerAnswer<BlockRange> blocksByRange(PeerRef peer, long from, int count) {
        return nobody(peer);
    }

    @Override
    public PeerAnswer<BlockRange> blocksByRoot(PeerRef peer, List<Bytes32> roots) {
        return nobody(peer);
    }

    @Override
    public void report(PeerRef peer, Misconduct misconduct) {}

    private static <T> PeerAnswer<T> nobody(PeerRef peer) {
        return new PeerAnswer.Failed<>("there is no " + peer, false);
    }

    @Override
    public void close() {}
}

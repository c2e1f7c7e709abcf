package org.alys.node.network;

import java.util.OptionalInt;

/** The link of a federation of one: there is nobody to talk to. */
public final class Alone implements FederationLink {
    @Override
    public void broadcast(PeerMessage message) {}

    @Override
    public void send(int member, PeerMessage message) {}

    @Override
    public void deliverTo(Inbox inbox) {}

    @Override
    public OptionalInt reachableMembers() {
        return OptionalInt.of(0);
    }

    @Override
    public void close() {}
}

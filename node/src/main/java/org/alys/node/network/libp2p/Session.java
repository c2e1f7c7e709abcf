package org.alys.node.network.libp2p;

import org.alys.node.network.PeerMessage;
import org.alys.p2p.identity.PeerId;

/** One connected peer: what it is, what waits for it, and how much it may send. It outlives a change of connections. */
final class Session implements AutoCloseable {
    private final PeerId peer;
    private final Role role;
    private final Channel consensus;
    private final Channel bulk;
    private final Allowance requests;
    private volatile boolean listens;

    /** One lane in both directions. */
    record Channel(SendLane outward, Allowance inward) {}

    Session(PeerId peer, Role role, Channel consensus, Channel bulk, Allowance requests) {
        this.peer = peer;
        this.role = role;
        this.consensus = consensus;
        this.bulk = bulk;
        this.requests = requests;
        this.listens = role.isMember();
    }

    PeerId peer() {
        return peer;
    }

    Role role() {
        return role;
    }

    /** The peer said that it speaks this network's protocol: it wants to hear what goes to all. */
    void listens() {
        listens = true;
    }

    boolean wants(PeerMessage message) {
        return listens && (role.isMember() || Lane.isToldToFollowers(message));
    }

    void send(Outgoing message) {
        channel(Lane.of(message.message())).outward().send(message);
    }

    boolean mayReceive(Lane lane, long nanos) {
        return channel(lane).inward().tryTake(nanos);
    }

    /** Each request for blocks costs reading them. */
    boolean mayAsk(long nanos) {
        return requests.tryTake(nanos);
    }

    private Channel channel(Lane lane) {
        return switch (lane) {
            case CONSENSUS -> consensus;
            case BULK -> bulk;
        };
    }

    @Override
    public void close() {
        consensus.outward().close();
        bulk.outward().close();
    }
}

package org.alys.node.network;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * The way to the other members. Sending never blocks for long and never fails visibly: a message may be lost, and the
 * protocol lives with that.
 */
public interface FederationLink extends AutoCloseable {
    /** To all other members. */
    void broadcast(PeerMessage message);

    /** To one member, or to whoever else a message came from, by the number it came with. */
    void send(int member, PeerMessage message);

    /** Where arriving messages go, with the member they come from; called once, before anything is sent. */
    void deliverTo(Inbox inbox);

    /** How many other members can be reached now; empty when this link cannot tell. */
    OptionalInt reachableMembers();

    /** What this link counts; empty for one that counts nothing. */
    default Optional<Traffic> traffic() {
        return Optional.empty();
    }

    @Override
    void close();

    /** Takes what a member sent; numbers from {@code MemberSet.MAX_MEMBERS} on are nodes that are no members. */
    @FunctionalInterface
    interface Inbox {
        void receive(int fromMember, PeerMessage message);
    }
}

package org.alys.node.network;

import java.util.Optional;
import java.util.OptionalInt;
import org.alys.p2p.gossip.Verdict;
import org.alys.primitives.Bytes32;

/**
 * The way to the other nodes. Sending never blocks for long and never fails visibly: a message may be lost, and the protocol lives
 * with that.
 */
public interface FederationLink extends AutoCloseable {
    /** To everybody, the other members at once. */
    void broadcast(PeerMessage message);

    /**
     * Takes part in a network from now on; called once, before anything is sent.
     *
     * @param genesisRoot names the network: nodes of different ones have nothing in common
     */
    void join(Bytes32 genesisRoot, Inbox inbox);

    /** How to ask single nodes. */
    PeerRequests requests();

    /** Lets other nodes ask this one from now on. */
    void serve(ServedChain chain);

    /** Notes what a member's signature is on; the transport decides when that is too much. */
    void report(int member, Misconduct misconduct);

    /** How many other members can be reached now; empty when this link cannot tell. */
    OptionalInt reachableMembers();

    /** How many other nodes are connected, members or not. */
    default int connectedNodes() {
        return reachableMembers().orElse(0);
    }

    /** Called about once a second: time to put into effect what was learnt of peers. */
    default void tend() {}

    /** What this link counts; empty for one that counts nothing. */
    default Optional<Traffic> traffic() {
        return Optional.empty();
    }

    @Override
    void close();

    /**
     * Takes what others sent, on threads of the link and several at once. It may block: that slows down the peer it comes from.
     * Numbers below {@code MemberSet.MAX_MEMBERS} are members, proven to be the author of what only members say; others are nodes
     * that passed a message on.
     */
    @FunctionalInterface
    interface Inbox {
        /**
         * Judges a message and takes it in if it is good.
         *
         * @return whether others should get it too, or whoever sent it broke the rules
         */
        Verdict take(int from, PeerMessage message);
    }
}

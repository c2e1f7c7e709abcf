package org.alys.node.network.libp2p;

import org.alys.chain.vote.MemberSet;

/** What a connected peer is to this node. */
sealed interface Role {
    /** The number by which the chain answers it. */
    int number();

    /** A member of the federation, by its index. */
    record Member(int number) implements Role {}

    /** Any other node; its number is its own for as long as it is connected. */
    record Follower(int number) implements Role {}

    /** A number that is no member's, for what is passed on and whose author is no member. */
    default int followerNumber() {
        return isMember() ? MemberSet.MAX_MEMBERS : number();
    }

    default boolean isMember() {
        return this instanceof Member;
    }
}

package org.alys.node.network.libp2p;

/** What a connected peer is to this node. */
sealed interface Role {
    /** The number by which the chain answers it. */
    int number();

    /** A member of the federation, by its index. */
    record Member(int number) implements Role {}

    /** Any other node; its number is its own for as long as it is connected. */
    record Follower(int number) implements Role {}

    default boolean isMember() {
        return this instanceof Member;
    }
}

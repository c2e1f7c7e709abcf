package org.alys.node.network;

import java.time.Duration;

/** What happens to this node's place in the network, with a stable code. */
public sealed interface NetworkEvent {
    String code();

    String describe();

    /**
     * This node is cut off: with those it reaches no block can be certified.
     *
     * @param reachable what it reaches: other members, or any nodes for one that is no member
     * @param needed how many of them it takes
     * @param since how long it has been so
     */
    record Partitioned(int reachable, int needed, Duration since) implements NetworkEvent {
        @Override
        public String code() {
            return "NET007";
        }

        @Override
        public String describe() {
            return "This node reaches " + reachable + " others and needs " + needed + ", for " + since.toSeconds()
                    + " seconds now. Check its connection, its firewall and network.peers.";
        }
    }

    /** Enough can be reached again. */
    record Reunited(Duration after) implements NetworkEvent {
        @Override
        public String code() {
            return "NET008";
        }

        @Override
        public String describe() {
            return "This node reaches enough others again, after " + after.toSeconds() + " seconds.";
        }
    }
}

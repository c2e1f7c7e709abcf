package org.alys.node.network;

import java.util.OptionalInt;

/**
 * A connected node that can be asked.
 *
 * @param id names the node for as long as it keeps its key, whatever connection it comes by; two references to one node are equal
 * @param member its index when it is a member of the federation
 */
public record PeerRef(String id, OptionalInt member) {
    @Override
    public String toString() {
        return member.isPresent() ? "member " + member.getAsInt() : id;
    }
}

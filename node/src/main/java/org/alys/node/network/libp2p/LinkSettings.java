package org.alys.node.network.libp2p;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.alys.chain.vote.MemberSet;
import org.alys.evm.payload.Fork;
import org.alys.p2p.identity.Multiaddr;
import org.alys.p2p.identity.NodeKey;
import org.alys.p2p.identity.PeerId;

/**
 * What a link is told.
 *
 * @param fork of the chain's payloads
 * @param listen addresses to listen on; none for a node that only dials
 * @param peers addresses to keep a connection with, each with its peer id
 * @param members the peer ids of the whole federation, by member; none when they are not known, in a federation of one
 * @param maxFollowers how many nodes may be connected that are neither members nor among {@code peers}
 * @param discovery how others are looked for
 * @param directory where known peers and bans are kept; nowhere when empty
 */
public record LinkSettings(
        Fork fork,
        NodeKey key,
        List<Multiaddr> listen,
        List<Multiaddr> peers,
        List<PeerId> members,
        int maxFollowers,
        DiscoverySettings discovery,
        Optional<Path> directory,
        InstantSource clock) {
    public LinkSettings {
        listen = List.copyOf(listen);
        peers = List.copyOf(peers);
        members = List.copyOf(members);
        if (members.size() > MemberSet.MAX_MEMBERS || new HashSet<>(members).size() != members.size()) {
            throw new IllegalArgumentException(
                    "members are at most " + MemberSet.MAX_MEMBERS + ", each a peer of its own");
        }
        if (!peers.stream().allMatch(peer -> peer.peer().isPresent())) {
            throw new IllegalArgumentException("an address to dial ends with the peer's id");
        }
        if (maxFollowers < 0) {
            throw new IllegalArgumentException("maxFollowers is " + maxFollowers);
        }
    }

    /** The member with this peer id. */
    OptionalInt memberOf(PeerId peer) {
        int index = members.indexOf(peer);
        return index < 0 ? OptionalInt.empty() : OptionalInt.of(index);
    }

    boolean knowsMembers() {
        return !members.isEmpty();
    }

    boolean isMember() {
        return memberOf(key.peerId()).isPresent();
    }
}

package org.alys.p2p.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.alys.fuzzing.FuzzTarget;
import org.alys.p2p.identity.Multiaddr;
import org.alys.p2p.identity.NodeKey;
import org.alys.p2p.identity.PeerRecord;
import org.alys.p2p.peers.PeerDescription;
import org.alys.p2p.wire.WireException;
import org.alys.primitives.Bytes;
import org.alys.primitives.Hashes;

/** Fuzzing of identify. */
public final class IdentifyTargets {
    private static final NodeKey KEY = NodeKey.ed25519(Hashes.sha256(new byte[] {1}));
    private static final Multiaddr ADDRESS = Multiaddr.parse("/ip4/203.0.113.7/tcp/9000");

    public static final List<FuzzTarget> ALL =
            List.of(FuzzTarget.of("identify", WireException.class, IdentifyTargets::decode, message()));

    private IdentifyTargets() {}

    private static void decode(byte[] input) throws WireException {
        PeerDescription description = IdentifyMessage.decode(input, KEY.publicKey());
        byte[] again = IdentifyMessage.encode(KEY.publicKey(), description);
        assertThat(IdentifyMessage.decode(again, KEY.publicKey())).isEqualTo(description);
    }

    private static byte[] message() {
        PeerRecord record = new PeerRecord(KEY.peerId(), 1, List.of(ADDRESS));
        return IdentifyMessage.encode(
                KEY.publicKey(),
                new PeerDescription(
                        "ipfs/0.1.0",
                        "agent",
                        List.of(ADDRESS),
                        Set.of("/ipfs/id/1.0.0", "/ipfs/ping/1.0.0"),
                        Optional.of(ADDRESS),
                        Optional.of(Bytes.of(record.seal(KEY).encode()))));
    }
}

package org.alys.p2p.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.alys.p2p.identity.Multiaddr;
import org.alys.p2p.identity.NodeKey;
import org.alys.p2p.identity.PeerId;
import org.alys.primitives.Hashes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilePeerStoreTest {
    private static final PeerId PEER =
            NodeKey.ed25519(Hashes.sha256(new byte[1])).peerId();
    private static final PeerId OTHER =
            NodeKey.ed25519(Hashes.sha256(new byte[2])).peerId();

    @TempDir
    Path directory;

    @Test
    void givesBackWhatItWasGiven() throws IOException {
        PeerStore store = new FilePeerStore(directory.resolve("peers"));
        assertThat(store.load()).isEqualTo(PeerStore.Known.NOTHING);
        PeerStore.Known known = new PeerStore.Known(
                Map.of(
                        PEER,
                        List.of(Multiaddr.parse("/ip4/192.0.2.1/tcp/1"), Multiaddr.parse("/dns4/example.org/tcp/2")),
                        OTHER,
                        List.of()),
                Map.of(OTHER, Instant.ofEpochSecond(1_800_000_000)));
        store.save(known);
        assertThat(store.load()).isEqualTo(known);
        store.save(PeerStore.Known.NOTHING);
        assertThat(store.load()).isEqualTo(PeerStore.Known.NOTHING);
    }

    @Test
    void saysWhichLineItCannotRead() throws IOException {
        Path file = directory.resolve("peers");
        for (String line : List.of("peer nonsense", "ban " + PEER + " soon", "friend " + PEER, "")) {
            Files.writeString(file, "p2p-peers 1\n" + line + "\n");
            assertThatThrownBy(() -> new FilePeerStore(file).load())
                    .as(line)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("line 2");
        }
        Files.writeString(file, "something else\n");
        assertThatThrownBy(() -> new FilePeerStore(file).load()).hasMessageContaining("does not begin");
    }
}

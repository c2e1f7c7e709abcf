package org.alys.node.wiring;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.alys.chain.spec.ChainSpec;
import org.alys.node.config.NodeConfig;
import org.alys.node.network.Alone;
import org.alys.node.network.FederationLink;
import org.alys.node.network.libp2p.LibP2pLink;
import org.alys.node.network.libp2p.LinkSettings;
import org.alys.p2p.identity.PeerId;

/** The link that a configuration asks for. */
public final class FederationLinks {
    private FederationLinks() {}

    /**
     * Opens the link; whoever starts a node with it has it closed by that.
     *
     * @throws StartException NET001 when members need a network and none is configured, NET002 when an address is taken
     */
    public static FederationLink open(NodeConfig config) {
        ChainSpec chain = config.chain();
        if (config.network().isEmpty()) {
            if (chain.federation().size() > 1) {
                throw new StartException(
                        "NET001",
                        "the federation has " + chain.federation().size()
                                + " members and this node no network: set network.keyFile and network.peers");
            }
            return new Alone();
        }
        NodeConfig.Network network = config.network().get();
        try {
            return LibP2pLink.open(
                    new LinkSettings(
                            chain.fork(),
                            network.key(),
                            network.listen(),
                            network.peers(),
                            members(chain),
                            network.maxFollowers(),
                            network.discovery(),
                            Optional.of(config.dataDir().resolve("network")),
                            InstantSource.system()),
                    new SecureRandom());
        } catch (IOException e) {
            throw new StartException(
                    "NET002", "cannot listen on " + network.listen() + ": " + e.getMessage() + "; set network.listen");
        }
    }

    /** In a federation of one the member needs no peer id. */
    private static List<PeerId> members(ChainSpec chain) {
        return chain.federation().stream()
                .flatMap(member -> member.peerId().stream())
                .map(PeerId::parse)
                .toList();
    }
}

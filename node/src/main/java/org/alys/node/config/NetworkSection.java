package org.alys.node.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValueType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.alys.chain.spec.ChainSpec;
import org.alys.chain.spec.FederationMember;
import org.alys.node.config.ConfigProblem.Code;
import org.alys.node.network.libp2p.DiscoverySettings;
import org.alys.p2p.discovery.discv5.Discv5;
import org.alys.p2p.identity.Multiaddr;
import org.alys.p2p.identity.NodeKey;
import org.alys.p2p.identity.PeerId;
import org.alys.primitives.Bytes32;

/** The section {@code network}: with {@code network.keyFile} the node talks to others. */
final class NetworkSection {
    private static final String KEY_FILE = "network.keyFile";
    private static final String LISTEN = "network.listen";
    private static final String PEERS = "network.peers";
    private static final String BOOTNODES = "network.discovery.discv5.bootnodes";
    private static final String DISCV5_PORT = "network.discovery.discv5.port";
    private static final int MAX_WANTED_PEERS = 200;

    private final ConfigReader reader;

    NetworkSection(ConfigReader reader) {
        this.reader = reader;
    }

    /** @param chain empty when it has problems of its own; then peer ids of members are not looked at */
    Optional<NodeConfig.Network> read(Optional<ChainSpec> chain, Optional<MemberKeys> member) {
        if (!reader.has(KEY_FILE)) {
            for (String name : List.of(PEERS, DISCV5_PORT, BOOTNODES)) {
                if (reader.has(name)) {
                    reader.refuse(Code.CFG003, KEY_FILE, "is missing: " + name + " needs it");
                }
            }
            return Optional.empty();
        }
        Optional<NodeKey> key = reader.path(KEY_FILE).flatMap(this::key);
        Optional<List<Multiaddr>> listen = addresses(
                LISTEN,
                address -> address.peer().isEmpty() && address.tcpEndpoint().isPresent(),
                "such as /ip4/0.0.0.0/tcp/9100");
        Optional<List<Multiaddr>> peers = addresses(
                PEERS,
                address -> address.peer().isPresent() && address.tcpEndpoint().isPresent(),
                "such as /ip4/203.0.113.7/tcp/9100/p2p/12D3KooW...");
        Optional<Long> followers =
                reader.required("network.maxFollowers", "a number", name -> reader.integer(name, 0, 256));
        Optional<DiscoverySettings> discovery = discovery(listen);
        chain.ifPresent(spec -> checkPeerIds(spec, member, key));
        return key.isEmpty() || listen.isEmpty() || peers.isEmpty() || followers.isEmpty() || discovery.isEmpty()
                ? Optional.empty()
                : Optional.of(new NodeConfig.Network(
                        key.get(), listen.get(), peers.get(), followers.get().intValue(), discovery.get()));
    }

    private Optional<DiscoverySettings> discovery(Optional<List<Multiaddr>> listen) {
        Optional<Boolean> mdns = reader.required("network.discovery.mdns", "true or false", reader::flag);
        Optional<Long> wanted = reader.required(
                "network.discovery.wantedPeers", "a number", name -> reader.integer(name, 1, MAX_WANTED_PEERS));
        Optional<Long> port = reader.has(DISCV5_PORT) ? reader.integer(DISCV5_PORT, 0, 65_535) : Optional.empty();
        List<String> bootnodes = texts(BOOTNODES);
        if (!bootnodes.isEmpty() && !reader.has(DISCV5_PORT)) {
            reader.refuse(Code.CFG003, DISCV5_PORT, "is missing: " + BOOTNODES + " needs it");
        }
        if (reader.has(DISCV5_PORT) && listen.filter(List::isEmpty).isPresent()) {
            reader.refuse(Code.CFG005, DISCV5_PORT, "needs an address in " + LISTEN + " that others can be told of");
        }
        for (String bootnode : bootnodes) {
            Discv5.problem(bootnode).ifPresent(why -> reader.refuse(Code.CFG004, BOOTNODES, why));
        }
        if (mdns.isEmpty() || wanted.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new DiscoverySettings(
                mdns.get(),
                port.map(number -> OptionalInt.of(number.intValue())).orElseGet(OptionalInt::empty),
                bootnodes,
                wanted.get().intValue()));
    }

    private Optional<NodeKey> key(Path file) {
        Optional<Bytes32> secret = new Secrets(reader).secret(KEY_FILE, file, seed -> seed);
        return secret.map(seed -> NodeKey.ed25519(seed.toArray()));
    }

    /** Members recognise each other by the peer ids of the chain spec. */
    private void checkPeerIds(ChainSpec chain, Optional<MemberKeys> member, Optional<NodeKey> key) {
        for (int i = 0; i < chain.federation().size(); i++) {
            String name = ConfigKeys.FEDERATION + "[" + i + "].peerId";
            FederationMember other = chain.federation().get(i);
            Optional<PeerId> told = other.peerId().flatMap(text -> peerId(name, text));
            if (other.peerId().isEmpty() && chain.federation().size() > 1) {
                reader.refuse(Code.CFG005, name, "is missing: with " + KEY_FILE + " every member needs one");
            }
            boolean own = member.isPresent() && member.get().index() == i;
            if (own
                    && told.isPresent()
                    && key.isPresent()
                    && !told.get().equals(key.get().peerId())) {
                reader.refuse(
                        Code.CFG005,
                        KEY_FILE,
                        "must hold the key of this member's peerId " + told.get() + ", holds that of "
                                + key.get().peerId());
            }
        }
    }

    private Optional<PeerId> peerId(String name, String text) {
        try {
            return Optional.of(PeerId.parse(text));
        } catch (IllegalArgumentException e) {
            reader.refuse(Code.CFG004, name, "is no peer id: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** A list of texts, or one text with commas; empty when a problem was written down. */
    private Optional<List<Multiaddr>> addresses(String name, Predicate<Multiaddr> rule, String example) {
        List<Multiaddr> addresses = new ArrayList<>();
        for (String text : texts(name)) {
            try {
                Multiaddr address = Multiaddr.parse(text);
                if (!rule.test(address)) {
                    throw new IllegalArgumentException("must be " + example + ", is " + text);
                }
                addresses.add(address);
            } catch (IllegalArgumentException e) {
                reader.refuse(Code.CFG004, name, String.valueOf(e.getMessage()));
                return Optional.empty();
            }
        }
        return Optional.of(addresses);
    }

    private List<String> texts(String name) {
        if (!reader.has(name)) {
            return List.of();
        }
        if (reader.config().getValue(name).valueType() != ConfigValueType.LIST) {
            return reader.text(name).stream()
                    .flatMap(text -> Arrays.stream(text.split(",")))
                    .map(String::strip)
                    .filter(text -> !text.isEmpty())
                    .toList();
        }
        try {
            return reader.config().getStringList(name);
        } catch (ConfigException.WrongType e) {
            reader.refuse(Code.CFG004, name, "must be a list of texts");
            return List.of();
        }
    }
}

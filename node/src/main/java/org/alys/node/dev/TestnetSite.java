package org.alys.node.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.alys.bitcoin.regtest.EmbeddedBitcoin;
import org.alys.chain.bls.Bls;
import org.alys.chain.bls.BlsSecretKey;
import org.alys.chain.spec.ChainSpec;
import org.alys.chain.spec.FederationMember;
import org.alys.chain.spec.Presets;
import org.alys.node.config.ConfigLoader;
import org.alys.node.config.ConfigResult;
import org.alys.node.config.GenesisFiles;
import org.alys.node.config.Secp256k1Secret;
import org.alys.node.config.SecretFile;
import org.alys.node.wiring.StartException;
import org.alys.p2p.identity.NodeKey;
import org.alys.primitives.Bytes32;

/** The files of a local network: keys and chain spec, made once and then kept; configurations, written anew for each run. */
final class TestnetSite {
    private static final int USUAL_HTTP_PORT = 3000;
    private static final int USUAL_ETH_PORT = 8545;

    private final Path directory;
    private final List<Place> places;

    /** One node's directory and ports. */
    record Place(String name, Path directory, boolean member, int httpPort, int networkPort, int ethPort) {
        Path config() {
            return directory.resolve("alys.conf");
        }

        NodeKey nodeKey() throws IOException {
            return NodeKey.ed25519(
                    SecretFile.read(directory.resolve("node.secret")).toArray());
        }

        /** Where others dial it. */
        String address() throws IOException {
            return "/ip4/127.0.0.1/tcp/" + networkPort + "/p2p/" + nodeKey().peerId();
        }
    }

    private TestnetSite(Path directory, List<Place> places) {
        this.directory = directory;
        this.places = places;
    }

    /** Makes what is not there yet. */
    static TestnetSite in(TestnetOptions options, InstantSource clock) throws IOException {
        Path directory = Files.createDirectories(options.directory()).toAbsolutePath();
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < options.members() + options.fullNodes(); i++) {
            boolean member = i < options.members();
            String name = member ? "member-" + i : "full-" + (i - options.members());
            places.add(new Place(
                    name,
                    Files.createDirectories(directory.resolve(name)),
                    member,
                    FreePorts.preferring(USUAL_HTTP_PORT + i),
                    FreePorts.any(),
                    FreePorts.preferring(USUAL_ETH_PORT + i)));
        }
        TestnetSite site = new TestnetSite(directory, places);
        site.makeKeys(new SecureRandom());
        if (!Files.exists(site.chainFile())) {
            site.makeChain(clock);
        }
        return site;
    }

    List<Place> places() {
        return places;
    }

    private Path chainFile() {
        return directory.resolve("chain.json");
    }

    /** The spec that was made for this directory; its federation must be as large as what is asked for now. */
    ChainSpec chain() {
        ConfigResult<ChainSpec> read = new ConfigLoader(places.getFirst().config(), Map.of()).loadChain();
        ChainSpec spec = switch (read) {
            case ConfigResult.Loaded<ChainSpec>(ChainSpec loaded, var _) -> loaded;
            case ConfigResult.Refused<ChainSpec>(var problems) ->
                throw new StartException("DEV004", chainFile() + " cannot be used: " + problems);
        };
        long members = places.stream().filter(Place::member).count();
        if (spec.federation().size() != members) {
            throw new StartException(
                    "DEV004",
                    directory + " holds a network of " + spec.federation().size() + " members, not " + members
                            + ": choose that number or another --dir");
        }
        return spec;
    }

    private void makeKeys(SecureRandom random) throws IOException {
        for (Place place : places) {
            if (!Files.exists(place.directory().resolve("node.secret"))) {
                byte[] seed = new byte[Bytes32.SIZE];
                random.nextBytes(seed);
                SecretFile.write(place.directory().resolve("node.secret"), Bytes32.of(seed));
                if (place.member()) {
                    SecretFile.write(
                            place.directory().resolve("bls.secret"),
                            BlsSecretKey.generate(random).reveal());
                    SecretFile.write(
                            place.directory().resolve("bitcoin.secret"),
                            Secp256k1Secret.generate(random).reveal());
                }
            }
        }
    }

    private void makeChain(InstantSource clock) throws IOException {
        long slot = Presets.development(2).slotDurationSeconds();
        long now = clock.instant().getEpochSecond();
        ChainSpec preset = Presets.development(now - now % slot);
        List<FederationMember> federation = new ArrayList<>();
        for (Place place : places) {
            if (place.member()) {
                federation.add(member(place));
            }
        }
        ChainSpec spec = preset.withFederation(federation, federation.size() / 2 + 1);
        Files.writeString(chainFile(), GenesisFiles.chainSpec(spec));
    }

    private static FederationMember member(Place place) throws IOException {
        BlsSecretKey bls = BlsSecretKey.of(SecretFile.read(place.directory().resolve("bls.secret")));
        Secp256k1Secret bitcoin =
                Secp256k1Secret.of(SecretFile.read(place.directory().resolve("bitcoin.secret")));
        return new FederationMember(
                bls.publicKey().bytes(),
                bitcoin.publicKey(),
                bitcoin.evmAddress(),
                Bls.provePossession(bls),
                Optional.of(place.nodeKey().peerId().toString()));
    }

    /** Writes the configurations of all nodes, each of which dials all members. */
    void configure(EmbeddedBitcoin bitcoin) throws IOException {
        List<String> addresses = new ArrayList<>();
        for (Place place : places) {
            if (place.member()) {
                addresses.add(place.address());
            }
        }
        for (int i = 0; i < places.size(); i++) {
            int self = i;
            String peers = IntStream.range(0, addresses.size())
                    .filter(other -> other != self)
                    .mapToObj(other -> "\"" + addresses.get(other) + "\"")
                    .collect(Collectors.joining(", "));
            Files.writeString(places.get(i).config(), configuration(places.get(i), peers, bitcoin));
        }
    }

    private static String configuration(Place place, String peers, EmbeddedBitcoin bitcoin) {
        String member =
                place.member() ? "member { blsSecretFile = bls.secret, bitcoinSecretFile = bitcoin.secret }\n" : "";
        String zmq = bitcoin.zmq().map(uri -> ", zmq = \"" + uri + "\"").orElse("");
        return """
                preset = development
                dataDir = data
                chainSpecFile = "../chain.json"
                http.port = %d
                execution { client = embedded, rpc.port = %d }
                bitcoin { url = "%s", cookieFile = "%s", pollInterval = 500 ms%s }
                network { keyFile = node.secret, listen = "/ip4/127.0.0.1/tcp/%d", peers = [%s] }
                %s""".formatted(
                        place.httpPort(),
                        place.ethPort(),
                        bitcoin.url(),
                        bitcoin.cookieFile(),
                        zmq,
                        place.networkPort(),
                        peers,
                        member);
    }
}

package org.alys.node.wiring;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.alys.actor.ActorRef;
import org.alys.actor.Priority;
import org.alys.actor.registry.ActorRegistry;
import org.alys.actor.supervision.DomainPolicies;
import org.alys.bitcoin.rpc.BitcoinRpc;
import org.alys.bitcoin.taproot.FederationOutput;
import org.alys.chain.block.Block;
import org.alys.chain.block.PayloadRules;
import org.alys.chain.rules.ChainRules;
import org.alys.chain.signing.Signatures;
import org.alys.chain.signing.SigningDomain;
import org.alys.chain.spec.ChainSpec;
import org.alys.engine.ExecutionClient;
import org.alys.engine.Timing;
import org.alys.engine.genesis.BridgeContract;
import org.alys.node.bridge.BridgeActor;
import org.alys.node.bridge.BridgeMessage;
import org.alys.node.chain.ChainActor;
import org.alys.node.chain.ChainEvent;
import org.alys.node.chain.ChainMessage;
import org.alys.node.chain.ChainPorts;
import org.alys.node.chain.ChainSetup;
import org.alys.node.chain.SlotSigner;
import org.alys.node.config.GenesisFiles;
import org.alys.node.config.MemberKeys;
import org.alys.node.config.NodeConfig;
import org.alys.node.engine.EngineActor;
import org.alys.node.engine.EngineMessage;
import org.alys.node.network.SignatureCache;
import org.alys.node.storage.StorageActor;
import org.alys.node.storage.StorageMessage;
import org.alys.storage.ChainDatabase;
import org.alys.storage.slashing.SigningIdentity;
import org.alys.storage.slashing.SlashingProtection;

/** The actors of a node: what each is made of, whom it depends on, and how important it is. */
final class Roster {
    static final String STORAGE = "storage";
    static final String ENGINE = "engine";
    static final String BRIDGE = "bridge";
    static final String CHAIN = "chain";
    private static final Duration BUILD_TIME = Duration.ofMillis(50);
    private static final Duration SYNC_PATIENCE = Duration.ofSeconds(10);

    private final NodeConfig config;
    private final ChainSpec spec;
    private final Block genesis;
    private final SignatureCache checks;
    private final Optional<SlotSigner> signer;

    /** Opens what a member signs with; {@code resources} closes it. */
    Roster(NodeConfig config, Block genesis, Resources resources) {
        this.config = config;
        this.spec = config.chain();
        this.genesis = genesis;
        this.checks = new SignatureCache(signatureRules());
        this.signer = config.member().map(member -> signer(member, resources));
    }

    static NodeActor<StorageMessage> storage(ChainDatabase database) {
        return NodeActor.of(
                        Domain.STORAGE,
                        STORAGE,
                        StorageMessage.class,
                        () -> new StorageActor(database),
                        StorageMessage.Ping::new)
                .withPriority(Priority.CRITICAL);
    }

    NodeActor<EngineMessage> engine(ExecutionClient client, Timing timing) {
        EngineActor.Settings settings =
                new EngineActor.Settings(BUILD_TIME, SYNC_PATIENCE, PayloadRules.FEE_SINK, BridgeContract.BURN_ADDRESS);
        return NodeActor.of(
                        Domain.CHAIN,
                        ENGINE,
                        EngineMessage.class,
                        () -> new EngineActor(client, GenesisFiles.execution(spec), settings, timing),
                        EngineMessage.Ping::new)
                .withPriority(Priority.HIGH)
                .withTags(ActorRegistry.BLOCK_PRODUCTION, ActorRegistry.VALIDATION);
    }

    NodeActor<BridgeMessage> bridge(BitcoinRpc bitcoin, ActorRef<StorageMessage> storage) {
        FederationOutput federation = Node.federationOutput(spec);
        BridgeActor.Settings settings = new BridgeActor.Settings(
                federation.scriptPubKey(),
                federation.address(spec.bitcoinNetwork()).toString(),
                spec,
                config.bitcoin().pollInterval());
        return NodeActor.of(
                        Domain.BRIDGE,
                        BRIDGE,
                        BridgeMessage.class,
                        () -> new BridgeActor(settings, bitcoin, storage),
                        BridgeMessage.Ping::new)
                .withPriority(Priority.HIGH)
                .withTags(ActorRegistry.VALIDATION)
                .dependingOn(STORAGE);
    }

    /** Consensus restarts within half a second, never aligned to slots: for it, waiting costs a block. */
    static NodeActor<ChainMessage> chain(ChainSetup setup) {
        return NodeActor.of(Domain.CHAIN, CHAIN, ChainMessage.class, ChainActor.factory(setup), ChainMessage.Ping::new)
                .withPriority(Priority.CRITICAL)
                .withTags(ActorRegistry.CONSENSUS, ActorRegistry.BLOCK_PRODUCTION, ActorRegistry.VALIDATION)
                .dependingOn(STORAGE, ENGINE, BRIDGE)
                .withRestart(DomainPolicies.consensus());
    }

    ChainSetup setup(ChainPorts ports, InstantSource clock, RandomGenerator random, Consumer<ChainEvent> listener) {
        return new ChainSetup(new ChainRules(spec, genesis), genesis, checks, signer, ports, clock, random, listener);
    }

    /** Checks signatures for all that look at what others say. */
    SignatureCache signatures() {
        return checks;
    }

    private Signatures signatureRules() {
        return new Signatures(spec.federationKeys(), new SigningDomain(genesis.root()));
    }

    private SlotSigner signer(MemberKeys member, Resources resources) {
        Path directory = config.dataDir().resolve("signing");
        SlashingProtection protection = resources.add(
                "slashing protection",
                SlashingProtection.open(
                        directory,
                        new SigningIdentity(
                                genesis.root(), member.bls().publicKey().bytes())));
        return new SlotSigner(member.index(), member.bls(), signatureRules(), protection);
    }
}

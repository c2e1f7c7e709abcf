package org.alys.node.wiring;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.alys.actor.ActorFactory;
import org.alys.actor.ActorRef;
import org.alys.actor.durable.Journal;
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
import org.alys.node.chain.Readiness;
import org.alys.node.chain.SlotSigner;
import org.alys.node.config.GenesisFiles;
import org.alys.node.config.MemberKeys;
import org.alys.node.config.NodeConfig;
import org.alys.node.engine.EngineActor;
import org.alys.node.engine.EngineMessage;
import org.alys.node.engine.Replay;
import org.alys.node.network.FederationLink;
import org.alys.node.network.NetworkActor;
import org.alys.node.network.NetworkEvent;
import org.alys.node.network.NetworkMessage;
import org.alys.node.network.SignatureCache;
import org.alys.node.storage.StorageMessage;
import org.alys.node.sync.SyncActor;
import org.alys.node.sync.SyncBoard;
import org.alys.node.sync.SyncMessage;
import org.alys.node.sync.SyncSetup;
import org.alys.storage.ChainDatabase;
import org.alys.storage.StorageException;
import org.alys.storage.slashing.LogRegister;
import org.alys.storage.slashing.SigningIdentity;
import org.alys.storage.slashing.SlashingProtection;

/** What the actors of a configured node are made of. */
final class Parts {
    private static final Duration BUILD_TIME = Duration.ofMillis(50);
    private static final Duration SYNC_PATIENCE = Duration.ofSeconds(10);

    private final NodeConfig config;
    private final ChainSpec spec;
    private final Block genesis;
    private final SignatureCache checks;
    private final Optional<SlotSigner> signer;

    /**
     * Opens what a member signs with; {@code resources} closes it.
     *
     * @throws StorageException when the member signed on these chain data before, and the record of it is not there
     */
    Parts(NodeConfig config, Block genesis, ChainDatabase database, Resources resources) {
        this.config = config;
        this.spec = config.chain();
        this.genesis = genesis;
        this.checks = new SignatureCache(signatureRules());
        this.signer = config.member().map(member -> signer(member, new LogRegister(database), resources));
    }

    ActorFactory<EngineMessage> engine(ExecutionClient client, Timing timing, Replay replay) {
        EngineActor.Settings settings =
                new EngineActor.Settings(BUILD_TIME, SYNC_PATIENCE, PayloadRules.FEE_SINK, BridgeContract.BURN_ADDRESS);
        return () -> new EngineActor(client, GenesisFiles.execution(spec), settings, timing, replay);
    }

    ActorFactory<BridgeMessage> bridge(BitcoinRpc bitcoin, Journal journal, ActorRef<StorageMessage> storage) {
        FederationOutput federation = Node.federationOutput(spec);
        BridgeActor.Settings settings = new BridgeActor.Settings(
                "pegs-" + genesis.root().toHex(),
                federation.scriptPubKey(),
                federation.address(spec.bitcoinNetwork()).toString(),
                spec,
                config.bitcoin().pollInterval());
        return () -> new BridgeActor(settings, bitcoin, journal, storage);
    }

    ActorFactory<ChainMessage> chain(
            ChainPorts ports,
            InstantSource clock,
            RandomGenerator random,
            Readiness readiness,
            Consumer<ChainEvent> listener) {
        return ChainActor.factory(new ChainSetup(
                new ChainRules(spec, genesis),
                genesis,
                checks,
                signer,
                ports,
                clock,
                random,
                readiness,
                config.checkpoint(),
                listener));
    }

    ActorFactory<SyncMessage> sync(
            ActorRef<ChainMessage> chain, ChainPorts ports, RandomGenerator random, SyncBoard board) {
        return SyncActor.factory(new SyncSetup(
                spec,
                genesis.root(),
                signatureRules(),
                config.checkpoint(),
                chain,
                ports.engine(),
                ports.bridge(),
                ports.link().requests(),
                random,
                Runtime.getRuntime().availableProcessors(),
                board));
    }

    ActorFactory<NetworkMessage> network(FederationLink link, InstantSource clock, Consumer<NetworkEvent> listener) {
        NetworkActor.Need need = NetworkActor.Need.of(
                signer.isPresent(), spec.threshold(), spec.federation().size());
        return () -> new NetworkActor(link, need, clock, listener);
    }

    /** Checks signatures for all that look at what others say. */
    SignatureCache signatures() {
        return checks;
    }

    private Signatures signatureRules() {
        return new Signatures(spec.federationKeys(), new SigningDomain(genesis.root()));
    }

    private SlotSigner signer(MemberKeys member, LogRegister register, Resources resources) {
        Path directory = config.dataDir().resolve("signing");
        SlashingProtection protection = resources.add(
                "slashing protection",
                SlashingProtection.open(
                        directory,
                        new SigningIdentity(
                                genesis.root(), member.bls().publicKey().bytes()),
                        register));
        return new SlotSigner(member.index(), member.bls(), signatureRules(), protection);
    }
}

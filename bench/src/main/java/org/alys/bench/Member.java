package org.alys.bench;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.alys.actor.ActorOptions;
import org.alys.actor.ActorRef;
import org.alys.actor.ActorSystem;
import org.alys.chain.block.PayloadRules;
import org.alys.chain.bls.BlsSecretKey;
import org.alys.chain.evidence.Evidence;
import org.alys.chain.spec.ChainSpec;
import org.alys.chain.spec.Presets;
import org.alys.engine.Timing;
import org.alys.engine.genesis.GenesisParameters;
import org.alys.node.chain.ChainActor;
import org.alys.node.chain.ChainDoor;
import org.alys.node.chain.ChainEvent;
import org.alys.node.chain.ChainMessage;
import org.alys.node.chain.ChainPorts;
import org.alys.node.chain.ChainSetup;
import org.alys.node.chain.SlotSigner;
import org.alys.node.engine.EngineActor;
import org.alys.node.engine.Replay;
import org.alys.node.network.FederationLink;
import org.alys.node.network.MessageRules;
import org.alys.node.network.SignatureCache;
import org.alys.node.storage.StorageActor;
import org.alys.p2p.gossip.Verdict;
import org.alys.primitives.Bytes;
import org.alys.storage.ChainDatabase;
import org.alys.storage.DatabaseOptions;
import org.alys.storage.slashing.SigningIdentity;
import org.alys.storage.slashing.SlashingProtection;

/** One member: its actors as in a node, with real files, and without Bitcoin, network and execution layer. */
final class Member implements AutoCloseable {
    private final ActorSystem system;
    private final ChainDatabase database;
    private final SlashingProtection protection;

    private Member(ActorSystem system, ChainDatabase database, SlashingProtection protection) {
        this.system = system;
        this.database = database;
        this.protection = protection;
    }

    static Member open(BenchChain chain, int index, Path directory, FederationLink link, Stopwatch stopwatch) {
        BlsSecretKey key = Presets.developmentSecret(index);
        ChainDatabase database =
                ChainDatabase.open(directory.resolve("db"), chain.genesis().root(), DatabaseOptions.standard());
        SlashingProtection protection = SlashingProtection.open(
                directory.resolve("signing"),
                new SigningIdentity(chain.genesis().root(), key.publicKey().bytes()));
        ActorSystem system = ActorSystem.named("member" + index).build();
        var storage = system.spawn("storage", () -> new StorageActor(database), ActorOptions.DEFAULTS);
        var engine = system.spawn("engine", () -> engine(chain), ActorOptions.DEFAULTS);
        var bridge = system.spawn("bridge", NoDeposits::new, ActorOptions.DEFAULTS);
        SignatureCache signatures = new SignatureCache(chain.signatures());
        ChainSetup setup = new ChainSetup(
                chain.rules(),
                chain.genesis(),
                signatures,
                Optional.of(new SlotSigner(index, key, chain.signatures(), protection)),
                new ChainPorts(storage, engine, bridge, link),
                InstantSource.system(),
                new SecureRandom(),
                event -> takeTime(event, index, stopwatch));
        ActorRef<ChainMessage> actor = system.spawn(
                "chain",
                ChainActor.factory(setup),
                ActorOptions.DEFAULTS.withDependencies("storage", "engine", "bridge"));
        MessageRules rules = new MessageRules(signatures, chain.spec(), InstantSource.system());
        link.join(chain.genesis().root(), new ChainDoor(rules, actor, transactions -> Verdict.IGNORE));
        return new Member(system, database, protection);
    }

    private static EngineActor engine(BenchChain chain) {
        ChainSpec spec = chain.spec();
        return new EngineActor(
                new UnexecutedChain(chain.genesis().payload(), spec.chainId()),
                new GenesisParameters(
                        spec.chainId(),
                        spec.fork(),
                        spec.genesisTimeSeconds(),
                        spec.pegOut().minimum(),
                        Bytes.EMPTY),
                new EngineActor.Settings(
                        Duration.ZERO, Duration.ofSeconds(1), PayloadRules.FEE_SINK, PayloadRules.BRIDGE),
                Timing.system(),
                new Replay(Timing.system()));
    }

    private static void takeTime(ChainEvent event, int index, Stopwatch stopwatch) {
        switch (event) {
            case ChainEvent.BlockProduced produced ->
                stopwatch.imported(produced.block().slot(), index);
            case ChainEvent.Held(var hold) -> stopwatch.failed("member " + index + " stands still: " + hold);
            case ChainEvent.Misbehaviour(Evidence evidence) -> stopwatch.failed(evidence.toString());
            case ChainEvent.FederationFinal _,
                    ChainEvent.BitcoinFinal _,
                    ChainEvent.ProofQueued _,
                    ChainEvent.Resumed _,
                    ChainEvent.SlotMissed _ -> {}
        }
    }

    void start() {
        system.start();
    }

    @Override
    public void close() {
        system.close();
        protection.close();
        database.close();
    }
}

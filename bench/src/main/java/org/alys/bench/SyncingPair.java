package org.alys.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.alys.actor.ActorOptions;
import org.alys.actor.ActorRef;
import org.alys.actor.ActorSystem;
import org.alys.chain.block.CertifiedBlock;
import org.alys.chain.block.PayloadRules;
import org.alys.chain.spec.ChainSpec;
import org.alys.chain.vote.Certificate;
import org.alys.engine.Timing;
import org.alys.engine.genesis.GenesisParameters;
import org.alys.node.chain.ChainActor;
import org.alys.node.chain.ChainEvent;
import org.alys.node.chain.ChainMessage;
import org.alys.node.chain.ChainPorts;
import org.alys.node.chain.ChainSetup;
import org.alys.node.engine.EngineActor;
import org.alys.node.engine.Replay;
import org.alys.node.network.SignatureCache;
import org.alys.node.network.libp2p.DiscoverySettings;
import org.alys.node.network.libp2p.LibP2pLink;
import org.alys.node.network.libp2p.LinkSettings;
import org.alys.node.storage.StorageActor;
import org.alys.node.sync.SyncActor;
import org.alys.node.sync.SyncBoard;
import org.alys.node.sync.SyncSetup;
import org.alys.p2p.gossip.Verdict;
import org.alys.p2p.identity.Multiaddr;
import org.alys.p2p.identity.NodeKey;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.storage.ChainDatabase;
import org.alys.storage.DatabaseOptions;

/** A peer that has a chain, and a node with an empty database that can reach it over the loopback interface. */
final class SyncingPair implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    /** One thread checks signatures, the others do everything else. */
    private static final int CORES = 2;

    private final Bytes32 genesisRoot;
    private final ServedBlocks served;
    private final LibP2pLink peer;
    private final LibP2pLink own;
    private final ActorSystem system;
    private final ChainDatabase database;
    private final CompletableFuture<Long> done = new CompletableFuture<>();

    private SyncingPair(BenchChain chain, ServedBlocks served, Path directory) throws IOException {
        this.served = served;
        genesisRoot = chain.genesis().root();
        peer = link(1, chain, List.of(Multiaddr.parse("/ip4/127.0.0.1/tcp/0")), List.of());
        own = link(2, chain, List.of(), peer.addresses());
        peer.serve(served);
        database = ChainDatabase.open(directory.resolve("db"), chain.genesis().root(), DatabaseOptions.standard());
        system = ActorSystem.named("syncing").build();
        spawn(chain, served.height());
    }

    static SyncingPair open(BenchChain chain, List<CertifiedBlock> blocks, List<Certificate> finality, Path directory)
            throws IOException {
        return new SyncingPair(chain, new ServedBlocks(chain.genesis().root(), blocks, finality), directory);
    }

    private static LibP2pLink link(int number, BenchChain chain, List<Multiaddr> listen, List<Multiaddr> peers)
            throws IOException {
        byte[] seed = new byte[32];
        Arrays.fill(seed, (byte) number);
        return LibP2pLink.open(
                new LinkSettings(
                        chain.spec().fork(),
                        NodeKey.ed25519(seed),
                        listen,
                        peers,
                        List.of(),
                        1,
                        DiscoverySettings.OFF,
                        Optional.empty(),
                        InstantSource.system()),
                new SecureRandom());
    }

    private void spawn(BenchChain chain, long height) {
        var storage = system.spawn("storage", () -> new StorageActor(database), ActorOptions.DEFAULTS);
        var engine = system.spawn("engine", () -> engine(chain), ActorOptions.DEFAULTS);
        var bridge = system.spawn("bridge", NoDeposits::new, ActorOptions.DEFAULTS);
        SyncBoard board = new SyncBoard();
        ChainSetup setup = new ChainSetup(
                chain.rules(),
                chain.genesis(),
                new SignatureCache(chain.signatures()),
                Optional.empty(),
                new ChainPorts(storage, engine, bridge, own),
                InstantSource.system(),
                new SecureRandom(),
                board,
                Optional.empty(),
                event -> takeTime(event, height));
        ActorRef<ChainMessage> actor = system.spawn(
                "chain",
                ChainActor.factory(setup),
                ActorOptions.DEFAULTS.withDependencies("storage", "engine", "bridge"));
        system.spawn(
                "sync",
                SyncActor.factory(new SyncSetup(
                        chain.spec(),
                        chain.genesis().root(),
                        chain.signatures(),
                        Optional.empty(),
                        actor,
                        engine,
                        bridge,
                        own.requests(),
                        new SecureRandom(),
                        CORES,
                        board)),
                ActorOptions.DEFAULTS.withDependencies("chain"));
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

    private void takeTime(ChainEvent event, long height) {
        if (event instanceof ChainEvent.FederationFinal(var block) && block.height() == height) {
            done.complete(System.nanoTime());
        } else if (event instanceof ChainEvent.Held(var hold) && hold.stopsSigning()) {
            done.completeExceptionally(new IllegalStateException(hold.describe()));
        }
    }

    /** The time from the first question for blocks to the last block being final, in nanoseconds. */
    long sync() throws ExecutionException, InterruptedException, TimeoutException {
        system.start();
        peer.join(genesisRoot, (from, message) -> Verdict.IGNORE);
        own.join(genesisRoot, (from, message) -> Verdict.IGNORE);
        long end = done.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        return end - served.firstAskedNanos();
    }

    @Override
    public void close() {
        system.close();
        own.close();
        peer.close();
        database.close();
    }
}

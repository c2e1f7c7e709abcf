package org.alys.node.wiring;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.alys.actor.ActorRef;
import org.alys.actor.ActorSystem;
import org.alys.actor.StopReport;
import org.alys.actor.durable.Journal;
import org.alys.actor.resource.DiskResources;
import org.alys.actor.resource.JvmResources;
import org.alys.actor.supervision.BlockClock;
import org.alys.bitcoin.rpc.BitcoinRpc;
import org.alys.bitcoin.taproot.FederationOutput;
import org.alys.bitcoin.taproot.XOnlyPublicKey;
import org.alys.chain.block.Block;
import org.alys.chain.spec.ChainSpec;
import org.alys.engine.ExecutionClient;
import org.alys.engine.Timing;
import org.alys.evm.store.StoreException;
import org.alys.node.bridge.BridgeMessage;
import org.alys.node.chain.ChainDoor;
import org.alys.node.chain.ChainEvent;
import org.alys.node.chain.ChainMessage;
import org.alys.node.chain.ChainPorts;
import org.alys.node.config.NodeConfig;
import org.alys.node.engine.EngineMessage;
import org.alys.node.engine.Replay;
import org.alys.node.http.ApiServer;
import org.alys.node.metrics.HealthMetrics;
import org.alys.node.metrics.NetworkMetrics;
import org.alys.node.metrics.ResourceMetrics;
import org.alys.node.metrics.SidechainMetrics;
import org.alys.node.metrics.SyncPeerMetrics;
import org.alys.node.network.FederationLink;
import org.alys.node.network.MessageRules;
import org.alys.node.network.NetworkEvent;
import org.alys.node.network.NetworkMessage;
import org.alys.node.storage.StorageActor;
import org.alys.node.storage.StorageMessage;
import org.alys.node.sync.ChainServer;
import org.alys.node.sync.SyncBoard;
import org.alys.node.sync.SyncMessage;
import org.alys.node.sync.SyncStatus;
import org.alys.storage.ChainDatabase;
import org.alys.storage.DatabaseOptions;
import org.alys.storage.StorageException;
import org.alys.storage.journal.RocksJournal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running node. Everything it opened is closed by {@link #close}, in reverse order. */
public final class Node implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Node.class);
    private static final Duration ENGINE_START_PATIENCE = Duration.ofSeconds(60);

    private final ActorSystem system;
    private final ApiServer http;
    private final URI ethUrl;
    private final SyncBoard board;
    private final Resources resources;
    private final CompletableFuture<StopReport> stopped;

    private Node(ActorSystem system, ApiServer http, URI ethUrl, SyncBoard board, Resources resources) {
        this.system = system;
        this.http = http;
        this.ethUrl = ethUrl;
        this.board = board;
        this.resources = resources;
        this.stopped = system.whenStopped().thenApply(report -> {
            system.failure()
                    .ifPresent(why -> LOG.error(
                            "SYS002 a part of the node failed and restarts do not help, so the node stops: {}",
                            FailedStore.describe(why)));
            return report;
        });
    }

    /**
     * Starts a node and returns when it serves.
     *
     * @param link the way to the other members
     * @param listeners are told what happens on the chain, on the chain's own thread
     * @throws StartException with a code, when an operator must mend something first
     */
    public static Node start(NodeConfig config, FederationLink link, List<Consumer<ChainEvent>> listeners)
            throws InterruptedException {
        Resources resources = new Resources();
        try {
            return new Starter(config, link, listeners, resources).start();
        } catch (StorageException e) {
            resources.close();
            throw new StartException(
                    e.failure().code(), e.failure().what() + " " + e.failure().remedy());
        } catch (StoreException e) {
            resources.close();
            throw new StartException(
                    e.failure().kind().code(),
                    e.failure().what() + " " + e.failure().kind().remedy());
        } catch (RuntimeException | InterruptedException e) {
            resources.close();
            throw e;
        }
    }

    /** The port that HTTP is served on. */
    public int httpPort() {
        return http.port();
    }

    /** Where wallets reach the Ethereum JSON-RPC. */
    public URI ethUrl() {
        return ethUrl;
    }

    /** Where the node is on its way to the others. */
    public SyncStatus sync() {
        return board.status();
    }

    /** Completes when the node has stopped, for whatever reason. */
    public CompletableFuture<StopReport> whenStopped() {
        return stopped.copy();
    }

    /** The failure that stopped the node, if one did, in one line with all that is known of it. */
    public Optional<String> failure() {
        return system.failure().map(FailedStore::describe);
    }

    @Override
    public void close() {
        resources.close();
    }

    private static final class Starter {
        private final NodeConfig config;
        private final FederationLink link;
        private final List<Consumer<ChainEvent>> listeners;
        private final Resources resources;
        private final ChainSpec spec;
        private final InstantSource clock = InstantSource.system();
        private final Timing timing = Timing.system();
        private final SecureRandom random = new SecureRandom();

        Starter(NodeConfig config, FederationLink link, List<Consumer<ChainEvent>> listeners, Resources resources) {
            this.config = config;
            this.link = link;
            this.listeners = new CopyOnWriteArrayList<>(listeners);
            this.resources = resources;
            this.spec = config.chain();
        }

        Node start() throws InterruptedException {
            ExecutionLayer execution = ExecutionLayer.open(config, link, clock, timing, random, resources);
            ExecutionClient client = execution.client();
            Block genesis = new GenesisGate(client, spec, timing).genesis(ENGINE_START_PATIENCE);
            LOG.info("genesis root {}", genesis.root());
            ChainDatabase database = resources.add(
                    "database",
                    ChainDatabase.open(config.dataDir().resolve("chain"), genesis.root(), DatabaseOptions.standard()));
            CheckpointGate.check(config.checkpoint(), database);
            RocksJournal journal = resources.add(
                    "bridge journal", RocksJournal.open(config.dataDir().resolve("bridge")));
            BitcoinRpc bitcoin = resources.add(
                    "bitcoin client", new BitcoinRpc(config.bitcoin().endpoint()));
            resources.add("federation link", link);
            PrometheusRegistry registry = new PrometheusRegistry();
            NodeTelemetry telemetry = new NodeTelemetry(registry, spec, clock);
            listeners.add(telemetry::chainEvent);
            link.traffic().ifPresent(traffic -> registry.register(new NetworkMetrics(traffic::counts)));
            Parts parts = new Parts(config, genesis, database, resources);
            ActorSystem system =
                    ActorSystem.named("alys").observer(telemetry.actors()).build();
            NodeTree tree = NodeTree.start(system, slots());
            NodeShutdown shutdown = resources.add("actors", new NodeShutdown(system, tree));
            Replay replay = new Replay(timing);
            NodeActors actors =
                    actors(tree, parts, database, journal, client, bitcoin, replay, telemetry::networkEvent);
            NodeHealth health = NodeHealth.watch(system, tree, replay);
            registry.register(new HealthMetrics(health::actors));
            NodeResources used =
                    NodeResources.watch(system, tree, new JvmResources(), new DiskResources(config.dataDir()));
            registry.register(new ResourceMetrics(used::gauges));
            config.bitcoin()
                    .zmq()
                    .map(uri -> BlockWaker.start(uri, actors.bridge()))
                    .ifPresent(waker -> shutdown.closeFirst("block signal", waker::close));
            MessageRules rules = new MessageRules(parts.signatures(), spec, clock);
            link.serve(new ChainServer(actors.chain(), actors.storage(), genesis.root(), spec.fork()));
            link.join(genesis.root(), new ChainDoor(rules, actors.chain(), execution::receive));
            NodeApi api = new NodeApi(config, genesis, actors);
            registry.register(new SidechainMetrics(api::sidechain));
            NodeCondition condition = new NodeCondition(actors, telemetry, health);
            SyncControl control = new SyncControl(actors.syncing(), actors.sync());
            registry.register(new SyncPeerMetrics(control::syncPeers));
            ApiServer http = Listening.at(
                    "http.port", () -> ApiServer.start(config.http(), api, api, control, condition, registry));
            shutdown.closeFirst("http", http::close);
            return new Node(system, http, execution.ethUrl(), actors.sync(), resources);
        }

        private BlockClock slots() {
            return new BlockClock(
                    Instant.ofEpochSecond(spec.genesisTimeSeconds()),
                    spec.slots().duration());
        }

        private NodeActors actors(
                NodeTree tree,
                Parts parts,
                ChainDatabase database,
                Journal journal,
                ExecutionClient client,
                BitcoinRpc bitcoin,
                Replay replay,
                Consumer<NetworkEvent> networkListener) {
            ActorRef<StorageMessage> storage = tree.add(Roster.storage(() -> new StorageActor(database)));
            ActorRef<EngineMessage> engine = tree.add(Roster.engine(parts.engine(client, timing, replay)));
            ActorRef<BridgeMessage> bridge = tree.add(Roster.bridge(parts.bridge(bitcoin, journal, storage)));
            ActorRef<NetworkMessage> network = tree.add(Roster.network(parts.network(link, clock, networkListener)));
            ChainPorts ports = new ChainPorts(storage, engine, bridge, link);
            SyncBoard board = SyncBoard.keptIn(config.dataDir().resolve("sync").resolve("order"));
            ActorRef<ChainMessage> chain = tree.add(Roster.chain(parts.chain(
                    ports, clock, random, board, event -> listeners.forEach(listener -> listener.accept(event)))));
            ActorRef<SyncMessage> sync = tree.add(Roster.sync(parts.sync(chain, ports, random, board)));
            return new NodeActors(storage, engine, bridge, network, chain, sync, board);
        }
    }

    /** Where deposits go, and what the federation can spend. */
    public static FederationOutput federationOutput(ChainSpec spec) {
        return FederationOutput.of(
                spec.federation().stream()
                        .map(member -> XOnlyPublicKey.ofCompressed(
                                member.bitcoinPublicKey().toHex()))
                        .toList(),
                spec.threshold());
    }
}

package org.alys.node.federation;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.alys.actor.ActorOptions;
import org.alys.actor.ActorRef;
import org.alys.actor.ActorSystem;
import org.alys.actor.Overflow;
import org.alys.actor.Reply;
import org.alys.actor.ThreadStarter;
import org.alys.actor.supervision.RestartStrategy;
import org.alys.actor.supervision.SupervisionPolicy;
import org.alys.chain.block.PayloadRules;
import org.alys.engine.genesis.BridgeContract;
import org.alys.engine.genesis.GenesisParameters;
import org.alys.node.bridge.BridgeMessage;
import org.alys.node.chain.ChainActor;
import org.alys.node.chain.ChainMessage;
import org.alys.node.chain.ChainPorts;
import org.alys.node.chain.ChainPosition;
import org.alys.node.chain.ChainSetup;
import org.alys.node.chain.Checkpoint;
import org.alys.node.engine.EngineActor;
import org.alys.node.engine.EngineMessage;
import org.alys.node.engine.Replay;
import org.alys.node.network.Alone;
import org.alys.node.network.PeerRequests;
import org.alys.node.network.ServedChain;
import org.alys.node.network.SignatureCache;
import org.alys.node.storage.StorageMessage;
import org.alys.node.sync.ChainServer;
import org.alys.node.sync.OrderAnswer;
import org.alys.node.sync.SyncActor;
import org.alys.node.sync.SyncBoard;
import org.alys.node.sync.SyncMessage;
import org.alys.node.sync.SyncSetup;
import org.alys.node.sync.SyncStatus;
import org.alys.primitives.Bytes;
import org.alys.storage.ChainDatabase;

/**
 * A node that follows and syncs from scripted peers, its own chain and disk being real. Time stands still while anything goes on; when
 * nothing does, it moves. What outlives the process stays when it stops or dies.
 */
final class SyncNode implements AutoCloseable {
    private static final SupervisionPolicy AT_ONCE =
            new SupervisionPolicy(new RestartStrategy.Immediate(), 10_000, Duration.ofMinutes(1));
    private static final Duration REAL_PATIENCE = Duration.ofMinutes(3);
    private static final Duration STEP = Duration.ofMillis(500);
    private static final long LOOK_NANOS = 2_000_000;
    private static final int QUIET_LOOKS = 5;

    final ManualClock clock;
    final FakeExecution execution;
    private final Network network;
    private final PeerRequests peers;
    private final Path directory;
    private final UnderWay background = new UnderWay();
    private BooleanSupplier busy = () -> false;
    private Optional<Checkpoint> checkpoint = Optional.empty();
    private FaultyStorage.Crash crash = FaultyStorage.Crash.never();
    private Optional<Life> process = Optional.empty();

    private record Life(
            ActorSystem system,
            ChainDatabase database,
            ActorRef<StorageMessage> storage,
            ActorRef<ChainMessage> chain,
            ActorRef<SyncMessage> sync,
            SyncBoard board) {
        void end() {
            system.stop(Duration.ofSeconds(10));
            database.close();
        }
    }

    /** @param slot the time at which it begins */
    SyncNode(Network network, long slot, PeerRequests peers, Path directory) {
        this.network = network;
        this.clock = new ManualClock(network.spec().slots().start(slot));
        this.peers = peers;
        this.directory = directory;
        this.execution = new FakeExecution(network.genesis().payload());
    }

    SyncNode trusting(Checkpoint trusted) {
        checkpoint = Optional.of(trusted);
        return this;
    }

    /** Time stands still while this is so. */
    SyncNode pausingWhile(BooleanSupplier underWay) {
        busy = underWay;
        return this;
    }

    SyncNode start() {
        return start(FaultyStorage.Crash.never());
    }

    SyncNode start(FaultyStorage.Crash when) {
        crash = when;
        ChainDatabase database =
                ChainDatabase.open(directory.resolve("chain"), network.genesis().root(), Disk.SMALL);
        ActorSystem system = ActorSystem.named("sync-node")
                .time(clock)
                .scheduler(clock)
                .threads(this::startThread)
                .build();
        SyncBoard board = SyncBoard.keptIn(directory.resolve("order"));
        process = Optional.of(spawn(system, database, board));
        CompletableFuture<Void> started = CompletableFuture.runAsync(system::start);
        until(() -> started.isDone() || isDead());
        return this;
    }

    /** Time stands still while a peer is asked or blocks are checked, however long that takes, unless the peer never answers. */
    private Thread startThread(String name, Runnable body) {
        return ThreadStarter.virtual()
                .start(name, name.matches("background of .*/(chain|sync)") ? background.counting(body) : body);
    }

    private boolean isBusy() {
        int silent = peers instanceof ScriptedPeers scripted ? scripted.silent() : 0;
        return busy.getAsBoolean() || background.count() > silent;
    }

    private Life spawn(ActorSystem system, ChainDatabase database, SyncBoard board) {
        ActorOptions options = ActorOptions.DEFAULTS.withMailbox(1 << 16, new Overflow.Reject());
        ActorRef<StorageMessage> storage =
                system.spawn("storage", () -> new FaultyStorage(database, crash), options.withSupervision(AT_ONCE));
        ActorRef<EngineMessage> engine = system.spawn(
                "engine",
                () -> new EngineActor(
                        execution,
                        new GenesisParameters(
                                network.spec().chainId(),
                                network.spec().fork(),
                                network.spec().genesisTimeSeconds(),
                                network.spec().pegOut().minimum(),
                                Bytes.EMPTY),
                        new EngineActor.Settings(
                                Duration.ZERO,
                                Duration.ofSeconds(2),
                                PayloadRules.FEE_SINK,
                                BridgeContract.BURN_ADDRESS),
                        new CountedTiming(clock),
                        new Replay(new CountedTiming(clock))),
                options);
        ActorRef<BridgeMessage> bridge = system.spawn(
                "bridge", () -> new ScriptedBridge(new BridgeScript(), storage), options.withDependencies("storage"));
        ActorRef<ChainMessage> chain = system.spawn(
                "chain",
                ChainActor.factory(new ChainSetup(
                        network.rules(),
                        network.genesis(),
                        new SignatureCache(network.signatures()),
                        Optional.empty(),
                        new ChainPorts(storage, engine, bridge, new Alone()),
                        clock,
                        new Random(1),
                        board,
                        checkpoint,
                        _ -> {})),
                options.withDependencies("storage", "engine", "bridge").withSupervision(AT_ONCE));
        ActorRef<SyncMessage> sync = system.spawn(
                "sync",
                SyncActor.factory(new SyncSetup(
                        network.spec(),
                        network.genesis().root(),
                        network.signatures(),
                        checkpoint,
                        chain,
                        engine,
                        bridge,
                        peers,
                        new Random(2),
                        2,
                        board)),
                options.withDependencies("chain"));
        return new Life(system, database, storage, chain, sync, board);
    }

    /** What it answers to others. */
    ServedChain served() {
        Life life = process.orElseThrow();
        return new ChainServer(
                life.chain(),
                life.storage(),
                network.genesis().root(),
                network.spec().fork());
    }

    /** Whether the process has died at the write that was chosen. */
    boolean isDead() {
        return crash.happened();
    }

    FaultyStorage.Crash crash() {
        return crash;
    }

    SyncStatus status() {
        return process.orElseThrow().board().status();
    }

    /** Gives an order as an operator does, which is obeyed, and returns the status then. */
    SyncStatus order(Function<Reply<OrderAnswer>, SyncMessage> order) {
        return switch (answerTo(order)) {
            case OrderAnswer.Obeyed(SyncStatus status) -> status;
            case OrderAnswer.Refused(String reason) -> throw new AssertionError(reason);
        };
    }

    OrderAnswer answerTo(Function<Reply<OrderAnswer>, SyncMessage> order) {
        CompletableFuture<OrderAnswer> answer = process.orElseThrow().sync().askAsync(order, Duration.ofDays(1));
        until(answer::isDone);
        return answer.join();
    }

    /** Gives an order from a thread of the node, and waits until it holds; no time passes. */
    void orderFromWithin(Function<Reply<OrderAnswer>, SyncMessage> order) {
        process.orElseThrow().sync().askAsync(order, Duration.ofDays(1)).join();
    }

    /** Lets so much time pass. */
    void pass(Duration time) {
        Instant end = clock.now().plus(time);
        until(() -> !clock.now().isBefore(end));
    }

    ChainPosition position() {
        CompletableFuture<ChainPosition> answer =
                process.orElseThrow().chain().askAsync(ChainMessage.GetPosition::new, Duration.ofDays(1));
        until(answer::isDone);
        return answer.join();
    }

    /** Lets things go on until the condition holds or the process dies. */
    void until(BooleanSupplier condition) {
        long giveUp = System.nanoTime() + REAL_PATIENCE.toNanos();
        int quiet = 0;
        while (!condition.getAsBoolean() && !isDead()) {
            if (System.nanoTime() > giveUp) {
                throw new AssertionError("it did not come to that: "
                        + process.map(life -> life.board().status()));
            }
            if (clock.runDue() || isBusy() || !isIdle()) {
                quiet = 0;
            } else if (++quiet > QUIET_LOOKS) {
                clock.advanceTo(clock.now().plus(STEP));
                quiet = 0;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** Whether the chain answers at once, so that it has nothing to import. */
    private boolean isIdle() {
        if (process.isEmpty()) {
            return true;
        }
        try {
            process.get()
                    .chain()
                    .<ChainPosition>askAsync(ChainMessage.GetPosition::new, Duration.ofDays(1))
                    .get(5, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return isDead();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    void stop() {
        process.ifPresent(Life::end);
        process = Optional.empty();
    }

    @Override
    public void close() {
        stop();
    }
}

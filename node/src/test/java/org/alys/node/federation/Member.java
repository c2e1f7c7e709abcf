package org.alys.node.federation;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.alys.actor.ActorOptions;
import org.alys.actor.ActorRef;
import org.alys.actor.ActorSystem;
import org.alys.actor.Overflow;
import org.alys.actor.Reply;
import org.alys.actor.supervision.RestartStrategy;
import org.alys.actor.supervision.SupervisionPolicy;
import org.alys.chain.block.PayloadRules;
import org.alys.engine.genesis.BridgeContract;
import org.alys.engine.genesis.GenesisParameters;
import org.alys.node.bridge.BridgeMessage;
import org.alys.node.chain.ChainActor;
import org.alys.node.chain.ChainDoor;
import org.alys.node.chain.ChainEvent;
import org.alys.node.chain.ChainMessage;
import org.alys.node.chain.ChainPorts;
import org.alys.node.chain.ChainSetup;
import org.alys.node.chain.ChainStatus;
import org.alys.node.chain.SlotSigner;
import org.alys.node.engine.EngineActor;
import org.alys.node.engine.EngineMessage;
import org.alys.node.network.FederationLink;
import org.alys.node.network.MessageRules;
import org.alys.node.network.SignatureCache;
import org.alys.node.storage.StorageMessage;
import org.alys.p2p.gossip.Verdict;
import org.alys.primitives.Bytes;
import org.alys.storage.ChainDatabase;
import org.alys.storage.DatabaseOptions;
import org.alys.storage.ImportBatch;
import org.alys.storage.slashing.SigningIdentity;
import org.alys.storage.slashing.SlashingProtection;

/** One member's process. What outlives it (disk, execution layer, Bitcoin) stays when it stops or dies, and it can start again. */
final class Member {
    private static final long MIB = 1 << 20;
    private static final DatabaseOptions SMALL = new DatabaseOptions(8 * MIB, 4 * MIB, 32, 1, System::nanoTime);
    /** A dead disk fails every call at once. */
    private static final SupervisionPolicy AT_ONCE =
            new SupervisionPolicy(new RestartStrategy.Immediate(), 10_000, Duration.ofMinutes(1));

    private static final Duration REAL_PATIENCE = Duration.ofSeconds(20);

    final int index;
    final FakeExecution execution;
    final BridgeScript bridge = new BridgeScript();
    private final Network network;
    private final ManualClock clock;
    private final IntFunction<FederationLink> links;
    private final SafetyAudit audit;
    private final Path directory;
    private final List<ChainEvent> events = new ArrayList<>();
    private FaultyStorage.Crash crash = FaultyStorage.Crash.never();
    private Optional<Life> process = Optional.empty();

    private record Life(
            ActorSystem system,
            ChainDatabase database,
            SlashingProtection protection,
            FederationLink link,
            ActorRef<ChainMessage> chain) {
        void end() {
            link.close();
            system.stop(Duration.ofSeconds(10));
            protection.close();
            database.close();
        }
    }

    Member(
            int index,
            Network network,
            ManualClock clock,
            IntFunction<FederationLink> links,
            SafetyAudit audit,
            Path directory) {
        this.index = index;
        this.network = network;
        this.clock = clock;
        this.links = links;
        this.audit = audit;
        this.directory = directory;
        this.execution = new FakeExecution(network.genesis().payload());
    }

    boolean isRunning() {
        return process.isPresent();
    }

    /** Whether the process has died at the write that was chosen. */
    boolean isDead() {
        return crash.happened();
    }

    FaultyStorage.Crash crash() {
        return crash;
    }

    Member start() {
        return start(FaultyStorage.Crash.never());
    }

    Member start(FaultyStorage.Crash when) {
        crash = when;
        var genesisRoot = network.genesis().root();
        ChainDatabase database = ChainDatabase.open(directory.resolve("chain"), genesisRoot, SMALL);
        SlashingProtection protection = SlashingProtection.open(
                directory.resolve("signing"),
                new SigningIdentity(
                        genesisRoot, network.secret(index).publicKey().bytes()));
        // Stops are waited for in real time, everything else in the test's.
        ActorSystem system = ActorSystem.named("member-" + index)
                .time(clock)
                .scheduler(clock)
                .build();
        FederationLink link = links.apply(index);
        SignatureCache signatures = new SignatureCache(network.signatures());
        ActorRef<ChainMessage> chain = spawn(system, database, protection, link, signatures);
        process = Optional.of(new Life(system, database, protection, link, chain));
        await(CompletableFuture.runAsync(system::start));
        MessageRules rules = new MessageRules(signatures, network.spec(), clock);
        link.join(genesisRoot, new ChainDoor(rules, chain, transactions -> Verdict.IGNORE));
        return this;
    }

    private ActorRef<ChainMessage> spawn(
            ActorSystem system,
            ChainDatabase database,
            SlashingProtection protection,
            FederationLink link,
            SignatureCache signatures) {
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
                        new CountedTiming(clock)),
                options);
        ActorRef<BridgeMessage> bridgeActor =
                system.spawn("bridge", () -> new ScriptedBridge(bridge, storage), options.withDependencies("storage"));
        ChainSetup setup = new ChainSetup(
                network.rules(),
                network.genesis(),
                signatures,
                Optional.of(new SlotSigner(index, network.secret(index), network.signatures(), protection)),
                new ChainPorts(storage, engine, bridgeActor, link),
                clock,
                new Random(index),
                this::happened);
        return system.spawn(
                "chain", ChainActor.factory(setup), options.withDependencies("storage", "engine", "bridge"));
    }

    private void happened(ChainEvent event) {
        synchronized (events) {
            events.add(event);
        }
        if (event instanceof ChainEvent.FederationFinal(var point)) {
            audit.finalised(index, point);
        }
    }

    <E extends ChainEvent> List<E> events(Class<E> kind) {
        synchronized (events) {
            return events.stream().filter(kind::isInstance).map(kind::cast).toList();
        }
    }

    /** Ends the process; what it was doing is left as it is. */
    void stop() {
        process.ifPresent(Life::end);
        process = Optional.empty();
    }

    /** What the database holds now. */
    <R> R stored(Function<ChainDatabase, R> question) {
        return question.apply(process.orElseThrow().database());
    }

    /** Puts something into the database behind the node's back. */
    void write(ImportBatch batch) {
        process.orElseThrow().database().write(batch);
    }

    ChainStatus status() {
        return ask(ChainMessage.GetChainStatus::new);
    }

    /** Asks the chain; the answer is waited for in real time. Fails when the process dies meanwhile. */
    <R> R ask(Function<Reply<R>, ChainMessage> request) {
        return await(process.orElseThrow().chain().askAsync(request, Duration.ofDays(1)));
    }

    private <T> T await(CompletableFuture<T> answer) {
        long giveUp = System.nanoTime() + REAL_PATIENCE.toNanos();
        while (System.nanoTime() < giveUp) {
            if (isDead()) {
                throw new LifeEnded();
            }
            try {
                return answer.get(20, TimeUnit.MILLISECONDS);
            } catch (TimeoutException _) {
                clock.runDue();
            } catch (ExecutionException e) {
                if (isDead()) {
                    throw new LifeEnded();
                }
                throw new AssertionError("member " + index + " does not answer", e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", e);
            }
        }
        throw new AssertionError("member " + index + " did not answer within " + REAL_PATIENCE);
    }

    /** The process is no more. */
    static final class LifeEnded extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}

package org.alys.node.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.alys.actor.ActorRef;
import org.alys.actor.ActorSnapshot;
import org.alys.actor.ActorSystem;
import org.alys.actor.LifecycleState;
import org.alys.actor.Reply;
import org.alys.actor.ThreadStarter;
import org.alys.actor.supervision.Failure;
import org.alys.node.chain.ChainDoor;
import org.alys.node.chain.ChainEvent;
import org.alys.node.chain.ChainMessage;
import org.alys.node.chain.ChainStatus;
import org.alys.node.network.FederationLink;
import org.alys.node.network.MessageRules;
import org.alys.node.network.SignatureCache;
import org.alys.node.sync.OrderAnswer;
import org.alys.node.sync.SyncBoard;
import org.alys.node.sync.SyncMessage;
import org.alys.node.sync.SyncStatus;
import org.alys.node.wiring.Domain;
import org.alys.p2p.gossip.Verdict;
import org.alys.storage.ChainDatabase;
import org.alys.storage.ImportBatch;
import org.alys.storage.slashing.SlashingProtection;

/** One member's process. What outlives it (disk, execution layer, Bitcoin) stays when it stops or dies, and it can start again. */
final class Member {
    private static final Duration REAL_PATIENCE = Duration.ofSeconds(60);

    final int index;
    final FakeExecution execution;
    final BridgeScript bridge = new BridgeScript();
    private final Network network;
    private final ManualClock clock;
    private final IntFunction<FederationLink> links;
    private final SafetyAudit audit;
    private final Path directory;
    private final List<ChainEvent> events = new ArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger underWay = new AtomicInteger();
    private boolean syncs;
    private SyncBoard board = new SyncBoard();
    private volatile Optional<ActorRef<SyncMessage>> syncActor = Optional.empty();
    private FaultyStorage.Crash crash = FaultyStorage.Crash.never();
    private Optional<Life> process = Optional.empty();
    final FaultyActor.Faults faults = new FaultyActor.Faults();

    private record Life(
            ActorSystem system, Disk disk, FederationLink link, CompletableFuture<ActorRef<ChainMessage>> chain) {
        void end() {
            link.close();
            system.stop(Duration.ofSeconds(10));
            disk.close();
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

    /** From its next start on it asks others where they are, before it takes part. */
    Member syncing() {
        syncs = true;
        return this;
    }

    SyncStatus sync() {
        return board.status();
    }

    /** Gives the sync an order as an operator does. */
    OrderAnswer order(Function<Reply<OrderAnswer>, SyncMessage> order) {
        return await(syncActor.orElseThrow().askAsync(order, Duration.ofDays(1)));
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
        Disk disk = Disk.open(directory, network, index);
        // Stops are waited for in real time, everything else in the test's.
        ActorSystem system = ActorSystem.named("member-" + index)
                .time(clock)
                .scheduler(clock)
                .threads(this::startThread)
                .build();
        FederationLink link = links.apply(index);
        SignatureCache signatures = new SignatureCache(network.signatures());
        CompletableFuture<ActorRef<ChainMessage>> started = new CompletableFuture<>();
        process = Optional.of(new Life(system, disk, link, started));
        Thread.ofVirtual().start(() -> {
            try {
                started.complete(plant(system, disk, link, signatures));
            } catch (RuntimeException e) {
                started.completeExceptionally(e);
            }
        });
        ActorRef<ChainMessage> chain = await(started);
        MessageRules rules = new MessageRules(signatures, network.spec(), clock);
        link.join(network.genesis().root(), new ChainDoor(rules, chain, transactions -> Verdict.IGNORE));
        return this;
    }

    /** Counts the work beside mailboxes, so that a test can wait for its end. */
    private Thread startThread(String name, Runnable body) {
        if (!name.matches("background of .*/(chain|sync)")) {
            return ThreadStarter.virtual().start(name, body);
        }
        asked.incrementAndGet();
        underWay.incrementAndGet();
        return ThreadStarter.virtual().start(name, () -> {
            try {
                body.run();
            } finally {
                underWay.decrementAndGet();
            }
        });
    }

    /** How often it asked others something. */
    int asked() {
        return asked.get();
    }

    /** Whether it asks others something now. */
    boolean isAsking() {
        return underWay.get() > 0;
    }

    private ActorRef<ChainMessage> plant(
            ActorSystem system, Disk disk, FederationLink link, SignatureCache signatures) {
        board = SyncBoard.keptIn(directory.resolve("order"));
        MemberTree tree = MemberTree.plant(
                system,
                new MemberTree.Parts(
                        index,
                        network,
                        execution,
                        bridge,
                        disk,
                        link,
                        signatures,
                        clock,
                        () -> new CountedTiming(clock),
                        crash,
                        faults,
                        syncs ? Optional.of(board) : Optional.empty(),
                        this::happened));
        syncActor = tree.sync();
        return tree.chain();
    }

    /** How often each actor was started again in this run, by its name. */
    Map<String, Integer> restarts() {
        return process.orElseThrow().system().actors().stream()
                .collect(Collectors.toMap(actor -> actor.path().name(), ActorSnapshot::restarts));
    }

    /** Whether every actor of the tree runs. */
    boolean isTreeHealthy() {
        List<ActorSnapshot> actors = process.orElseThrow().system().actors();
        return actors.size() == Domain.values().length + 4
                && actors.stream().allMatch(actor -> actor.state() == LifecycleState.RUNNING);
    }

    /** Gives the chain things to do, and time, until the node has stopped because of a failure. */
    Failure awaitFailure() {
        Life life = process.orElseThrow();
        long giveUp = System.nanoTime() + REAL_PATIENCE.toNanos();
        while (!life.system().whenStopped().isDone()) {
            assertThat(System.nanoTime()).isLessThan(giveUp);
            life.chain().join().tell(new ChainMessage.SlotBegan(0));
            clock.advanceTo(clock.now().plusMillis(100));
            LockSupport.parkNanos(1_000_000);
        }
        return life.system().failure().orElseThrow();
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
        return question.apply(process.orElseThrow().disk().database());
    }

    /** Puts something into the database behind the node's back. */
    void write(ImportBatch batch) {
        process.orElseThrow().disk().database().write(batch);
    }

    /** What it signed is lost with its disk, and the operator accepts a new record that signs nothing up to {@code slot}. */
    void loseSignatures(long slot) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("signing"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        try (SlashingProtection fresh = Disk.protection(directory, network, index)) {
            fresh.raiseWatermark(slot);
        }
    }

    /** Its status, when it comes to answer. */
    CompletableFuture<ChainStatus> statusLater() {
        return process.orElseThrow().chain().join().askAsync(ChainMessage.GetChainStatus::new, Duration.ofDays(1));
    }

    ChainStatus status() {
        return ask(ChainMessage.GetChainStatus::new);
    }

    /** Asks the chain; the answer is waited for in real time. Fails when the process dies meanwhile. */
    <R> R ask(Function<Reply<R>, ChainMessage> request) {
        return await(process.orElseThrow().chain().join().askAsync(request, Duration.ofDays(1)));
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

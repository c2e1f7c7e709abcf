package org.alys.node.federation;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.alys.actor.ActorSystem;
import org.alys.actor.Reply;
import org.alys.actor.testkit.Simulation;
import org.alys.actor.testkit.chaos.Chaos;
import org.alys.actor.testkit.chaos.Plan;
import org.alys.engine.ExecutionClient;
import org.alys.engine.Timing;
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
import org.alys.node.wiring.StartException;
import org.alys.p2p.gossip.Verdict;

/** As {@link Member}, with every thread of its process in a simulation. To be used from threads of that simulation only. */
final class SimulatedMember {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    final int index;
    final FakeExecution execution;
    final BridgeScript bridge = new BridgeScript();
    private final Simulation simulation;
    private final Network network;
    private final SignatureCache signatures;
    private final SimulatedWires wires;
    private final SafetyAudit audit;
    private final Path directory;
    private Duration slowest = Duration.ofMillis(50);
    private SyncBoard board = new SyncBoard();
    private FaultyStorage.Crash crash = FaultyStorage.Crash.never();
    private Optional<Running> process = Optional.empty();

    private record Life(ActorSystem system, Disk disk, FederationLink link) {
        void end() {
            link.close();
            system.stop(Duration.ofSeconds(10));
            disk.close();
        }
    }

    private record Running(Life life, MemberTree tree) {}

    SimulatedMember(
            int index,
            Simulation simulation,
            Network network,
            SignatureCache signatures,
            SimulatedWires wires,
            SafetyAudit audit,
            Path directory) {
        this.index = index;
        this.simulation = simulation;
        this.network = network;
        this.signatures = signatures;
        this.wires = wires;
        this.audit = audit;
        this.directory = directory;
        this.execution = new FakeExecution(network.genesis().payload());
    }

    boolean isRunning() {
        return process.isPresent();
    }

    /** Whether the process is over because it died or gave up. */
    boolean isDead() {
        return process.filter(running -> crash.happened()
                        || running.life().system().whenStopped().isDone())
                .isPresent();
    }

    /** How long a call of the execution layer may take from now on. */
    void slowBy(Duration most) {
        slowest = most;
    }

    /** Begins a process that nothing happens to. */
    void start() {
        start(FaultyStorage.Crash.never(), Chaos.plan(0));
    }

    /** Begins a process; it may be over again before it works. */
    void start(FaultyStorage.Crash when, Plan trouble) {
        crash = when;
        Disk disk = Disk.open(directory, network, index);
        board = SyncBoard.keptIn(directory.resolve("order"));
        ActorSystem system = simulation
                .system("member-" + index)
                .interference(trouble.build())
                .build();
        Life life = new Life(system, disk, wires.link(index));
        try {
            MemberTree tree = MemberTree.plant(system, parts(life));
            process = Optional.of(new Running(life, tree));
            MessageRules rules = new MessageRules(signatures, network.spec(), system.time()::now);
            life.link()
                    .join(network.genesis().root(), new ChainDoor(rules, tree.chain(), transactions -> Verdict.IGNORE));
        } catch (StartException e) {
            life.end();
        }
    }

    private MemberTree.Parts parts(Life life) {
        return new MemberTree.Parts(
                index,
                network,
                slow(execution),
                bridge,
                life.disk(),
                life.link(),
                signatures,
                life.system().time()::now,
                this::timing,
                crash,
                new FaultyActor.Faults(),
                Optional.of(board),
                this::happened);
    }

    /** Each call takes its time, in which other things happen. */
    private ExecutionClient slow(ExecutionClient real) {
        RandomGenerator random = simulation.random();
        return (ExecutionClient) Proxy.newProxyInstance(
                ExecutionClient.class.getClassLoader(),
                new Class<?>[] {ExecutionClient.class},
                (proxy, method, arguments) -> {
                    if (random.nextBoolean()) {
                        simulation.sleep(Duration.ofMillis(random.nextLong(slowest.toMillis())));
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private Timing timing() {
        return new Timing() {
            @Override
            public Instant now() {
                return simulation.now();
            }

            @Override
            public Duration elapsed() {
                return Duration.ofNanos(simulation.nanos());
            }

            @Override
            public void sleep(Duration duration) throws InterruptedException {
                simulation.sleep(duration);
            }
        };
    }

    private void happened(ChainEvent event) {
        if (event instanceof ChainEvent.FederationFinal(var point)) {
            audit.finalised(index, point);
        }
    }

    /** Ends the process. */
    void stop() {
        process.map(Running::life).ifPresent(Life::end);
        process = Optional.empty();
    }

    ChainStatus status() {
        return process.orElseThrow().tree().chain().ask(ChainMessage.GetChainStatus::new, PATIENCE);
    }

    /** How many requests of peg-outs its database holds. */
    long pegOuts() {
        return process.orElseThrow()
                .life()
                .disk()
                .database()
                .pegOutsAfter(Optional.empty())
                .count();
    }

    SyncStatus sync() {
        return board.status();
    }

    /** Gives the sync an order as an operator does. */
    OrderAnswer order(Function<Reply<OrderAnswer>, SyncMessage> order) {
        return process.orElseThrow().tree().sync().orElseThrow().ask(order, PATIENCE);
    }
}

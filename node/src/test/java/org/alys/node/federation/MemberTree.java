package org.alys.node.federation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.alys.actor.ActorRef;
import org.alys.actor.ActorSystem;
import org.alys.actor.supervision.BlockClock;
import org.alys.actor.supervision.RestartStrategy;
import org.alys.actor.supervision.SupervisionPolicy;
import org.alys.chain.block.PayloadRules;
import org.alys.engine.ExecutionClient;
import org.alys.engine.Timing;
import org.alys.engine.genesis.BridgeContract;
import org.alys.engine.genesis.GenesisParameters;
import org.alys.node.bridge.BridgeMessage;
import org.alys.node.chain.ChainActor;
import org.alys.node.chain.ChainEvent;
import org.alys.node.chain.ChainMessage;
import org.alys.node.chain.ChainPorts;
import org.alys.node.chain.ChainSetup;
import org.alys.node.chain.Readiness;
import org.alys.node.chain.SlotSigner;
import org.alys.node.engine.EngineActor;
import org.alys.node.engine.EngineMessage;
import org.alys.node.engine.Replay;
import org.alys.node.network.FederationLink;
import org.alys.node.network.SignatureCache;
import org.alys.node.storage.StorageMessage;
import org.alys.node.sync.ChainServer;
import org.alys.node.sync.SyncActor;
import org.alys.node.sync.SyncBoard;
import org.alys.node.sync.SyncMessage;
import org.alys.node.sync.SyncSetup;
import org.alys.node.wiring.NodeActor;
import org.alys.node.wiring.NodeTree;
import org.alys.node.wiring.Roster;
import org.alys.primitives.Bytes;

/** The actors of one member as a real node has them, in reach of faults and with mailboxes that nothing fills. */
record MemberTree(ActorRef<ChainMessage> chain, Optional<ActorRef<SyncMessage>> sync) {
    /** A dead disk fails every call at once. */
    private static final SupervisionPolicy AT_ONCE =
            new SupervisionPolicy(new RestartStrategy.Immediate(), 10_000, Duration.ofMinutes(1));

    /**
     * What the actors stand on.
     *
     * @param timing of an actor that talks to the execution layer
     * @param board of a member that asks others where they are before it takes part
     */
    record Parts(
            int index,
            Network network,
            ExecutionClient execution,
            BridgeScript bridge,
            Disk disk,
            FederationLink link,
            SignatureCache signatures,
            InstantSource clock,
            Supplier<Timing> timing,
            FaultyStorage.Crash crash,
            FaultyActor.Faults faults,
            Optional<SyncBoard> board,
            Consumer<ChainEvent> events) {
        <M> ActorRef<M> add(NodeTree tree, NodeActor<M> actor) {
            return tree.add(faults.around(actor).withMailbox(1 << 16));
        }
    }

    static MemberTree plant(ActorSystem system, Parts parts) {
        Network network = parts.network();
        NodeTree tree = NodeTree.start(
                system,
                new BlockClock(
                        Instant.ofEpochSecond(network.spec().genesisTimeSeconds()),
                        network.spec().slots().duration()));
        ActorRef<StorageMessage> storage = parts.add(
                tree,
                Roster.storage(() -> new FaultyStorage(parts.disk().database(), parts.crash()))
                        .withRestart(AT_ONCE));
        ActorRef<EngineMessage> engine = parts.add(tree, Roster.engine(() -> engine(parts)));
        ActorRef<BridgeMessage> bridge =
                parts.add(tree, Roster.bridge(() -> new ScriptedBridge(parts.bridge(), storage)));
        ActorRef<ChainMessage> chain = parts.add(
                tree,
                Roster.chain(ChainActor.factory(new ChainSetup(
                        network.rules(),
                        network.genesis(),
                        parts.signatures(),
                        Optional.of(new SlotSigner(
                                parts.index(),
                                network.secret(parts.index()),
                                network.signatures(),
                                parts.disk().protection())),
                        new ChainPorts(storage, engine, bridge, parts.link()),
                        parts.clock(),
                        new Random(parts.index()),
                        parts.board().<Readiness>map(board -> board).orElse(Readiness.ALWAYS),
                        Optional.empty(),
                        parts.events()))));
        parts.link()
                .serve(new ChainServer(
                        chain, storage, network.genesis().root(), network.spec().fork()));
        return new MemberTree(
                chain,
                parts.board()
                        .map(board -> parts.add(
                                tree,
                                Roster.sync(SyncActor.factory(new SyncSetup(
                                        network.spec(),
                                        network.genesis().root(),
                                        network.signatures(),
                                        Optional.empty(),
                                        chain,
                                        engine,
                                        bridge,
                                        parts.link().requests(),
                                        new Random(parts.index()),
                                        2,
                                        board))))));
    }

    private static EngineActor engine(Parts parts) {
        Network network = parts.network();
        return new EngineActor(
                parts.execution(),
                new GenesisParameters(
                        network.spec().chainId(),
                        network.spec().fork(),
                        network.spec().genesisTimeSeconds(),
                        network.spec().pegOut().minimum(),
                        Bytes.EMPTY),
                new EngineActor.Settings(
                        Duration.ZERO, Duration.ofSeconds(2), PayloadRules.FEE_SINK, BridgeContract.BURN_ADDRESS),
                parts.timing().get(),
                new Replay(parts.timing().get()));
    }
}

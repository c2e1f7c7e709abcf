package org.alys.node.sync;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.alys.actor.ActorRef;
import org.alys.engine.health.EngineState;
import org.alys.node.bridge.BridgeMessage;
import org.alys.node.bridge.BridgeStatus;
import org.alys.node.engine.EngineAnswer;
import org.alys.node.engine.EngineMessage;
import org.alys.node.engine.EngineStatus;
import org.alys.node.engine.GenesisAnswer;
import org.alys.node.sync.SideGate.Side;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a node needs beside its peers to take part: its execution layer and its Bitcoin node. */
final class Sides {
    private static final Logger LOG = LoggerFactory.getLogger(Sides.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Sides() {}

    /** Always completes with a report: of who does not answer it says that. */
    static CompletableFuture<SideGate.Report> report(ActorRef<EngineMessage> engine, ActorRef<BridgeMessage> bridge) {
        return execution(engine).thenCombine(bitcoin(bridge), SideGate.Report::new);
    }

    private static CompletableFuture<Side> execution(ActorRef<EngineMessage> engine) {
        return engine.<EngineStatus>askAsync(EngineMessage.GetExecutionStatus::new, PATIENCE)
                .thenCompose(status -> execution(status, engine))
                .exceptionally(failure -> silent("The execution layer does not say how it is.", failure));
    }

    private static CompletableFuture<Side> bitcoin(ActorRef<BridgeMessage> bridge) {
        return bridge.<BridgeStatus>askAsync(BridgeMessage.GetBridgeStatus::new, PATIENCE)
                .thenApply(Sides::bitcoin)
                .exceptionally(failure -> silent("The bridge, which reads Bitcoin, does not say how it is.", failure));
    }

    private static Side silent(String reason, Throwable failure) {
        LOG.debug("{}", reason, failure);
        return new Side.Silent(reason);
    }

    /**
     * A client that nobody has asked for anything yet is asked when there is something to ask it. One that failed is asked again here,
     * because a chain that waits for it asks it nothing; blocks that it lacks it gets from the chain.
     */
    private static CompletableFuture<Side> execution(EngineStatus status, ActorRef<EngineMessage> engine) {
        return switch (status.state()) {
            case EngineState.Initializing _, EngineState.Ready _, EngineState.Degraded _ ->
                CompletableFuture.completedFuture(new Side.Ready());
            case EngineState.Syncing _, EngineState.Failed _ ->
                engine.<EngineAnswer<GenesisAnswer>>askAsync(EngineMessage.CheckGenesis::new, PATIENCE)
                        .thenApply(Sides::execution);
        };
    }

    private static Side execution(EngineAnswer<GenesisAnswer> answer) {
        return switch (answer) {
            case EngineAnswer.Done<GenesisAnswer>(GenesisAnswer.Matches _) -> new Side.Ready();
            case EngineAnswer.Done<GenesisAnswer>(GenesisAnswer.Differs differs) ->
                new Side.NotReady("The execution client has another genesis: " + differs);
            case EngineAnswer.Failed<GenesisAnswer>(var failure) ->
                new Side.NotReady("The execution client is not ready: " + failure.code() + " " + failure.describe());
        };
    }

    private static Side bitcoin(BridgeStatus status) {
        Optional<String> problem = status.problem()
                .map(detail -> "Bitcoin is not ready: " + detail)
                .or(() -> status.synced()
                        ? Optional.empty()
                        : Optional.of("Bitcoin blocks are still being read, up to " + status.tipHeight() + "."));
        return problem.<Side>map(Side.NotReady::new).orElseGet(Side.Ready::new);
    }
}

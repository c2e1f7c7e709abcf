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

/** What a node needs beside its peers to take part: its execution layer and its Bitcoin node. */
final class Sides {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Sides() {}

    /** Completes with a failure when one of them does not answer. */
    static CompletableFuture<SideGate.Report> report(ActorRef<EngineMessage> engine, ActorRef<BridgeMessage> bridge) {
        return engine.<EngineStatus>askAsync(EngineMessage.GetExecutionStatus::new, PATIENCE)
                .thenCompose(status -> execution(status, engine))
                .thenCombine(
                        bridge.<BridgeStatus>askAsync(BridgeMessage.GetBridgeStatus::new, PATIENCE),
                        (execution, bitcoin) -> new SideGate.Report(execution, bitcoin(bitcoin)));
    }

    /**
     * A client that nobody has asked for anything yet is asked when there is something to ask it. One that failed is asked again here,
     * because a chain that waits for it asks it nothing; blocks that it lacks it gets from the chain.
     */
    private static CompletableFuture<Optional<String>> execution(EngineStatus status, ActorRef<EngineMessage> engine) {
        return switch (status.state()) {
            case EngineState.Initializing _, EngineState.Ready _, EngineState.Degraded _ ->
                CompletableFuture.completedFuture(Optional.empty());
            case EngineState.Syncing _, EngineState.Failed _ ->
                engine.<EngineAnswer<GenesisAnswer>>askAsync(EngineMessage.CheckGenesis::new, PATIENCE)
                        .thenApply(Sides::execution);
        };
    }

    private static Optional<String> execution(EngineAnswer<GenesisAnswer> answer) {
        return switch (answer) {
            case EngineAnswer.Done<GenesisAnswer>(GenesisAnswer.Matches _) -> Optional.empty();
            case EngineAnswer.Done<GenesisAnswer>(GenesisAnswer.Differs differs) ->
                Optional.of("The execution client has another genesis: " + differs);
            case EngineAnswer.Failed<GenesisAnswer>(var failure) ->
                Optional.of("The execution client is not ready: " + failure.code() + " " + failure.describe());
        };
    }

    private static Optional<String> bitcoin(BridgeStatus status) {
        return status.problem()
                .map(problem -> "Bitcoin is not ready: " + problem)
                .or(() -> status.synced()
                        ? Optional.empty()
                        : Optional.of("Bitcoin blocks are still being read, up to " + status.tipHeight() + "."));
    }
}

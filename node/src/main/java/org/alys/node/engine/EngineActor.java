package org.alys.node.engine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.alys.actor.Actor;
import org.alys.actor.ActorContext;
import org.alys.actor.Reply;
import org.alys.engine.BlockRef;
import org.alys.engine.ClientVersion;
import org.alys.engine.ExecutionClient;
import org.alys.engine.ExecutionFailedException;
import org.alys.engine.ExecutionFailure;
import org.alys.engine.ForkchoiceResult;
import org.alys.engine.Timing;
import org.alys.engine.catchup.CatchUp;
import org.alys.engine.facts.ExecutionFacts;
import org.alys.engine.facts.FactsResult;
import org.alys.engine.genesis.BridgeContract;
import org.alys.engine.genesis.GenesisCheck;
import org.alys.engine.genesis.GenesisParameters;
import org.alys.engine.genesis.GenesisProblem;
import org.alys.engine.health.EngineHealth;
import org.alys.engine.health.EngineHealth.Kind;
import org.alys.engine.health.HealthLimits;
import org.alys.evm.payload.ExecutionPayload;
import org.alys.node.engine.EngineMessage.BuildPayload;
import org.alys.node.engine.EngineMessage.BuildResult;
import org.alys.node.engine.EngineMessage.CatchUpTo;
import org.alys.node.engine.EngineMessage.CheckGenesis;
import org.alys.node.engine.EngineMessage.ExecutePayload;
import org.alys.node.engine.EngineMessage.ForkchoiceUpdated;
import org.alys.node.engine.EngineMessage.GetExecutionStatus;
import org.alys.node.engine.EngineMessage.ReadFacts;
import org.alys.primitives.EvmAddress;

/** Owns the execution client, one call at a time: fork choice updates must reach it in order. */
public final class EngineActor implements Actor<EngineMessage> {
    private final ExecutionClient client;
    private final GenesisParameters genesis;
    private final Settings settings;
    private final EngineHealth health = new EngineHealth(HealthLimits.STANDARD);
    private final Timing timing;
    private final Replay replay;
    private Optional<ClientVersion> version = Optional.empty();

    /**
     * How the actor works.
     *
     * @param buildTime what a client gets to fill a payload between the order and the collection
     * @param syncPatience how long to wait for a client that says it is syncing
     * @param feeSink the account that priority fees go to
     * @param burnAddress the account that the Bridge burns to
     */
    public record Settings(Duration buildTime, Duration syncPatience, EvmAddress feeSink, EvmAddress burnAddress) {}

    /** {@code replay} is told of blocks that move, for whoever wonders why the actor does not answer. */
    public EngineActor(
            ExecutionClient client, GenesisParameters genesis, Settings settings, Timing timing, Replay replay) {
        this.client = client;
        this.genesis = genesis;
        this.settings = settings;
        this.timing = timing;
        this.replay = replay;
    }

    @Override
    public void receive(EngineMessage message, ActorContext<EngineMessage> context) throws InterruptedException {
        switch (message) {
            case BuildPayload build -> build.reply().success(build(build));
            case ExecutePayload(var payload, var beaconRoot, var reply) ->
                answer(Kind.EXECUTE, reply, () -> client.newPayload(payload, beaconRoot));
            case ForkchoiceUpdated(var state, var reply) ->
                answer(Kind.OTHER, reply, () -> client.forkchoiceUpdated(state, Optional.empty()));
            case ReadFacts(var payload, var reply) -> reply.success(readFacts(payload));
            case CatchUpTo(var state, var blocks, var reply) ->
                answer(
                        Kind.OTHER,
                        reply,
                        () -> new CatchUp(client, replay.watching(blocks), timing).run(state, settings.syncPatience()));
            case CheckGenesis(var reply) -> answer(Kind.OTHER, reply, this::checkGenesis);
            case EngineMessage.Ping(var reply) -> reply.success(true);
            case GetExecutionStatus(var reply) -> reply.success(status());
        }
    }

    private EngineAnswer<BuildResult> build(BuildPayload build) throws InterruptedException {
        EngineAnswer<ForkchoiceResult> started =
                call(Kind.OTHER, () -> client.forkchoiceUpdated(build.forkchoice(), Optional.of(build.attributes())));
        if (started instanceof EngineAnswer.Done<ForkchoiceResult>(ForkchoiceResult.Valid(var id)) && id.isPresent()) {
            timing.sleep(settings.buildTime());
            return call(Kind.BUILD, () -> new BuildResult.Built(client.getPayload(id.get())));
        }
        return started.then(result -> new EngineAnswer.Done<>(new BuildResult.HeadNotTaken(result)));
    }

    private EngineAnswer<BlockFacts> readFacts(ExecutionPayload payload) {
        EngineAnswer<FactsResult> facts =
                call(Kind.OTHER, () -> ExecutionFacts.of(payload, client.receipts(payload), BridgeContract.ADDRESS));
        return facts.then(result -> switch (result) {
            case ExecutionFacts execution ->
                call(
                        Kind.OTHER,
                        () -> new BlockFacts(
                                execution,
                                client.balance(settings.feeSink(), new BlockRef.Height(payload.blockNumber())),
                                client.balance(settings.burnAddress(), new BlockRef.Height(payload.blockNumber()))));
            case FactsResult.Malformed(var transaction, int logIndex, String reason) ->
                new EngineAnswer.Failed<>(new ExecutionFailure.BadAnswer(
                        "eth_getBlockReceipts",
                        "log " + logIndex + " of transaction " + transaction + " is not the Bridge's: " + reason));
        });
    }

    private GenesisAnswer checkGenesis() {
        version = client.clientVersion();
        List<GenesisProblem> problems = GenesisCheck.problems(client, genesis);
        return problems.isEmpty()
                ? client.payloadAt(new BlockRef.Height(0))
                        .<GenesisAnswer>map(GenesisAnswer.Matches::new)
                        .orElseGet(() -> new GenesisAnswer.Differs(
                                List.of(new GenesisProblem.WrongField("block 0", "one", "none"))))
                : new GenesisAnswer.Differs(problems);
    }

    private <T> void answer(Kind kind, Reply<EngineAnswer<T>> reply, Supplier<T> call) {
        reply.success(call(kind, call));
    }

    private <T> EngineAnswer<T> call(Kind kind, Supplier<T> call) {
        Duration started = timing.elapsed();
        try {
            T value = call.get();
            health.succeeded(timing.now(), kind, timing.elapsed().minus(started));
            return new EngineAnswer.Done<>(value);
        } catch (ExecutionFailedException e) {
            health.failed(timing.now(), kind, timing.elapsed().minus(started), e.failure());
            return new EngineAnswer.Failed<>(e.failure());
        }
    }

    private EngineStatus status() {
        return new EngineStatus(
                health.state(timing.now()),
                health.median(Kind.BUILD, timing.now()),
                health.median(Kind.EXECUTE, timing.now()),
                version);
    }
}

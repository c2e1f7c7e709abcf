package org.alys.node.chain;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.alys.actor.ActorRef;
import org.alys.chain.block.Block;
import org.alys.engine.BuiltPayload;
import org.alys.engine.ExecutionFailure;
import org.alys.engine.ForkchoiceResult;
import org.alys.engine.ForkchoiceState;
import org.alys.engine.PayloadAttributes;
import org.alys.engine.PayloadStatus;
import org.alys.engine.catchup.CatchUpResult;
import org.alys.engine.catchup.StoredBlock;
import org.alys.node.engine.BlockFacts;
import org.alys.node.engine.EngineAnswer;
import org.alys.node.engine.EngineMessage;
import org.alys.node.engine.EngineMessage.BuildResult;
import org.alys.primitives.Bytes32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The chain's dealings with its execution layer. If the layer lacks blocks, because it was restarted from an older state or is
 * new, they are sent to it, oldest first; that needs no operator.
 */
final class Execution {
    private static final Logger LOG = LoggerFactory.getLogger(Execution.class);
    private static final String LACKS_BLOCKS = "ENG012";
    /** A client that was wiped is sent the whole chain, some 20 blocks in a second. */
    private static final Duration REPLAY_PATIENCE = Duration.ofHours(12);

    private final ActorRef<EngineMessage> engine;
    private final Ancestry ancestry;

    /** Finds blocks by their roots, in memory or on disk. */
    @FunctionalInterface
    interface Ancestry {
        Optional<Block> find(Bytes32 root);
    }

    /** What came of a block. */
    sealed interface Outcome<T> {
        record Done<T>(T value) implements Outcome<T> {}

        /** The execution layer says that the block breaks its rules. */
        record Invalid<T>(String reason) implements Outcome<T> {}

        /** It could not say: down, overloaded or still syncing. To be tried again. */
        record Unavailable<T>(String code, String reason) implements Outcome<T> {}
    }

    Execution(ActorRef<EngineMessage> engine, Ancestry ancestry) {
        this.engine = engine;
        this.ancestry = ancestry;
    }

    /** Executes a block without making it the head. */
    Outcome<Bytes32> execute(Block block) {
        Outcome<Bytes32> outcome = executeOnce(block);
        if (outcome instanceof Outcome.Unavailable<Bytes32>(String code, String reason) && code.equals(LACKS_BLOCKS)) {
            return replayAncestors(block) ? executeOnce(block) : outcome;
        }
        return outcome;
    }

    private Outcome<Bytes32> executeOnce(Block block) {
        EngineAnswer<PayloadStatus> answer = engine.ask(
                reply -> new EngineMessage.ExecutePayload(block.payload(), block.parentRoot(), reply),
                ChainPorts.ENGINE_PATIENCE);
        return switch (answer) {
            case EngineAnswer.Failed<PayloadStatus>(ExecutionFailure failure) -> unavailable(failure);
            case EngineAnswer.Done<PayloadStatus>(PayloadStatus status) ->
                switch (status) {
                    case PayloadStatus.Valid _ ->
                        new Outcome.Done<>(block.payload().blockHash());
                    case PayloadStatus.Invalid(var latestValid, String error) -> new Outcome.Invalid<>(error);
                    case PayloadStatus.Syncing _, PayloadStatus.Accepted _ ->
                        new Outcome.Unavailable<>(
                                LACKS_BLOCKS, "the execution client lacks ancestors of block " + block.height());
                };
        };
    }

    /** Sends the ancestors that the client lacks. False when it still cannot go on. */
    private boolean replayAncestors(Block block) {
        Optional<Block> parent = ancestry.find(block.parentRoot());
        if (parent.isEmpty()) {
            return false;
        }
        ForkchoiceState target = new ForkchoiceState(parent.get().payload().blockHash(), Bytes32.ZERO, Bytes32.ZERO);
        EngineAnswer<CatchUpResult> answer = engine.ask(
                reply -> new EngineMessage.CatchUpTo(target, new Line(parent.get()), reply), REPLAY_PATIENCE);
        return switch (answer) {
            case EngineAnswer.Done<CatchUpResult>(CatchUpResult.AtHead(int sent)) -> {
                LOG.info("sent the execution client {} blocks that it lacked", sent);
                yield true;
            }
            case EngineAnswer.Done<CatchUpResult>(CatchUpResult result) -> {
                LOG.warn("CHN004 the execution client cannot be brought to block {}: {}", block.height() - 1, result);
                yield false;
            }
            case EngineAnswer.Failed<CatchUpResult>(ExecutionFailure failure) -> {
                LOG.warn("{} {}", failure.code(), failure.describe());
                yield false;
            }
        };
    }

    /** Finds a block and its ancestors by the hashes of their payloads: each becomes known when its child was asked for. */
    private final class Line implements StoredBlock.Source {
        private final Map<Bytes32, Bytes32> rootsByPayload = new HashMap<>();

        Line(Block newest) {
            rootsByPayload.put(newest.payload().blockHash(), newest.root());
        }

        @Override
        public Optional<StoredBlock> block(Bytes32 hash) {
            Optional<Block> found = Optional.ofNullable(rootsByPayload.get(hash))
                    .flatMap(ancestry::find)
                    .filter(block -> block.height() > 0);
            found.ifPresent(block -> rootsByPayload.put(block.payload().parentHash(), block.parentRoot()));
            return found.map(block -> new StoredBlock(block.payload(), block.parentRoot()));
        }
    }

    /** Makes a block that was executed the head. */
    Outcome<Bytes32> setHead(ForkchoiceState forkchoice) {
        EngineAnswer<ForkchoiceResult> answer =
                engine.ask(reply -> new EngineMessage.ForkchoiceUpdated(forkchoice, reply), ChainPorts.ENGINE_PATIENCE);
        return switch (answer) {
            case EngineAnswer.Failed<ForkchoiceResult>(ExecutionFailure failure) -> unavailable(failure);
            case EngineAnswer.Done<ForkchoiceResult>(ForkchoiceResult result) -> taken(result, forkchoice.head());
        };
    }

    private static <T> Outcome<T> taken(ForkchoiceResult result, T value) {
        return switch (result) {
            case ForkchoiceResult.Valid _ -> new Outcome.Done<>(value);
            case ForkchoiceResult.Invalid(var latestValid, String error) -> new Outcome.Invalid<>(error);
            case ForkchoiceResult.Syncing _ ->
                new Outcome.Unavailable<>(LACKS_BLOCKS, "the execution client lacks the head");
        };
    }

    /** Lets the client build on {@code forkchoice.head()}; if it lacks {@code parent}, it gets it first. */
    Outcome<BuiltPayload> build(ForkchoiceState forkchoice, Block parent, PayloadAttributes attributes) {
        Outcome<BuiltPayload> built = buildOnce(forkchoice, attributes);
        if (built instanceof Outcome.Unavailable<BuiltPayload>(String code, String reason)
                && code.equals(LACKS_BLOCKS)
                && execute(parent) instanceof Outcome.Done) {
            return buildOnce(forkchoice, attributes);
        }
        return built;
    }

    private Outcome<BuiltPayload> buildOnce(ForkchoiceState forkchoice, PayloadAttributes attributes) {
        EngineAnswer<BuildResult> answer = engine.ask(
                reply -> new EngineMessage.BuildPayload(forkchoice, attributes, reply), ChainPorts.ENGINE_PATIENCE);
        return switch (answer) {
            case EngineAnswer.Failed<BuildResult>(ExecutionFailure failure) -> unavailable(failure);
            case EngineAnswer.Done<BuildResult>(BuildResult.Built(BuiltPayload payload)) -> new Outcome.Done<>(payload);
            case EngineAnswer.Done<BuildResult>(
                    BuildResult.HeadNotTaken(ForkchoiceResult.Invalid(var latestValid, String error))) ->
                new Outcome.Invalid<>(error);
            case EngineAnswer.Done<BuildResult>(var notTaken) ->
                new Outcome.Unavailable<>(LACKS_BLOCKS, "the execution client started no build");
        };
    }

    /** What the head did. */
    Outcome<BlockFacts> facts(Block block) {
        EngineAnswer<BlockFacts> answer =
                engine.ask(reply -> new EngineMessage.ReadFacts(block.payload(), reply), ChainPorts.ENGINE_PATIENCE);
        return switch (answer) {
            case EngineAnswer.Failed<BlockFacts>(ExecutionFailure failure) -> unavailable(failure);
            case EngineAnswer.Done<BlockFacts>(BlockFacts facts) -> new Outcome.Done<>(facts);
        };
    }

    private static <T> Outcome<T> unavailable(ExecutionFailure failure) {
        return new Outcome.Unavailable<>(failure.code(), failure.describe());
    }
}

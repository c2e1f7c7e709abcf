package org.alys.node.engine;

import org.alys.actor.Prioritized;
import org.alys.actor.Priority;
import org.alys.actor.Reply;
import org.alys.engine.BuiltPayload;
import org.alys.engine.ForkchoiceResult;
import org.alys.engine.ForkchoiceState;
import org.alys.engine.PayloadAttributes;
import org.alys.engine.PayloadStatus;
import org.alys.engine.catchup.CatchUpResult;
import org.alys.engine.catchup.StoredBlock;
import org.alys.evm.payload.ExecutionPayload;
import org.alys.primitives.Bytes32;

/** What the {@link EngineActor} understands, in the order sent; only a ping overtakes. */
public sealed interface EngineMessage extends Prioritized {
    /** Build a payload on the head of {@code forkchoice}, and fetch it after the build time. */
    record BuildPayload(
            ForkchoiceState forkchoice, PayloadAttributes attributes, Reply<EngineAnswer<BuildResult>> reply)
            implements EngineMessage {}

    /** Execute a payload without making it the head. */
    record ExecutePayload(
            ExecutionPayload payload, Bytes32 parentBeaconBlockRoot, Reply<EngineAnswer<PayloadStatus>> reply)
            implements EngineMessage {}

    record ForkchoiceUpdated(ForkchoiceState state, Reply<EngineAnswer<ForkchoiceResult>> reply)
            implements EngineMessage {}

    /** Fees, peg-out requests and reserved balances of a block that was executed and is the head. */
    record ReadFacts(ExecutionPayload payload, Reply<EngineAnswer<BlockFacts>> reply) implements EngineMessage {}

    /** Bring the client to a head whose ancestors it may lack. */
    record CatchUpTo(ForkchoiceState state, StoredBlock.Source blocks, Reply<EngineAnswer<CatchUpResult>> reply)
            implements EngineMessage {}

    /** Whether the client serves this chain, and its first block. */
    record CheckGenesis(Reply<EngineAnswer<GenesisAnswer>> reply) implements EngineMessage {}

    record GetExecutionStatus(Reply<EngineStatus> reply) implements EngineMessage {}

    /** Are you there? Answered with true. */
    record Ping(Reply<Boolean> reply) implements EngineMessage {}

    @Override
    default Priority priority() {
        return this instanceof Ping ? Priority.CRITICAL : Priority.NORMAL;
    }

    /** The outcome of a build: the payload, or what the client says of the head it was to build on. */
    sealed interface BuildResult {
        record Built(BuiltPayload payload) implements BuildResult {}

        /** The client could not take the head over. */
        record HeadNotTaken(ForkchoiceResult result) implements BuildResult {}
    }
}

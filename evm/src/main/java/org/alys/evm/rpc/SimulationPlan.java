package org.alys.evm.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alys.evm.block.BlockHeader;

/**
 * What {@code eth_simulateV1} is asked for: blocks in order without a gap, each with its number and time.
 *
 * @param traceTransfers whether payments are shown as logs
 * @param validates whether nonces and fees are checked as in a block
 * @param fullTransactions whether blocks show whole transactions
 */
record SimulationPlan(List<PlannedBlock> blocks, boolean traceTransfers, boolean validates, boolean fullTransactions) {
    static final int LIMIT_EXCEEDED = -38026;

    private static final int MAX_BLOCKS = 256;
    private static final int MAX_CALLS_OF_BLOCK = 5000;
    private static final int MAX_CALLS = 10_000;
    private static final int NUMBER_NOT_ABOVE = -38020;
    private static final int TIME_NOT_ABOVE = -38021;
    /** What callers who name no times expect, whatever the pace of the chain is. */
    private static final long SECONDS_BETWEEN_BLOCKS = 12;

    /** A block to simulate, whose number and time are present. */
    record PlannedBlock(BlockOverrides header, Optional<JsonNode> state, List<CallRequest> calls) {}

    static SimulationPlan of(JsonNode payload, BlockHeader base) {
        JsonNode wanted = payload.path("blockStateCalls");
        if (!wanted.isArray() || wanted.isEmpty()) {
            throw RpcException.invalidParams("empty input");
        }
        if (wanted.size() > MAX_BLOCKS) {
            throw tooMany("too many blocks");
        }
        List<PlannedBlock> blocks = new ArrayList<>();
        int calls = 0;
        long number = base.number();
        long time = base.timestamp();
        for (JsonNode one : wanted) {
            PlannedBlock block = block(one);
            calls += block.calls().size();
            if (calls > MAX_CALLS) {
                throw tooMany("too many calls: " + calls + " > " + MAX_CALLS);
            }
            long chosen = block.header().number().orElse(number + 1);
            if (chosen <= number) {
                throw new RpcException(NUMBER_NOT_ABOVE, "block numbers must be in order: " + chosen + " <= " + number);
            }
            if (chosen - base.number() > MAX_BLOCKS) {
                throw tooMany("too many blocks");
            }
            for (number++; number < chosen; number++) {
                time += SECONDS_BETWEEN_BLOCKS;
                blocks.add(new PlannedBlock(
                        BlockOverrides.of(Optional.empty()).at(number, time), Optional.empty(), List.of()));
            }
            long after = block.header().time().orElse(time + SECONDS_BETWEEN_BLOCKS);
            if (after <= time) {
                throw new RpcException(TIME_NOT_ABOVE, "block timestamps must be in order: " + after + " <= " + time);
            }
            time = after;
            blocks.add(new PlannedBlock(block.header().at(number, time), block.state(), block.calls()));
        }
        return new SimulationPlan(
                blocks,
                payload.path("traceTransfers").asBoolean(false),
                payload.path("validation").asBoolean(false),
                payload.path("returnFullTransactions").asBoolean(false));
    }

    private static PlannedBlock block(JsonNode node) {
        JsonNode calls = node.path("calls");
        if (calls.size() > MAX_CALLS_OF_BLOCK) {
            throw tooMany("too many calls in block: " + calls.size() + " > " + MAX_CALLS_OF_BLOCK);
        }
        List<CallRequest> requests = new ArrayList<>();
        calls.forEach(call -> requests.add(CallRequest.of(call)));
        return new PlannedBlock(
                BlockOverrides.of(Optional.of(node.path("blockOverrides"))),
                Optional.of(node.path("stateOverrides")).filter(JsonNode::isObject),
                requests);
    }

    private static RpcException tooMany(String message) {
        return new RpcException(LIMIT_EXCEEDED, message);
    }
}

package org.alys.evm.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.Supplier;
import org.alys.evm.execution.TransactionOutcome.Executed;
import org.alys.evm.interpreter.Tracer;
import org.alys.evm.rpc.trace.CallTracer;
import org.alys.evm.rpc.trace.PrestateTracer;
import org.alys.evm.rpc.trace.StructLogger;
import org.alys.evm.state.StateDelta;
import org.alys.evm.state.StateView;

/** Which trace a caller wants (go-ethereum's trace config). */
sealed interface TraceRequest {
    int MAX_STEPS = 200_000;
    long MAX_BYTES = 64L << 20;

    record Calls(boolean onlyTopCall, boolean withLog) implements TraceRequest {}

    record Prestate(boolean diff) implements TraceRequest {}

    record Steps(StructLogger.Options options) implements TraceRequest {}

    static TraceRequest of(Optional<JsonNode> object) {
        JsonNode node = object.orElse(EthJson.JSON.objectNode());
        JsonNode config = node.path("tracerConfig");
        return switch (node.path("tracer").asText("")) {
            case "callTracer" ->
                new Calls(
                        config.path("onlyTopCall").asBoolean(false),
                        config.path("withLog").asBoolean(false));
            case "prestateTracer" -> new Prestate(config.path("diffMode").asBoolean(false));
            case "" ->
                new Steps(new StructLogger.Options(
                        !node.path("disableStack").asBoolean(false),
                        node.path("enableMemory").asBoolean(false),
                        !node.path("disableStorage").asBoolean(false),
                        node.path("enableReturnData").asBoolean(false),
                        steps(node),
                        MAX_BYTES));
            default ->
                throw RpcException.invalidParams(
                        "unknown tracer: known are callTracer, prestateTracer and the struct logger");
        };
    }

    private static int steps(JsonNode node) {
        int limit = node.path("limit").asInt(0);
        return limit > 0 && limit < MAX_STEPS ? limit : MAX_STEPS;
    }

    /** A trace in the making. */
    interface Trace {
        Tracer tracer();

        /** The trace of what was executed. */
        ObjectNode result(Executed outcome, StateDelta delta);
    }

    /**
     * Starts a trace of one transaction.
     *
     * @param before the state that it begins with
     */
    default Trace begin(long gasLimit, Supplier<StateView> before) {
        return switch (this) {
            case Calls(boolean onlyTopCall, boolean withLog) -> {
                CallTracer tracer = new CallTracer(onlyTopCall, withLog);
                yield new Started(tracer, (outcome, delta) -> tracer.result(gasLimit, outcome.gasUsed()));
            }
            case Prestate(boolean diff) -> {
                PrestateTracer tracer = new PrestateTracer(before.get());
                yield new Started(tracer, (outcome, delta) -> diff ? tracer.diff(delta) : tracer.prestate());
            }
            case Steps(StructLogger.Options options) -> {
                StructLogger tracer = new StructLogger(options);
                yield new Started(
                        tracer,
                        (outcome, delta) -> tracer.result(outcome.gasUsed(), !outcome.succeeded(), outcome.output()));
            }
        };
    }

    /** A tracer with what makes JSON of it. */
    record Started(Tracer tracer, Ending ending) implements Trace {
        @Override
        public ObjectNode result(Executed outcome, StateDelta delta) {
            return ending.result(outcome, delta);
        }
    }

    @FunctionalInterface
    interface Ending {
        ObjectNode result(Executed outcome, StateDelta delta);
    }
}

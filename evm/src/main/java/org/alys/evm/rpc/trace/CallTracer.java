package org.alys.evm.rpc.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.alys.evm.block.Log;
import org.alys.evm.interpreter.FrameKind;
import org.alys.evm.interpreter.HaltReason;
import org.alys.evm.interpreter.Tracer;

/** The tree of calls: go-ethereum's {@code callTracer}. */
public final class CallTracer implements Tracer {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final boolean onlyTopCall;
    private final boolean withLog;
    private final Deque<Frame> open = new ArrayDeque<>();
    private ObjectNode root = JSON.objectNode();

    private static final class Frame {
        private final FrameKind kind;
        private final ObjectNode node;
        private final ArrayNode calls = JSON.arrayNode();
        private final ArrayNode logs = JSON.arrayNode();

        Frame(FrameKind kind, ObjectNode node) {
            this.kind = kind;
            this.node = node;
        }
    }

    /**
     * A tracer for one transaction.
     *
     * @param onlyTopCall leaves out what the outermost call calls
     * @param withLog shows the logs of each call that was not undone
     */
    public CallTracer(boolean onlyTopCall, boolean withLog) {
        this.onlyTopCall = onlyTopCall;
        this.withLog = withLog;
    }

    @Override
    public void enterFrame(FrameEntry entry) {
        ObjectNode node = JSON.objectNode()
                .put("from", entry.from().toHex0x())
                .put("gas", "0x" + Long.toHexString(entry.gas()))
                .put("gasUsed", "0x0")
                .put("to", entry.to().toHex0x())
                .put("input", entry.input().toHex0x());
        if (entry.kind() != FrameKind.STATICCALL) {
            node.put("value", entry.value().toHex());
        }
        node.put("type", entry.kind().name());
        open.push(new Frame(entry.kind(), node));
    }

    @Override
    public void exitFrame(FrameExit exit) {
        Frame frame = open.pop();
        ObjectNode node = frame.node;
        node.put("gasUsed", "0x" + Long.toHexString(exit.gasUsed()));
        if (!exit.output().isEmpty()) {
            node.put("output", exit.output().toHex0x());
        }
        if (!exit.succeeded()) {
            node.put("error", exit.halt().map(HaltReason::message).orElse("execution reverted"));
            if (frame.kind.isCreation()) {
                node.remove("to");
            }
            RevertReason.of(exit.output())
                    .filter(reason -> exit.reverted())
                    .ifPresent(reason -> node.put("revertReason", reason));
            frame.calls.forEach(CallTracer::dropLogs);
        } else if (!frame.logs.isEmpty()) {
            node.set("logs", frame.logs);
        }
        if (!frame.calls.isEmpty()) {
            node.set("calls", frame.calls);
        }
        Optional<Frame> parent = Optional.ofNullable(open.peek());
        if (parent.isEmpty()) {
            root = node;
        } else if (!onlyTopCall) {
            parent.get().calls.add(node);
        }
    }

    /** Logs of calls within one that failed were undone with it. */
    private static void dropLogs(JsonNode call) {
        ((ObjectNode) call).remove("logs");
        call.path("calls").forEach(CallTracer::dropLogs);
    }

    @Override
    public void logEmitted(Log log) {
        Frame frame = open.peek();
        if (!withLog || frame == null || (onlyTopCall && open.size() > 1)) {
            return;
        }
        ObjectNode node = frame.logs.addObject().put("address", log.address().toHex0x());
        ArrayNode topics = node.putArray("topics");
        log.topics().forEach(topic -> topics.add(topic.toHex0x()));
        node.put("data", log.data().toHex0x()).put("position", "0x" + Integer.toHexString(frame.calls.size()));
    }

    /**
     * The tree, once the transaction has ended.
     *
     * @param gasLimit of the transaction
     * @param gasUsed by the transaction, what it cost before its code ran included
     */
    public ObjectNode result(long gasLimit, long gasUsed) {
        return root.put("gas", "0x" + Long.toHexString(gasLimit)).put("gasUsed", "0x" + Long.toHexString(gasUsed));
    }
}

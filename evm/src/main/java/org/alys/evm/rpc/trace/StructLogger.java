package org.alys.evm.rpc.trace;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.alys.evm.interpreter.HaltReason;
import org.alys.evm.interpreter.Tracer;
import org.alys.primitives.Bytes;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.UInt256;

/** Every instruction with the machine's state before it: go-ethereum's default tracer. */
public final class StructLogger implements Tracer {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int SLOAD = 0x54;
    private static final int SSTORE = 0x55;

    private final Options options;
    private final ArrayNode steps = JSON.arrayNode();
    private final Map<EvmAddress, Map<String, String>> storage = new HashMap<>();
    private Optional<ObjectNode> current = Optional.empty();
    private long budget;
    private boolean truncated;

    /**
     * What is shown.
     *
     * @param maxSteps after which no more are
     * @param maxBytes of stack, memory and storage, roughly, after which no more steps are shown
     */
    public record Options(
            boolean stack, boolean memory, boolean storage, boolean returnData, int maxSteps, long maxBytes) {}

    public StructLogger(Options options) {
        this.options = options;
        this.budget = options.maxBytes();
    }

    @Override
    public boolean wantsSteps() {
        return true;
    }

    @Override
    public void beforeStep(StepView step) {
        current = Optional.empty();
        if (budget <= 0 || steps.size() >= options.maxSteps()) {
            truncated = true;
            return;
        }
        ObjectNode node = JSON.objectNode()
                .put("pc", step.programCounter())
                .put("op", step.opcodeName())
                .put("gas", step.gas())
                .put("gasCost", 0)
                .put("depth", step.depth());
        if (step.refund() > 0) {
            node.put("refund", step.refund());
        }
        budget -= 100;
        if (options.stack()) {
            ArrayNode stack = node.putArray("stack");
            for (int i = 0; i < step.stackSize(); i++) {
                stack.add(step.stack(i).toHex());
            }
            budget -= 70L * step.stackSize();
        }
        if (options.memory() && step.memorySize() > 0) {
            showMemory(node.putArray("memory"), step.memory());
        }
        if (options.returnData() && !step.returnData().isEmpty()) {
            node.put("returnData", step.returnData().toHex0x());
            budget -= 2L * step.returnData().size();
        }
        if (options.storage()) {
            showStorage(node, step);
        }
        steps.add(node);
        current = Optional.of(node);
    }

    private void showMemory(ArrayNode words, Bytes memory) {
        String hex = memory.toHex();
        for (int at = 0; at < hex.length(); at += 64) {
            words.add("0x" + hex.substring(at, Math.min(at + 64, hex.length())));
        }
        budget -= 2L * memory.size() + 40;
    }

    /** Only instructions that touch storage show it: with all slots that this contract touched so far. */
    private void showStorage(ObjectNode node, StepView step) {
        boolean reads = step.opcode() == SLOAD && step.stackSize() >= 1;
        boolean writes = step.opcode() == SSTORE && step.stackSize() >= 2;
        if (!reads && !writes) {
            return;
        }
        Map<String, String> known = storage.computeIfAbsent(step.address(), _ -> new TreeMap<>());
        UInt256 slot = step.stack(step.stackSize() - 1);
        if (writes) {
            known.put(hex(slot), hex(step.stack(step.stackSize() - 2)));
        }
        ObjectNode shown = node.putObject("storage");
        known.forEach(shown::put);
        budget -= 140L * known.size();
    }

    private static String hex(UInt256 word) {
        return word.toBytes32().toHex();
    }

    @Override
    public void afterStep(long gasCost, Optional<HaltReason> halt) {
        current.ifPresent(node -> {
            node.put("gasCost", gasCost);
            halt.ifPresent(reason -> node.put("error", reason.message()));
        });
    }

    /** The whole trace, once the transaction has ended. */
    public ObjectNode result(long gasUsed, boolean failed, Bytes output) {
        ObjectNode node =
                JSON.objectNode().put("gas", gasUsed).put("failed", failed).put("returnValue", output.toHex0x());
        if (truncated) {
            node.put("truncated", true);
        }
        return node.set("structLogs", steps);
    }
}

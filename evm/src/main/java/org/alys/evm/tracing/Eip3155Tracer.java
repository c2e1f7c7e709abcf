package org.alys.evm.tracing;

import java.util.Optional;
import java.util.function.Consumer;
import org.alys.evm.interpreter.HaltReason;
import org.alys.evm.interpreter.Tracer;
import org.alys.primitives.Bytes;

/** One line of JSON for each instruction, as tools that compare virtual machines read it (EIP-3155). */
public final class Eip3155Tracer implements Tracer {
    private final Consumer<String> lines;
    private final boolean withMemory;
    private final StringBuilder line = new StringBuilder();
    private final StringBuilder rest = new StringBuilder();

    /**
     * A tracer of every instruction.
     *
     * @param lines takes each line, without its end
     * @param withMemory whether a line holds all memory
     */
    public Eip3155Tracer(Consumer<String> lines, boolean withMemory) {
        this.lines = lines;
        this.withMemory = withMemory;
    }

    @Override
    public boolean wantsSteps() {
        return true;
    }

    @Override
    public void beforeStep(StepView step) {
        line.setLength(0);
        line.append("{\"pc\":").append(step.programCounter());
        line.append(",\"op\":").append(step.opcode());
        line.append(",\"gas\":\"").append(hex(step.gas())).append("\",\"gasCost\":\"");
        // what the instruction costs is not known before it was paid for
        rest.setLength(0);
        rest.append("\",\"memSize\":").append(step.memorySize());
        if (withMemory) {
            rest.append(",\"memory\":\"").append(step.memory().toHex0x()).append('"');
        }
        rest.append(",\"stack\":[");
        for (int i = 0; i < step.stackSize(); i++) {
            rest.append(i == 0 ? "\"" : ",\"").append(step.stack(i).toHex()).append('"');
        }
        rest.append("],\"depth\":").append(step.depth());
        rest.append(",\"refund\":").append(step.refund());
        rest.append(",\"opName\":\"").append(step.opcodeName()).append('"');
    }

    @Override
    public void afterStep(long gasCost, Optional<HaltReason> halt) {
        line.append(hex(gasCost)).append(rest);
        halt.ifPresent(
                reason -> line.append(",\"error\":\"").append(reason.message()).append('"'));
        lines.accept(line.append('}').toString());
    }

    /**
     * Writes the last line, which sums up.
     *
     * @param error why it failed, if it did
     */
    public void summary(Bytes output, long gasUsed, Optional<String> error) {
        StringBuilder summary = new StringBuilder("{\"output\":\"").append(output.toHex());
        summary.append("\",\"gasUsed\":\"").append(hex(gasUsed)).append('"');
        error.ifPresent(reason -> summary.append(",\"error\":\"").append(reason).append('"'));
        lines.accept(summary.append('}').toString());
    }

    private static String hex(long number) {
        return "0x" + Long.toHexString(number);
    }
}

package org.alys.evm.interpreter;

import java.util.Arrays;
import java.util.Optional;
import org.alys.primitives.Bytes;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.UInt256;

/** Runs a frame one instruction at a time and tells the tracer of each. */
final class Stepper implements Tracer.StepView {
    private final Machine machine;
    private final Instructions instructions;
    private Frame frame;
    private long gasBefore;
    private boolean told;

    Stepper(Machine machine, Instructions instructions) {
        this.machine = machine;
        this.instructions = instructions;
        this.frame = machine.frame(0);
    }

    Interpreter.Exit run(Frame running) {
        frame = running;
        while (true) {
            gasBefore = running.gas;
            told = false;
            machine.tracer.beforeStep(this);
            Interpreter.Exit exit = Interpreter.run(machine, running, true);
            if (exit == Interpreter.Exit.HALTED) {
                paid(0, Optional.of(Halt.reason(running.gas)));
            } else {
                paid(running.gas, Optional.empty());
            }
            if (exit != Interpreter.Exit.STEPPED) {
                return exit;
            }
        }
    }

    void paid(long gasLeft, Optional<HaltReason> halt) {
        if (!told && machine.tracer.wantsSteps()) {
            told = true;
            machine.tracer.afterStep(gasBefore - gasLeft, halt);
        }
    }

    @Override
    public int depth() {
        return frame.depth + 1;
    }

    @Override
    public int programCounter() {
        return frame.programCounter;
    }

    @Override
    public int opcode() {
        return frame.code.padded()[frame.programCounter] & 0xff;
    }

    @Override
    public String opcodeName() {
        return instructions.name(opcode()).orElseGet(() -> Instructions.undefined(opcode()));
    }

    @Override
    public long gas() {
        return frame.gas;
    }

    @Override
    public long refund() {
        return machine.state.refund();
    }

    @Override
    public int stackSize() {
        return (frame.stackTop - frame.stackBase) / Words.LIMBS;
    }

    @Override
    public UInt256 stack(int index) {
        if (index < 0 || index >= stackSize()) {
            throw new IndexOutOfBoundsException("no word " + index + " on a stack of " + stackSize());
        }
        return Words.get(machine.stack, frame.stackBase + Words.LIMBS * index);
    }

    @Override
    public int memorySize() {
        return machine.memory.size;
    }

    @Override
    public Bytes memory() {
        return Bytes.of(machine.memory.slice(0, machine.memory.size));
    }

    @Override
    public Bytes returnData() {
        return Bytes.of(Arrays.copyOf(frame.returnData, frame.returnLength));
    }

    @Override
    public EvmAddress address() {
        return frame.self.address();
    }
}

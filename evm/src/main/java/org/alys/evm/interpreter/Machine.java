package org.alys.evm.interpreter;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.alys.evm.block.BlockEnvironment;
import org.alys.evm.execution.world.ContractCode;
import org.alys.evm.execution.world.JournaledAccount;
import org.alys.evm.execution.world.JournaledState;
import org.alys.evm.payload.Fork;
import org.alys.evm.precompile.Precompile;
import org.alys.evm.precompile.Precompiles;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.UInt256;
import org.jspecify.annotations.Nullable;

/**
 * Runs the code of one transaction: frames call each other without recursion, so depth costs no stack of the thread. To be
 * used once, by one thread.
 */
public final class Machine {
    /** Calls within calls; the outermost frame has depth 0. */
    static final int MAX_DEPTH = 1024;

    final JournaledState state;
    final BlockEnvironment block;
    final Fork fork;
    final Tracer tracer;
    final boolean tracing;
    final JournaledAccount origin;
    final JournaledAccount feeRecipient;
    final UInt256 gasPrice;
    final List<Bytes32> blobVersionedHashes;
    final long[] rules;
    final Memory memory;
    final Division division;
    final Keccak keccak;
    final StopSignal stop;
    long[] stack;
    /** Whether the last call or creation opened a frame that is to be run. */
    boolean calling;

    private final Workspace workspace;
    private final Precompiles precompiles;
    private final Instructions instructions;
    private @Nullable Frame[] frames = new Frame[16];
    private final Stepper stepper;

    /** For a transaction or call from {@code origin}. */
    public Machine(
            Workspace workspace,
            JournaledState state,
            BlockEnvironment block,
            EvmAddress origin,
            UInt256 gasPrice,
            List<Bytes32> blobVersionedHashes,
            Tracer tracer) {
        this(workspace, state, block, origin, gasPrice, blobVersionedHashes, tracer, Terms.STANDARD);
    }

    /**
     * For a transaction or call from {@code origin}, on terms of its own. Every run throws {@link ExecutionStoppedException}
     * when the terms' signal is raised.
     */
    public Machine(
            Workspace workspace,
            JournaledState state,
            BlockEnvironment block,
            EvmAddress origin,
            UInt256 gasPrice,
            List<Bytes32> blobVersionedHashes,
            Tracer tracer,
            Terms terms) {
        this.workspace = workspace;
        this.state = state;
        this.block = block;
        this.fork = block.fork();
        this.tracer = tracer;
        this.tracing = !tracer.equals(Tracer.NONE);
        this.origin = state.get(origin);
        this.feeRecipient = state.get(block.feeRecipient());
        this.gasPrice = gasPrice;
        this.blobVersionedHashes = blobVersionedHashes;
        this.instructions = Instructions.of(fork);
        this.rules = instructions.rules();
        this.precompiles = terms.precompilesOf(fork);
        this.stop = terms.stop();
        this.memory = workspace.memory;
        this.division = workspace.division;
        this.keccak = workspace.keccak;
        this.stack = workspace.stack;
        this.stepper = new Stepper(this, instructions);
    }

    /**
     * How the outermost frame ended. Its changes are in the state, or undone.
     *
     * @param output of RETURN or REVERT: for a creation that succeeded the code of the contract
     */
    public record Result(long gasLeft, Bytes output, boolean reverted, Optional<HaltReason> halt) {
        public boolean succeeded() {
            return !reverted && halt.isEmpty();
        }
    }

    /** Calls an account from the origin, or from whoever {@code caller} is. */
    public Result call(EvmAddress caller, EvmAddress to, ContractCode code, byte[] input, UInt256 value, long gas) {
        Frame frame = frame(0);
        frame.kind = FrameKind.CALL;
        frame.target = state.get(to);
        frame.self = frame.target;
        frame.caller = state.get(caller);
        frame.code = code;
        start(frame, input, value, gas);
        open(frame);
        moveValue(frame);
        Optional<Precompile> precompile = precompile(frame.target);
        if (precompile.isPresent()) {
            Frame above = frame(1);
            boolean succeeded = runPrecompile(precompile.get(), frame, above);
            return succeeded
                    ? new Result(frame.gas, Bytes.of(Arrays.copyOf(above.returnData, above.returnLength)), false, NONE)
                    : new Result(0, Bytes.EMPTY, false, Optional.of(HaltReason.PRECOMPILE_FAILURE));
        }
        return run(frame);
    }

    /** Creates a contract for the origin, whose nonce was {@code nonce} and counted up already. */
    public Result create(EvmAddress address, byte[] initCode, UInt256 value, long gas) {
        Frame frame = frame(0);
        frame.kind = FrameKind.CREATE;
        frame.target = state.get(address);
        frame.self = frame.target;
        frame.caller = origin;
        frame.code = new ContractCode(Bytes32.ZERO, initCode, 0, initCode.length);
        start(frame, new byte[0], value, gas);
        if (!Creations.begin(this, frame)) {
            return new Result(0, Bytes.EMPTY, false, Optional.of(HaltReason.ADDRESS_COLLISION));
        }
        return run(frame);
    }

    /** The address of the contract that {@code creator} creates with this nonce. */
    public static EvmAddress createdAddress(EvmAddress creator, long nonce) {
        return Creations.address(creator, nonce);
    }

    private static final Optional<HaltReason> NONE = Optional.empty();

    private void start(Frame frame, byte[] input, UInt256 value, long gas) {
        workspace.reset();
        stack = workspace.stack;
        frame.value = value;
        frame.isStatic = false;
        frame.gas = gas;
        frame.startGas = gas;
        frame.inputInMemory = false;
        frame.input = input;
        frame.inputOffset = 0;
        frame.inputLength = input.length;
        frame.outputLength = 0;
        if (tracing) {
            tellEntry(frame, frame.caller);
        }
    }

    private Result run(Frame outermost) {
        boolean steps = tracing && tracer.wantsSteps();
        Frame frame = outermost;
        enter(frame);
        while (true) {
            Interpreter.Exit exit = steps ? stepper.run(frame) : Interpreter.run(this, frame, false);
            if (exit == Interpreter.Exit.CALLING) {
                stop.check();
                frame = frame(frame.depth + 1);
                enter(frame);
                continue;
            }
            Optional<HaltReason> halt = finish(frame, exit);
            boolean reverted = exit == Interpreter.Exit.REVERTED;
            if (frame.depth == 0) {
                byte[] output = halt.isPresent() ? new byte[0] : memory.slice(frame.resultOffset, frame.resultLength);
                return new Result(frame.gas, Bytes.of(output), reverted, halt);
            }
            Frame caller = frame(frame.depth - 1);
            handBack(frame, caller, !reverted && halt.isEmpty(), halt.isPresent());
            frame = caller;
        }
    }

    /** Deposits code, undoes changes: what is to be done for any frame that ended. */
    private Optional<HaltReason> finish(Frame frame, Interpreter.Exit exit) {
        long halt = exit == Interpreter.Exit.HALTED ? frame.gas : 0;
        if (exit == Interpreter.Exit.RETURNED && frame.kind.isCreation()) {
            long left = Creations.deposit(this, frame);
            if (left < 0) {
                halt = left;
            } else {
                frame.gas = left;
            }
        }
        Optional<HaltReason> reason = halt < 0 ? Optional.of(Halt.reason(halt)) : NONE;
        if (halt < 0) {
            frame.gas = 0;
        }
        if (halt < 0 || exit == Interpreter.Exit.REVERTED) {
            state.revert(frame.checkpoint, frame.logCount, frame.refundBefore);
        }
        if (tracing) {
            boolean reverted = exit == Interpreter.Exit.REVERTED;
            int length = halt < 0 ? 0 : frame.resultLength;
            tellExit(
                    frame.startGas - frame.gas,
                    memory.bytes,
                    memory.base + frame.resultOffset,
                    length,
                    reverted,
                    reason);
        }
        return reason;
    }

    private void handBack(Frame frame, Frame caller, boolean succeeded, boolean halted) {
        memory.leave(caller.memoryBase, caller.memorySize);
        caller.gas += frame.gas;
        int from = frame.memoryBase + frame.resultOffset;
        boolean creation = frame.kind.isCreation();
        int length = halted || (creation && succeeded) ? 0 : frame.resultLength;
        caller.keepReturnData(memory.bytes, from, length);
        int resultAt = caller.stackTop - Words.LIMBS;
        if (creation && succeeded) {
            stack[resultAt] = frame.self.address0();
            stack[resultAt + 1] = frame.self.address1();
            stack[resultAt + 2] = frame.self.address2();
            stack[resultAt + 3] = 0;
        } else {
            Words.set(stack, resultAt, succeeded);
            int copied = Math.min(length, frame.outputLength);
            System.arraycopy(memory.bytes, from, memory.bytes, memory.base + frame.outputOffset, copied);
        }
    }

    /** The frame of a depth, to be filled anew. */
    Frame frame(int depth) {
        if (depth >= frames.length) {
            frames = Arrays.copyOf(frames, 2 * frames.length);
        }
        Frame frame = frames[depth];
        if (frame == null) {
            frame = new Frame(depth, origin, ContractCode.EMPTY);
            frames[depth] = frame;
        }
        return frame;
    }

    /** Notes where to go back to if the frame that begins fails. */
    void open(Frame frame) {
        frame.checkpoint = state.checkpoint();
        frame.logCount = state.logs().size();
        frame.refundBefore = state.refund();
        frame.programCounter = 0;
        frame.returnLength = 0;
        frame.resultOffset = 0;
        frame.resultLength = 0;
    }

    /** Gives an open frame its part of stack and memory. */
    private void enter(Frame frame) {
        if (frame.depth > 0) {
            Frame caller = frame(frame.depth - 1);
            caller.memoryBase = memory.base;
            caller.memorySize = memory.size;
            frame.stackBase = caller.stackTop;
            memory.enter();
        }
        frame.memoryBase = memory.base;
        frame.stackTop = frame.stackBase;
        int end = frame.stackBase + Workspace.FRAME_LIMBS;
        if (end > stack.length) {
            stack = Arrays.copyOf(stack, Math.max(end, 2 * stack.length));
            workspace.stack = stack;
        }
    }

    /** Moves the value of a call, whose receiver counts as touched even without. */
    void moveValue(Frame frame) {
        switch (frame.kind) {
            case CALL -> state.transfer(frame.caller, frame.self, frame.value);
            case STATICCALL -> state.touch(frame.self);
            case CALLCODE, DELEGATECALL, CREATE, CREATE2, SELFDESTRUCT -> {}
        }
    }

    Optional<Precompile> precompile(JournaledAccount account) {
        boolean low = (account.address1() | account.address2()) == 0 && account.address0() >>> 16 == 0;
        Optional<Precompile> found = low ? precompiles.at((int) account.address0()) : Optional.empty();
        return found.isEmpty() && precompiles.isRearranged() ? precompiles.movedTo(account.address()) : found;
    }

    /** Runs a precompiled contract in an open frame; the output becomes return data and memory of the caller. */
    boolean runPrecompile(Precompile contract, Frame callee, Frame frame) {
        byte[] input =
                Arrays.copyOfRange(callee.input(memory), callee.inputOffset, callee.inputOffset + callee.inputLength);
        long price = contract.gas(input);
        boolean paid = price <= callee.gas;
        stop.check();
        Optional<byte[]> output = paid ? contract.run(input) : Optional.empty();
        callee.gas = output.isPresent() ? callee.gas - price : 0;
        if (output.isPresent()) {
            byte[] bytes = output.get();
            frame.keepReturnData(bytes, 0, bytes.length);
            int copied = Math.min(bytes.length, callee.outputLength);
            System.arraycopy(bytes, 0, memory.bytes, memory.base + callee.outputOffset, copied);
        } else {
            state.revert(callee.checkpoint, callee.logCount, callee.refundBefore);
        }
        if (tracing) {
            byte[] shown = output.orElse(new byte[0]);
            Optional<HaltReason> halt = output.isPresent()
                    ? NONE
                    : Optional.of(paid ? HaltReason.PRECOMPILE_FAILURE : HaltReason.OUT_OF_GAS);
            tellExit(callee.startGas - callee.gas, shown, 0, shown.length, false, halt);
        }
        return output.isPresent();
    }

    JournaledAccount account(EvmAddress address) {
        if (tracing) {
            tracer.accountTouched(address);
        }
        return state.get(address);
    }

    /** Why the stack does not fit the instruction. */
    long stackFault(int opcode, int height) {
        if (!instructions.isDefined(opcode)) {
            return Halt.INVALID_OPCODE;
        }
        return instructions.needsMore(opcode, height) ? Halt.STACK_UNDERFLOW : Halt.STACK_OVERFLOW;
    }

    void stepPaid(long gasLeft) {
        stepper.paid(gasLeft, NONE);
    }

    void tellEntry(Frame frame, JournaledAccount from) {
        byte[] shown = frame.kind.isCreation()
                ? frame.code.bytes().toArray()
                : Arrays.copyOfRange(frame.input(memory), frame.inputOffset, frame.inputOffset + frame.inputLength);
        tracer.enterFrame(new Tracer.FrameEntry(
                frame.kind,
                frame.depth,
                from.address(),
                frame.target.address(),
                frame.gas,
                frame.value,
                Bytes.of(shown)));
    }

    void tellExit(long gasUsed, byte[] source, int offset, int length, boolean reverted, Optional<HaltReason> halt) {
        Bytes output = Bytes.of(Arrays.copyOfRange(source, offset, offset + length));
        tracer.exitFrame(new Tracer.FrameExit(gasUsed, output, reverted, halt));
    }
}

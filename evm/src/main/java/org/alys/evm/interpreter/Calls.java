package org.alys.evm.interpreter;

import java.util.Optional;
import org.alys.evm.execution.world.ContractCode;
import org.alys.evm.execution.world.JournaledAccount;
import org.alys.evm.execution.world.JournaledState;
import org.alys.evm.payload.Fork;
import org.alys.evm.precompile.Precompile;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.UInt256;

/** CALL, CALLCODE, DELEGATECALL and STATICCALL. */
final class Calls {
    private static final long VALUE_GAS = 9_000;
    private static final long NEW_ACCOUNT = 25_000;
    private static final long STIPEND = 2_300;

    private static final byte[] NOTHING = {};

    private Calls() {}

    /**
     * Pays for a call, whose 100 gas are paid, and begins it. The operands lie below {@code sp}; the frame's stack is left with
     * room for the result on top.
     *
     * @return the gas left to the caller, or a halt; the result is there already unless {@link Machine#calling}
     */
    static long call(Machine machine, Frame frame, int opcode, long[] s, int sp) {
        JournaledState state = machine.state;
        boolean hasValue = opcode == Opcode.CALL || opcode == Opcode.CALLCODE;
        int valueAt = sp - 12;
        int inputAt = hasValue ? sp - 16 : sp - 12;
        int resultAt = inputAt - 12;
        frame.stackTop = resultAt + Words.LIMBS;
        machine.calling = false;
        boolean pays = hasValue && !Words.isZero(s, valueAt);
        if (pays && frame.isStatic && opcode == Opcode.CALL) {
            return Halt.WRITE_PROTECTION;
        }
        long left = machine.memory.expand(s, inputAt, inputAt - 4, frame.gas);
        left = left < 0 ? left : machine.memory.expand(s, inputAt - 8, resultAt, left);
        if (left < 0) {
            return left;
        }
        JournaledAccount target = Accounts.at(machine, s, sp - 8);
        left -= Accounts.coldSurcharge(machine, target);
        if (pays) {
            left -= VALUE_GAS;
            if (opcode == Opcode.CALL && target.isEmpty()) {
                left -= NEW_ACCOUNT;
            }
        }
        if (left < 0) {
            return Halt.OUT_OF_GAS;
        }
        ContractCode code = state.code(target);
        Optional<EvmAddress> delegate = code.delegate();
        if (delegate.isPresent() && machine.fork.includes(Fork.PRAGUE)) {
            JournaledAccount other = machine.account(delegate.get());
            left -= Accounts.WARM_READ + Accounts.coldSurcharge(machine, other);
            if (left < 0) {
                return Halt.OUT_OF_GAS;
            }
            code = state.code(other);
        }
        long forwarded = Math.min(Words.toLong(s, sp - 4), left - (left >>> 6));
        left -= forwarded;
        if (machine.tracing) {
            machine.stepPaid(left);
        }
        UInt256 value = pays ? Words.get(s, valueAt) : UInt256.ZERO;
        Frame callee = prepare(machine, frame, opcode, target, code, value, forwarded + (pays ? STIPEND : 0));
        input(machine, callee, s, inputAt);
        callee.outputLength = (int) s[resultAt];
        callee.outputOffset = callee.outputLength == 0 ? 0 : (int) s[inputAt - 8];
        return begin(machine, frame, callee, s, resultAt, left);
    }

    private static Frame prepare(
            Machine machine,
            Frame frame,
            int opcode,
            JournaledAccount target,
            ContractCode code,
            UInt256 value,
            long gas) {
        Frame callee = machine.frame(frame.depth + 1);
        boolean inPlace = opcode == Opcode.CALLCODE || opcode == Opcode.DELEGATECALL;
        boolean delegates = opcode == Opcode.DELEGATECALL;
        callee.kind = switch (opcode) {
            case Opcode.CALL -> FrameKind.CALL;
            case Opcode.CALLCODE -> FrameKind.CALLCODE;
            case Opcode.DELEGATECALL -> FrameKind.DELEGATECALL;
            default -> FrameKind.STATICCALL;
        };
        callee.target = target;
        callee.code = code;
        callee.self = inPlace ? frame.self : target;
        callee.caller = delegates ? frame.caller : frame.self;
        callee.value = delegates ? frame.value : value;
        callee.isStatic = frame.isStatic || opcode == Opcode.STATICCALL;
        callee.gas = gas;
        callee.startGas = gas;
        return callee;
    }

    private static void input(Machine machine, Frame callee, long[] s, int inputAt) {
        Memory memory = machine.memory;
        callee.inputInMemory = true;
        callee.inputLength = (int) s[inputAt - 4];
        callee.inputOffset = memory.base + (callee.inputLength == 0 ? 0 : (int) s[inputAt]);
    }

    /** Begins a call that is paid for; ends it too where there is no code to run. */
    private static long begin(Machine machine, Frame frame, Frame callee, long[] s, int resultAt, long left) {
        frame.returnLength = 0;
        boolean moves = callee.kind == FrameKind.CALL || callee.kind == FrameKind.CALLCODE;
        if (machine.tracing) {
            machine.tellEntry(callee, frame.self);
        }
        HaltReason obstacle = callee.depth > Machine.MAX_DEPTH
                ? HaltReason.CALL_DEPTH
                : moves && frame.self.balance().compareTo(callee.value) < 0 ? HaltReason.INSUFFICIENT_BALANCE : null;
        if (obstacle != null) {
            if (machine.tracing) {
                machine.tellExit(0, NOTHING, 0, 0, false, Optional.of(obstacle));
            }
            Words.set(s, resultAt, 0);
            return left + callee.gas;
        }
        machine.open(callee);
        machine.moveValue(callee);
        Optional<Precompile> precompile = machine.precompile(callee.target);
        if (precompile.isPresent()) {
            boolean succeeded = machine.runPrecompile(precompile.get(), callee, frame);
            Words.set(s, resultAt, succeeded);
            return left + callee.gas;
        }
        if (callee.code.isEmpty()) {
            if (machine.tracing) {
                machine.tellExit(0, NOTHING, 0, 0, false, Optional.empty());
            }
            Words.set(s, resultAt, true);
            return left + callee.gas;
        }
        machine.calling = true;
        return left;
    }
}

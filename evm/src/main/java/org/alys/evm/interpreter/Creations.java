package org.alys.evm.interpreter;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.alys.evm.execution.world.ContractCode;
import org.alys.evm.execution.world.JournaledAccount;
import org.alys.evm.execution.world.JournaledState;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Hashes;
import org.alys.primitives.UInt256;
import org.alys.primitives.rlp.Rlp;

/** CREATE and CREATE2, and the deposit of the code they give. */
final class Creations {
    private static final int MAX_INIT_CODE = 49_152;
    private static final int MAX_CODE = 24_576;
    private static final long INIT_CODE_WORD = 2;
    private static final long HASHED_WORD = 6;
    private static final long CODE_BYTE = 200;
    private static final long LAST_NONCE = -1;

    private static final byte[] NOTHING = {};

    private Creations() {}

    /** The address of the contract that {@code creator} creates with this nonce (yellow paper, equation 90). */
    static EvmAddress address(EvmAddress creator, long nonce) {
        byte[] encoded = Rlp.list(List.of(
                Rlp.string(creator.toArray()), Rlp.string(UInt256.of(nonce).toMinimalArray())));
        return fromHash(encoded);
    }

    /** EIP-1014. */
    private static EvmAddress address(EvmAddress creator, byte[] salt, byte[] initCode) {
        byte[] parts = new byte[85];
        parts[0] = (byte) 0xff;
        System.arraycopy(creator.toArray(), 0, parts, 1, EvmAddress.SIZE);
        System.arraycopy(salt, 0, parts, 21, 32);
        System.arraycopy(Hashes.keccak256(initCode), 0, parts, 53, 32);
        return fromHash(parts);
    }

    private static EvmAddress fromHash(byte[] input) {
        return EvmAddress.of(Arrays.copyOfRange(Hashes.keccak256(input), 12, 32));
    }

    /**
     * Pays for a creation, whose 32000 gas are paid, and begins it. The operands lie below {@code sp}: value, offset, length, and
     * the salt of CREATE2.
     *
     * @return as for {@link Calls#call}
     */
    static long create(Machine machine, Frame frame, int opcode, long[] s, int sp) {
        boolean salted = opcode == Opcode.CREATE2;
        int valueAt = sp - 4;
        int lengthAt = sp - 12;
        int resultAt = salted ? sp - 16 : lengthAt;
        frame.stackTop = resultAt + Words.LIMBS;
        machine.calling = false;
        if (frame.isStatic) {
            return Halt.WRITE_PROTECTION;
        }
        if (Words.toLong(s, lengthAt) > MAX_INIT_CODE) {
            return Halt.INIT_CODE_TOO_LARGE;
        }
        int length = (int) s[lengthAt];
        long left = frame.gas - (INIT_CODE_WORD + (salted ? HASHED_WORD : 0)) * Memory.words(length);
        left = left < 0 ? Halt.OUT_OF_GAS : machine.memory.expand(s, sp - 8, lengthAt, left);
        if (left < 0) {
            return left;
        }
        long forwarded = left - (left >>> 6);
        left -= forwarded;
        if (machine.tracing) {
            machine.stepPaid(left);
        }
        frame.returnLength = 0;
        UInt256 value = Words.get(s, valueAt);
        byte[] initCode = machine.memory.slice(length == 0 ? 0 : (int) s[sp - 8], length);
        long nonce = frame.self.nonce();
        EvmAddress address = salted
                ? address(frame.self.address(), Words.get(s, resultAt).toArray(), initCode)
                : address(frame.self.address(), nonce);
        JournaledAccount created = machine.account(address);
        Frame callee = prepare(machine, frame, salted, created, initCode, value, forwarded);
        Words.set(s, resultAt, 0);
        if (machine.tracing) {
            machine.tellEntry(callee, frame.self);
        }
        Optional<HaltReason> obstacle = obstacle(frame, callee, nonce);
        if (obstacle.isPresent()) {
            if (machine.tracing) {
                machine.tellExit(0, NOTHING, 0, 0, false, obstacle);
            }
            return left + forwarded;
        }
        machine.state.setNonce(frame.self, nonce + 1);
        machine.state.warm(created);
        machine.calling = begin(machine, callee);
        return left;
    }

    private static Optional<HaltReason> obstacle(Frame frame, Frame callee, long nonce) {
        if (callee.depth > Machine.MAX_DEPTH) {
            return Optional.of(HaltReason.CALL_DEPTH);
        }
        if (frame.self.balance().compareTo(callee.value) < 0) {
            return Optional.of(HaltReason.INSUFFICIENT_BALANCE);
        }
        return nonce == LAST_NONCE ? Optional.of(HaltReason.NONCE_OVERFLOW) : Optional.empty();
    }

    private static Frame prepare(
            Machine machine,
            Frame frame,
            boolean salted,
            JournaledAccount created,
            byte[] initCode,
            UInt256 value,
            long gas) {
        Frame callee = machine.frame(frame.depth + 1);
        callee.kind = salted ? FrameKind.CREATE2 : FrameKind.CREATE;
        callee.self = created;
        callee.target = created;
        callee.caller = frame.self;
        callee.code = new ContractCode(Bytes32.ZERO, initCode, 0, initCode.length);
        callee.value = value;
        callee.isStatic = false;
        callee.gas = gas;
        callee.startGas = gas;
        callee.inputLength = 0;
        callee.outputLength = 0;
        return callee;
    }

    /**
     * Makes the account and moves the value; the caller's nonce counted up already.
     *
     * @return whether the init code is to be run; if not, the address is taken and all gas gone (EIP-684, EIP-7610)
     */
    static boolean begin(Machine machine, Frame callee) {
        JournaledState state = machine.state;
        JournaledAccount created = callee.self;
        if (created.nonce() != 0 || created.hasCode() || state.hasStorage(created)) {
            callee.gas = 0;
            if (machine.tracing) {
                machine.tellExit(callee.startGas, NOTHING, 0, 0, false, Optional.of(HaltReason.ADDRESS_COLLISION));
            }
            return false;
        }
        machine.open(callee);
        state.markCreated(created);
        state.setNonce(created, 1);
        state.transfer(callee.caller, created, callee.value);
        return true;
    }

    /** Pays for the code that init code returned and stores it; gives the gas left, or a halt. */
    static long deposit(Machine machine, Frame frame) {
        int size = frame.resultLength;
        if (size > MAX_CODE) {
            return Halt.of(HaltReason.CODE_TOO_LARGE);
        }
        byte[] code = machine.memory.slice(frame.resultOffset, size);
        if (size > 0 && code[0] == (byte) 0xef) {
            return Halt.of(HaltReason.CODE_STARTS_WITH_EF);
        }
        long left = frame.gas - CODE_BYTE * size;
        if (left < 0) {
            return Halt.of(HaltReason.CODE_STORE_OUT_OF_GAS);
        }
        machine.state.setCode(frame.self, code);
        return left;
    }
}

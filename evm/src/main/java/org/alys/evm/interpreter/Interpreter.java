package org.alys.evm.interpreter;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.alys.evm.execution.world.ContractCode;

/**
 * The loop over instructions. It is one method because that is what makes it fast: program counter, gas and height of the stack
 * stay in registers. It must stay below 8000 bytes of bytecode, or HotSpot does not compile it; what an instruction does
 * beyond a few lines stands elsewhere. Instructions of constant price end in {@code continue}; the others in {@code break},
 * after which a negative gas means a halt ({@link Halt}).
 */
final class Interpreter {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int WORD = Words.LIMBS;

    private Interpreter() {}

    /** How {@link #run} came back. */
    enum Exit {
        /** One instruction was run, as asked. */
        STEPPED,
        /** The frame above the running one is to be run. */
        CALLING,
        RETURNED,
        REVERTED,
        HALTED
    }

    /** Runs a frame until it ends or calls. */
    static Exit run(Machine machine, Frame frame, boolean oneStep) {
        final byte[] code = frame.code.padded();
        final long[] s = machine.stack;
        final long[] rules = machine.rules;
        final Memory memory = machine.memory;
        final int base = frame.stackBase;
        int sp = frame.stackTop;
        int pc = frame.programCounter;
        long gas = frame.gas;
        Exit exit = Exit.STEPPED;
        loop:
        do {
            int opcode = code[pc++] & 0xff;
            long rule = rules[opcode];
            int height = sp - base;
            if (height < (int) (rule >>> 32 & 0xffff) || height > (int) (rule >>> 48)) {
                gas = machine.stackFault(opcode, height);
                break;
            }
            gas -= (int) rule;
            if (gas < 0) {
                gas = Halt.OUT_OF_GAS;
                break;
            }
            switch (opcode) {
                case Opcode.STOP -> {
                    frame.resultLength = 0;
                    exit = Exit.RETURNED;
                    break loop;
                }
                case Opcode.ADD -> {
                    sp -= WORD;
                    Words.add(s, sp, sp - WORD);
                    continue;
                }
                case Opcode.MUL -> {
                    sp -= WORD;
                    Words.multiply(s, sp, sp - WORD);
                    continue;
                }
                case Opcode.SUB -> {
                    sp -= WORD;
                    Words.subtract(s, sp, sp - WORD);
                    continue;
                }
                case Opcode.DIV -> {
                    sp -= WORD;
                    machine.division.divide(s, sp, sp - WORD);
                    continue;
                }
                case Opcode.SDIV -> {
                    sp -= WORD;
                    machine.division.signedDivide(s, sp, sp - WORD);
                    continue;
                }
                case Opcode.MOD -> {
                    sp -= WORD;
                    machine.division.modulo(s, sp, sp - WORD);
                    continue;
                }
                case Opcode.SMOD -> {
                    sp -= WORD;
                    machine.division.signedModulo(s, sp, sp - WORD);
                    continue;
                }
                case Opcode.ADDMOD -> {
                    sp -= 2 * WORD;
                    machine.division.addModulo(s, sp + WORD, sp, sp - WORD);
                    continue;
                }
                case Opcode.MULMOD -> {
                    sp -= 2 * WORD;
                    machine.division.multiplyModulo(s, sp + WORD, sp, sp - WORD);
                    continue;
                }
                case Opcode.EXP -> {
                    sp -= WORD;
                    gas = Execution.power(machine, s, sp, gas);
                }
                case Opcode.SIGNEXTEND -> {
                    sp -= WORD;
                    Shifts.extendSign(s, sp, sp - WORD);
                    continue;
                }
                case Opcode.LT -> {
                    sp -= WORD;
                    Words.set(s, sp - WORD, Words.less(s, sp, sp - WORD));
                    continue;
                }
                case Opcode.GT -> {
                    sp -= WORD;
                    Words.set(s, sp - WORD, Words.less(s, sp - WORD, sp));
                    continue;
                }
                case Opcode.SLT -> {
                    sp -= WORD;
                    Words.set(s, sp - WORD, Words.signedLess(s, sp, sp - WORD));
                    continue;
                }
                case Opcode.SGT -> {
                    sp -= WORD;
                    Words.set(s, sp - WORD, Words.signedLess(s, sp - WORD, sp));
                    continue;
                }
                case Opcode.EQ -> {
                    sp -= WORD;
                    Words.set(s, sp - WORD, Words.equal(s, sp, sp - WORD));
                    continue;
                }
                case Opcode.ISZERO -> {
                    Words.set(s, sp - WORD, Words.isZero(s, sp - WORD));
                    continue;
                }
                case Opcode.AND -> {
                    sp -= WORD;
                    Words.and(s, sp, sp - WORD);
                    continue;
                }
                case Opcode.OR -> {
                    sp -= WORD;
                    Words.or(s, sp, sp - WORD);
                    continue;
                }
                case Opcode.XOR -> {
                    sp -= WORD;
                    Words.xor(s, sp, sp - WORD);
                    continue;
                }
                case Opcode.NOT -> {
                    Words.not(s, sp - WORD);
                    continue;
                }
                case Opcode.BYTE -> {
                    sp -= WORD;
                    Shifts.pickByte(s, sp, sp - WORD);
                    continue;
                }
                case Opcode.SHL -> {
                    sp -= WORD;
                    Shifts.left(s, sp, sp - WORD);
                    continue;
                }
                case Opcode.SHR -> {
                    sp -= WORD;
                    Shifts.right(s, sp, sp - WORD);
                    continue;
                }
                case Opcode.SAR -> {
                    sp -= WORD;
                    Shifts.arithmeticRight(s, sp, sp - WORD);
                    continue;
                }
                case Opcode.CLZ -> {
                    Shifts.countLeadingZeros(s, sp - WORD);
                    continue;
                }
                case Opcode.KECCAK256 -> {
                    sp -= WORD;
                    gas = Execution.keccak(machine, s, sp, gas);
                }
                case Opcode.CALLDATALOAD -> {
                    Environment.loadInput(frame, memory, s, sp - WORD);
                    continue;
                }
                case Opcode.CALLDATACOPY -> {
                    sp -= 3 * WORD;
                    gas = memory.copy(frame.input(memory), frame.inputOffset, frame.inputLength, s, sp + 2 * WORD, gas);
                }
                case Opcode.CODECOPY -> {
                    sp -= 3 * WORD;
                    gas = memory.copy(code, 0, frame.code.size(), s, sp + 2 * WORD, gas);
                }
                case Opcode.RETURNDATACOPY -> {
                    sp -= 3 * WORD;
                    gas = Execution.copyReturnData(memory, frame, s, sp + 2 * WORD, gas);
                }
                case Opcode.EXTCODECOPY -> {
                    sp -= 4 * WORD;
                    gas = Accounts.copyCode(machine, s, sp + 3 * WORD, gas);
                }
                case Opcode.BALANCE -> gas = Accounts.balance(machine, s, sp - WORD, gas);
                case Opcode.EXTCODESIZE -> gas = Accounts.codeSize(machine, s, sp - WORD, gas);
                case Opcode.EXTCODEHASH -> gas = Accounts.codeHash(machine, s, sp - WORD, gas);
                case Opcode.BLOCKHASH -> {
                    Environment.blockHash(machine, s, sp - WORD);
                    continue;
                }
                case Opcode.BLOBHASH -> {
                    Environment.blobHash(machine, s, sp - WORD);
                    continue;
                }
                case Opcode.POP -> {
                    sp -= WORD;
                    continue;
                }
                case Opcode.MLOAD -> gas = memory.load(s, sp - WORD, gas);
                case Opcode.MSTORE -> {
                    sp -= 2 * WORD;
                    gas = memory.store(s, sp + WORD, sp, gas);
                }
                case Opcode.MSTORE8 -> {
                    sp -= 2 * WORD;
                    gas = memory.storeByte(s, sp + WORD, sp, gas);
                }
                case Opcode.SLOAD -> gas = Storage.load(machine, frame, s, sp - WORD, gas);
                case Opcode.SSTORE -> {
                    sp -= 2 * WORD;
                    gas = Storage.store(machine, frame, s, sp + WORD, sp, gas);
                }
                case Opcode.TLOAD -> {
                    machine.state.loadTransient(frame.self, s, sp - WORD);
                    continue;
                }
                case Opcode.TSTORE -> {
                    sp -= 2 * WORD;
                    gas = Storage.storeTransient(machine, frame, s, sp + WORD, sp, gas);
                }
                case Opcode.JUMP -> {
                    sp -= WORD;
                    pc = target(machine, frame.code, s, sp);
                    if (pc >= 0) {
                        continue;
                    }
                    gas = Halt.INVALID_JUMP;
                }
                case Opcode.JUMPI -> {
                    sp -= 2 * WORD;
                    if (Words.isZero(s, sp)) {
                        continue;
                    }
                    pc = target(machine, frame.code, s, sp + WORD);
                    if (pc >= 0) {
                        continue;
                    }
                    gas = Halt.INVALID_JUMP;
                }
                case Opcode.PC -> {
                    Words.set(s, sp, pc - 1);
                    sp += WORD;
                    continue;
                }
                case Opcode.MSIZE -> {
                    Words.set(s, sp, memory.size);
                    sp += WORD;
                    continue;
                }
                case Opcode.GAS -> {
                    Words.set(s, sp, gas);
                    sp += WORD;
                    continue;
                }
                case Opcode.JUMPDEST -> {
                    continue;
                }
                case Opcode.MCOPY -> {
                    sp -= 3 * WORD;
                    gas = memory.move(s, sp + 2 * WORD, gas);
                }
                case Opcode.PUSH0 -> {
                    Words.set(s, sp, 0);
                    sp += WORD;
                    continue;
                }
                case Opcode.PUSH1 -> {
                    Words.set(s, sp, code[pc] & 0xff);
                    sp += WORD;
                    pc++;
                    continue;
                }
                case Opcode.PUSH2 -> {
                    Words.set(s, sp, (code[pc] & 0xff) << 8 | (code[pc + 1] & 0xff));
                    sp += WORD;
                    pc += 2;
                    continue;
                }
                // @formatter:off
                case 0x62,
                        0x63,
                        0x64,
                        0x65,
                        0x66,
                        0x67,
                        0x68,
                        0x69,
                        0x6a,
                        0x6b,
                        0x6c,
                        0x6d,
                        0x6e,
                        0x6f,
                        0x70,
                        0x71,
                        0x72,
                        0x73,
                        0x74,
                        0x75,
                        0x76,
                        0x77,
                        0x78,
                        0x79,
                        0x7a,
                        0x7b,
                        0x7c,
                        0x7d,
                        0x7e,
                        0x7f -> {
                    int size = opcode - Opcode.PUSH0;
                    push(code, pc, size, s, sp);
                    sp += WORD;
                    pc += size;
                    continue;
                }
                case 0x80, 0x81, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8a, 0x8b, 0x8c, 0x8d, 0x8e, 0x8f -> {
                    Words.copy(s, sp - WORD * (opcode - Opcode.DUP1 + 1), sp);
                    sp += WORD;
                    continue;
                }
                case 0x90, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x98, 0x99, 0x9a, 0x9b, 0x9c, 0x9d, 0x9e, 0x9f -> {
                    Words.swap(s, sp - WORD, sp - WORD * (opcode - Opcode.SWAP1 + 2));
                    continue;
                }
                // @formatter:on
                case Opcode.LOG0, Opcode.LOG1, Opcode.LOG2, Opcode.LOG3, Opcode.LOG4 -> {
                    int topics = opcode - Opcode.LOG0;
                    gas = Execution.log(machine, frame, s, sp, topics, gas);
                    sp -= (2 + topics) * WORD;
                }
                case Opcode.CALL, Opcode.CALLCODE, Opcode.DELEGATECALL, Opcode.STATICCALL -> {
                    frame.gas = gas;
                    gas = Calls.call(machine, frame, opcode, s, sp);
                    sp = frame.stackTop;
                    if (gas >= 0 && machine.calling) {
                        exit = Exit.CALLING;
                        break loop;
                    }
                }
                case Opcode.CREATE, Opcode.CREATE2 -> {
                    frame.gas = gas;
                    gas = Creations.create(machine, frame, opcode, s, sp);
                    sp = frame.stackTop;
                    if (gas >= 0 && machine.calling) {
                        exit = Exit.CALLING;
                        break loop;
                    }
                }
                case Opcode.RETURN, Opcode.REVERT -> {
                    sp -= 2 * WORD;
                    gas = Execution.end(memory, frame, s, sp, gas);
                    if (gas >= 0) {
                        exit = opcode == Opcode.RETURN ? Exit.RETURNED : Exit.REVERTED;
                        break loop;
                    }
                }
                case Opcode.SELFDESTRUCT -> {
                    sp -= WORD;
                    gas = Accounts.selfDestruct(machine, frame, s, sp, gas);
                    if (gas >= 0) {
                        frame.resultLength = 0;
                        exit = Exit.RETURNED;
                        break loop;
                    }
                }
                case Opcode.INVALID -> gas = Halt.INVALID_OPCODE;
                default -> {
                    Environment.push(machine, frame, opcode, s, sp);
                    sp += WORD;
                    continue;
                }
            }
            if (gas < 0) {
                break;
            }
        } while (!oneStep);
        frame.programCounter = pc;
        frame.stackTop = sp;
        frame.gas = gas;
        return gas < 0 ? Exit.HALTED : exit;
    }

    private static int target(Machine machine, ContractCode code, long[] s, int at) {
        machine.stop.check();
        long to = s[at];
        boolean fits = (s[at + 1] | s[at + 2] | s[at + 3]) == 0 && to >= 0 && to < Integer.MAX_VALUE;
        return fits && code.isJumpDestination((int) to) ? (int) to : -1;
    }

    private static void push(byte[] code, int at, int size, long[] s, int sp) {
        s[sp] = tail(code, at, size);
        s[sp + 1] = size > 8 ? tail(code, at, size - 8) : 0;
        s[sp + 2] = size > 16 ? tail(code, at, size - 16) : 0;
        s[sp + 3] = size > 24 ? tail(code, at, size - 24) : 0;
    }

    /** The last 8 of {@code size} bytes, or all of them. */
    private static long tail(byte[] code, int at, int size) {
        return size >= 8 ? (long) LONG.get(code, at + size - 8) : (long) LONG.get(code, at) >>> (64 - 8 * size);
    }
}

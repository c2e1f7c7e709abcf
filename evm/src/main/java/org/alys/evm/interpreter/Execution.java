package org.alys.evm.interpreter;

import java.util.ArrayList;
import java.util.List;
import org.alys.evm.block.Log;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;

/** Instructions whose price depends on their operands and that touch no account. */
final class Execution {
    private static final long EXPONENT_BYTE = 50;
    private static final long HASHED_WORD = 6;
    private static final long LOG_BYTE = 8;

    private Execution() {}

    /** EXP: base at {@code s[sp]}, exponent beneath (EIP-160). */
    static long power(Machine machine, long[] s, int sp, long gas) {
        int exponentAt = sp - Words.LIMBS;
        long left = gas - EXPONENT_BYTE * ((Division.bitLength(s, exponentAt) + 7) >>> 3);
        if (left < 0) {
            return Halt.OUT_OF_GAS;
        }
        machine.division.power(s, sp, exponentAt);
        return left;
    }

    /** KECCAK256: offset at {@code s[sp]}, length beneath, where the result goes. */
    static long keccak(Machine machine, long[] s, int sp, long gas) {
        int lengthAt = sp - Words.LIMBS;
        Memory memory = machine.memory;
        long left = gas - HASHED_WORD * Memory.words(Words.toLong(s, lengthAt));
        left = left < 0 ? Halt.OUT_OF_GAS : memory.expand(s, sp, lengthAt, left);
        if (left >= 0) {
            int length = (int) s[lengthAt];
            int offset = length == 0 ? 0 : (int) s[sp];
            machine.keccak.hash(memory.bytes, memory.base + offset, length, s, lengthAt);
        }
        return left;
    }

    /** RETURNDATACOPY: unlike other sources, return data has no zeros behind (EIP-211). */
    static long copyReturnData(Memory memory, Frame frame, long[] s, int toAt, long gas) {
        long from = Words.toLong(s, toAt - 4);
        long length = Words.toLong(s, toAt - 8);
        if (from > frame.returnLength || length > frame.returnLength - from) {
            return Halt.RETURN_DATA_OUT_OF_BOUNDS;
        }
        return memory.copy(frame.returnData, 0, frame.returnLength, s, toAt, gas);
    }

    /** RETURN and REVERT: offset above length at {@code s[sp]}. */
    static long end(Memory memory, Frame frame, long[] s, int sp, long gas) {
        long left = memory.expand(s, sp + Words.LIMBS, sp, gas);
        if (left >= 0) {
            frame.resultLength = (int) s[sp];
            frame.resultOffset = frame.resultLength == 0 ? 0 : (int) s[sp + Words.LIMBS];
        }
        return left;
    }

    static long log(Machine machine, Frame frame, long[] s, int sp, int topics, long gas) {
        if (frame.isStatic) {
            return Halt.WRITE_PROTECTION;
        }
        int offsetAt = sp - 4;
        int lengthAt = sp - 8;
        long left = gas - LOG_BYTE * Math.min(Words.toLong(s, lengthAt), Memory.MAX_SIZE << 8);
        left = left < 0 ? Halt.OUT_OF_GAS : machine.memory.expand(s, offsetAt, lengthAt, left);
        if (left < 0) {
            return left;
        }
        List<Bytes32> named = new ArrayList<>(topics);
        for (int i = 1; i <= topics; i++) {
            named.add(Words.get(s, lengthAt - 4 * i).toBytes32());
        }
        int length = (int) s[lengthAt];
        byte[] data = machine.memory.slice(length == 0 ? 0 : (int) s[offsetAt], length);
        Log log = new Log(frame.self.address(), named, Bytes.of(data));
        machine.state.emit(log);
        if (machine.tracing) {
            machine.tracer.logEmitted(log);
        }
        return left;
    }
}

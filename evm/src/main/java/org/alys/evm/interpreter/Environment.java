package org.alys.evm.interpreter;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;
import org.alys.evm.block.BlockEnvironment;
import org.alys.evm.execution.world.JournaledAccount;
import org.alys.primitives.Bytes32;
import org.alys.primitives.UInt256;

/** Instructions that read what surrounds the code: its call, its transaction, its block. */
final class Environment {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int REMEMBERED_BLOCKS = 256;

    private Environment() {}

    /** An instruction that takes nothing and puts a word to {@code s[at]}. */
    static void push(Machine machine, Frame frame, int opcode, long[] s, int at) {
        BlockEnvironment block = machine.block;
        switch (opcode) {
            case Opcode.ADDRESS -> set(s, at, frame.self);
            case Opcode.ORIGIN -> set(s, at, machine.origin);
            case Opcode.CALLER -> set(s, at, frame.caller);
            case Opcode.CALLVALUE -> Words.set(s, at, frame.value);
            case Opcode.CALLDATASIZE -> Words.set(s, at, frame.inputLength);
            case Opcode.CODESIZE -> Words.set(s, at, frame.code.size());
            case Opcode.GASPRICE -> Words.set(s, at, machine.gasPrice);
            case Opcode.RETURNDATASIZE -> Words.set(s, at, frame.returnLength);
            case Opcode.COINBASE -> set(s, at, machine.feeRecipient);
            case Opcode.TIMESTAMP -> Words.set(s, at, block.timestamp());
            case Opcode.NUMBER -> Words.set(s, at, block.number());
            case Opcode.PREVRANDAO -> Words.set(s, at, UInt256.of(block.prevRandao()));
            case Opcode.GASLIMIT -> Words.set(s, at, block.gasLimit());
            case Opcode.CHAINID -> Words.set(s, at, block.chainId());
            case Opcode.SELFBALANCE -> Words.set(s, at, frame.self.balance());
            case Opcode.BASEFEE -> Words.set(s, at, block.baseFeePerGas());
            case Opcode.BLOBBASEFEE -> Words.set(s, at, block.blobBaseFee());
            default -> throw new IllegalStateException("no such instruction: " + opcode);
        }
    }

    private static void set(long[] s, int at, JournaledAccount account) {
        s[at] = account.address0();
        s[at + 1] = account.address1();
        s[at + 2] = account.address2();
        s[at + 3] = 0;
    }

    /** CALLDATALOAD. */
    static void loadInput(Frame frame, Memory memory, long[] s, int at) {
        byte[] input = frame.input(memory);
        long offset = Words.toLong(s, at);
        int from = frame.inputOffset;
        if (offset <= frame.inputLength - 32) {
            from += (int) offset;
            s[at] = (long) LONG.get(input, from + 24);
            s[at + 1] = (long) LONG.get(input, from + 16);
            s[at + 2] = (long) LONG.get(input, from + 8);
            s[at + 3] = (long) LONG.get(input, from);
            return;
        }
        Words.set(s, at, 0);
        for (int i = 0; i < 32 && offset + i < frame.inputLength && offset <= frame.inputLength; i++) {
            long value = input[from + (int) offset + i] & 0xff;
            s[at + 3 - (i >>> 3)] |= value << (56 - 8 * (i & 7));
        }
    }

    static void blockHash(Machine machine, long[] s, int at) {
        long number = Words.toLong(s, at);
        long current = machine.block.number();
        boolean known = number < current && current - number <= REMEMBERED_BLOCKS;
        Words.set(s, at, known ? UInt256.of(machine.block.blockHashes().apply(number)) : UInt256.ZERO);
    }

    /** EIP-4844. */
    static void blobHash(Machine machine, long[] s, int at) {
        List<Bytes32> hashes = machine.blobVersionedHashes;
        long index = Words.toLong(s, at);
        Words.set(s, at, index < hashes.size() ? UInt256.of(hashes.get((int) index)) : UInt256.ZERO);
    }
}

package org.alys.bitcoin.regtest.consensus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.alys.primitives.Bytes;

/** Takes a script apart into its operations. */
public final class ScriptParser {
    public static final int OP_0 = 0x00;
    public static final int OP_PUSHDATA1 = 0x4c;
    public static final int OP_PUSHDATA2 = 0x4d;
    public static final int OP_PUSHDATA4 = 0x4e;
    public static final int OP_1NEGATE = 0x4f;
    public static final int OP_1 = 0x51;
    public static final int OP_16 = 0x60;
    public static final int OP_RETURN = 0x6a;

    private ScriptParser() {}

    /**
     * One operation.
     *
     * @param data what it pushes, for the opcodes up to {@code OP_PUSHDATA4}; empty for others
     */
    public record Operation(int opcode, Bytes data) {
        public boolean isPush() {
            return opcode <= OP_16;
        }

        /** Whether it pushes a number from 0 to 16 by its opcode alone. */
        public boolean isSmallNumber() {
            return opcode == OP_0 || (opcode >= OP_1 && opcode <= OP_16);
        }

        public int smallNumber() {
            return opcode == OP_0 ? 0 : opcode - OP_1 + 1;
        }
    }

    /**
     * The operations up to the end or to the first push that runs over it.
     *
     * @param complete whether the whole script could be read
     */
    public record Parsed(List<Operation> operations, boolean complete) {
        public Parsed {
            operations = List.copyOf(operations);
        }

        public boolean isPushOnly() {
            return complete && operations.stream().allMatch(Operation::isPush);
        }
    }

    public static Parsed parse(Bytes script) {
        byte[] bytes = script.toArray();
        List<Operation> operations = new ArrayList<>();
        int position = 0;
        while (position < bytes.length) {
            int opcode = bytes[position++] & 0xff;
            int lengthBytes = lengthBytes(opcode);
            if (position + lengthBytes > bytes.length) {
                return new Parsed(operations, false);
            }
            long length = opcode < OP_PUSHDATA1 ? opcode : littleEndian(bytes, position, lengthBytes);
            position += lengthBytes;
            if (length > bytes.length - position) {
                return new Parsed(operations, false);
            }
            int end = position + (int) length;
            operations.add(new Operation(
                    opcode, length == 0 ? Bytes.EMPTY : Bytes.of(Arrays.copyOfRange(bytes, position, end))));
            position = end;
        }
        return new Parsed(operations, true);
    }

    private static int lengthBytes(int opcode) {
        return switch (opcode) {
            case OP_PUSHDATA1 -> 1;
            case OP_PUSHDATA2 -> 2;
            case OP_PUSHDATA4 -> 4;
            default -> 0;
        };
    }

    private static long littleEndian(byte[] bytes, int position, int count) {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value |= (bytes[position + i] & 0xffL) << (8 * i);
        }
        return value;
    }

    /** Whether nobody can ever spend an output with this script, so that it needs no place in the UTXO set. */
    public static boolean isUnspendable(Bytes script) {
        return (!script.isEmpty() && script.get(0) == OP_RETURN) || script.size() > 10_000;
    }

    /** Version and program of a witness script (BIP 141). */
    public record WitnessProgram(int version, Bytes program) {}

    public static Optional<WitnessProgram> witnessProgram(Bytes script) {
        if (script.size() < 4 || script.size() > 42) {
            return Optional.empty();
        }
        int version = script.get(0);
        boolean versioned = version == OP_0 || (version >= OP_1 && version <= OP_16);
        if (!versioned || script.get(1) != script.size() - 2) {
            return Optional.empty();
        }
        return Optional.of(new WitnessProgram(
                version == OP_0 ? 0 : version - OP_1 + 1,
                Bytes.of(Arrays.copyOfRange(script.toArray(), 2, script.size()))));
    }

    public static boolean isPayToScriptHash(Bytes script) {
        return script.size() == 23 && script.get(0) == 0xa9 && script.get(1) == 20 && script.get(22) == 0x87;
    }
}

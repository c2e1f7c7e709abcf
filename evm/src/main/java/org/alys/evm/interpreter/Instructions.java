package org.alys.evm.interpreter;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.alys.evm.payload.Fork;
import org.jspecify.annotations.Nullable;

/** What is the same for every run of an instruction, by opcode: its gas, how much stack it needs, its name. */
final class Instructions {
    private static final int STACK_LIMIT = 1024;
    /** A height of the stack that never is. */
    private static final long NEVER = 0xffff;

    private static final Instructions SHANGHAI = new Instructions(Fork.SHANGHAI);
    private static final Instructions CANCUN = new Instructions(Fork.CANCUN);
    private static final Instructions PRAGUE = new Instructions(Fork.PRAGUE);
    private static final Instructions OSAKA = new Instructions(Fork.OSAKA);

    private final long[] rules = new long[256];
    private final @Nullable String[] names = new String[256];

    static Instructions of(Fork fork) {
        return switch (fork) {
            case SHANGHAI -> SHANGHAI;
            case CANCUN -> CANCUN;
            case PRAGUE -> PRAGUE;
            case OSAKA -> OSAKA;
        };
    }

    /**
     * For each opcode the constant part of its gas (bits 0 to 31), and the least (32 to 47) and greatest (48 to 63) height of the
     * stack before it, in limbs. A byte that is no instruction needs a stack that never is. Not to be written to.
     */
    long[] rules() {
        return rules;
    }

    boolean isDefined(int opcode) {
        return names[opcode] != null;
    }

    /** Whether the stack is too low for an instruction, rather than too high. */
    boolean needsMore(int opcode, int heightInLimbs) {
        return heightInLimbs < (rules[opcode] >>> 32 & 0xffff);
    }

    Optional<String> name(int opcode) {
        return Optional.ofNullable(names[opcode]);
    }

    private Instructions(Fork fork) {
        Arrays.fill(rules, NEVER << 32);
        arithmetic();
        environment();
        memoryAndFlow();
        for (int n = 0; n <= 32; n++) {
            add(Opcode.PUSH0 + n, "PUSH" + n, 0, 1, n == 0 ? 2 : 3);
        }
        for (int n = 1; n <= 16; n++) {
            add(Opcode.DUP1 + n - 1, "DUP" + n, n, n + 1, 3);
            add(Opcode.SWAP1 + n - 1, "SWAP" + n, n + 1, n + 1, 3);
        }
        for (int n = 0; n <= 4; n++) {
            add(Opcode.LOG0 + n, "LOG" + n, n + 2, 0, 375 * (n + 1));
        }
        calls();
        if (fork.includes(Fork.CANCUN)) {
            add(Opcode.BLOBHASH, "BLOBHASH", 1, 1, 3);
            add(Opcode.BLOBBASEFEE, "BLOBBASEFEE", 0, 1, 2);
            add(Opcode.TLOAD, "TLOAD", 1, 1, 100);
            add(Opcode.TSTORE, "TSTORE", 2, 0, 100);
            add(Opcode.MCOPY, "MCOPY", 3, 0, 3);
        }
        if (fork.includes(Fork.OSAKA)) {
            add(Opcode.CLZ, "CLZ", 1, 1, 5);
        }
    }

    private void arithmetic() {
        add(Opcode.STOP, "STOP", 0, 0, 0);
        binary(3, Opcode.ADD, "ADD");
        binary(5, Opcode.MUL, "MUL");
        binary(3, Opcode.SUB, "SUB");
        binary(5, Opcode.DIV, "DIV", "SDIV", "MOD", "SMOD");
        add(Opcode.ADDMOD, "ADDMOD", 3, 1, 8);
        add(Opcode.MULMOD, "MULMOD", 3, 1, 8);
        binary(10, Opcode.EXP, "EXP");
        binary(5, Opcode.SIGNEXTEND, "SIGNEXTEND");
        binary(3, Opcode.LT, "LT", "GT", "SLT", "SGT", "EQ");
        add(Opcode.ISZERO, "ISZERO", 1, 1, 3);
        binary(3, Opcode.AND, "AND", "OR", "XOR");
        add(Opcode.NOT, "NOT", 1, 1, 3);
        binary(3, Opcode.BYTE, "BYTE", "SHL", "SHR", "SAR");
        binary(30, Opcode.KECCAK256, "KECCAK256");
    }

    private void environment() {
        reading(2, Opcode.ADDRESS, "ADDRESS");
        add(Opcode.BALANCE, "BALANCE", 1, 1, 100);
        reading(2, Opcode.ORIGIN, "ORIGIN", "CALLER", "CALLVALUE");
        add(Opcode.CALLDATALOAD, "CALLDATALOAD", 1, 1, 3);
        reading(2, Opcode.CALLDATASIZE, "CALLDATASIZE");
        add(Opcode.CALLDATACOPY, "CALLDATACOPY", 3, 0, 3);
        reading(2, Opcode.CODESIZE, "CODESIZE");
        add(Opcode.CODECOPY, "CODECOPY", 3, 0, 3);
        reading(2, Opcode.GASPRICE, "GASPRICE");
        add(Opcode.EXTCODESIZE, "EXTCODESIZE", 1, 1, 100);
        add(Opcode.EXTCODECOPY, "EXTCODECOPY", 4, 0, 100);
        reading(2, Opcode.RETURNDATASIZE, "RETURNDATASIZE");
        add(Opcode.RETURNDATACOPY, "RETURNDATACOPY", 3, 0, 3);
        add(Opcode.EXTCODEHASH, "EXTCODEHASH", 1, 1, 100);
        add(Opcode.BLOCKHASH, "BLOCKHASH", 1, 1, 20);
        reading(2, Opcode.COINBASE, "COINBASE", "TIMESTAMP", "NUMBER", "DIFFICULTY", "GASLIMIT", "CHAINID");
        reading(5, Opcode.SELFBALANCE, "SELFBALANCE");
        reading(2, Opcode.BASEFEE, "BASEFEE");
    }

    private void memoryAndFlow() {
        add(Opcode.POP, "POP", 1, 0, 2);
        add(Opcode.MLOAD, "MLOAD", 1, 1, 3);
        add(Opcode.MSTORE, "MSTORE", 2, 0, 3);
        add(Opcode.MSTORE8, "MSTORE8", 2, 0, 3);
        add(Opcode.SLOAD, "SLOAD", 1, 1, 100);
        add(Opcode.SSTORE, "SSTORE", 2, 0, 0);
        add(Opcode.JUMP, "JUMP", 1, 0, 8);
        add(Opcode.JUMPI, "JUMPI", 2, 0, 10);
        reading(2, Opcode.PC, "PC", "MSIZE", "GAS");
        add(Opcode.JUMPDEST, "JUMPDEST", 0, 0, 1);
    }

    private void calls() {
        add(Opcode.CREATE, "CREATE", 3, 1, 32_000);
        add(Opcode.CALL, "CALL", 7, 1, 100);
        add(Opcode.CALLCODE, "CALLCODE", 7, 1, 100);
        add(Opcode.RETURN, "RETURN", 2, 0, 0);
        add(Opcode.DELEGATECALL, "DELEGATECALL", 6, 1, 100);
        add(Opcode.CREATE2, "CREATE2", 4, 1, 32_000);
        add(Opcode.STATICCALL, "STATICCALL", 6, 1, 100);
        add(Opcode.REVERT, "REVERT", 2, 0, 0);
        add(Opcode.INVALID, "INVALID", 0, 0, 0);
        add(Opcode.SELFDESTRUCT, "SELFDESTRUCT", 1, 0, 5_000);
    }

    private void binary(int gas, int first, String... inOrder) {
        for (int i = 0; i < inOrder.length; i++) {
            if (!inOrder[i].isEmpty()) {
                add(first + i, inOrder[i], 2, 1, gas);
            }
        }
    }

    private void reading(int gas, int first, String... inOrder) {
        for (int i = 0; i < inOrder.length; i++) {
            add(first + i, inOrder[i], 0, 1, gas);
        }
    }

    private void add(int opcode, String name, int takes, int gives, int gas) {
        int growth = Math.max(0, gives - takes);
        long least = (long) Words.LIMBS * takes;
        long greatest = (long) Words.LIMBS * (STACK_LIMIT - growth);
        rules[opcode] = gas | least << 32 | greatest << 48;
        names[opcode] = name;
    }

    /** The name of a byte that is no instruction. */
    static String undefined(int opcode) {
        return String.format(Locale.ROOT, "opcode 0x%x not defined", opcode);
    }
}

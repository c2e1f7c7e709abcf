package org.alys.evm.interpreter;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;
import org.alys.evm.payload.Fork;
import org.alys.primitives.EvmAddress;

/**
 * Code that mostly makes sense: operands lie on the stack before they are needed, memory and slots are small numbers, jumps mostly
 * go to where they may. Without the sense it would end at its first instruction.
 */
public final class RandomProgram {
    private static final int[] UNARY = {0x15, 0x19};
    private static final int[] UNARY_OSAKA = {0x15, 0x19, 0x1e};
    private static final int[] BINARY = {
        0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x0a, 0x0b, 0x10, 0x11, 0x12, 0x13, 0x14, 0x16, 0x17, 0x18, 0x1a,
        0x1b, 0x1c, 0x1d
    };
    private static final int[] TERNARY = {0x08, 0x09};
    private static final int[] READING = {
        0x30, 0x32, 0x33, 0x34, 0x36, 0x38, 0x3a, 0x3d, 0x41, 0x42, 0x43, 0x45, 0x46, 0x47, 0x48, 0x58, 0x59, 0x5a
    };
    /** BLOCKHASH, of the numbers around the block that the tests are in. */
    private static final int BLOCKHASH = 0x40;

    private static final int[] READING_CANCUN = {0x44, 0x4a};
    private static final int[] CALLS = {0xf1, 0xf2, 0xf4, 0xfa};

    private final Random random;
    private final List<EvmAddress> accounts;
    private final Fork fork;
    private final ByteArrayOutputStream code = new ByteArrayOutputStream();
    private int height;

    /** Programs that call {@code accounts} and look at them, with the instructions and contracts of the fork. */
    public RandomProgram(Random random, List<EvmAddress> accounts, Fork fork) {
        this.random = random;
        this.accounts = accounts;
        this.fork = fork;
    }

    /** Code of so many steps, each of one or more instructions. */
    public byte[] generate(int instructions) {
        for (int i = 0; i < instructions; i++) {
            if (height > 0 && height < 16 && random.nextInt(4) == 0) {
                shuffle();
            } else {
                instruction();
            }
        }
        end();
        return code.toByteArray();
    }

    private void instruction() {
        switch (random.nextInt(24)) {
            case 0, 1, 2, 3 -> operation(BINARY, 2);
            case 4 -> operation(fork.includes(Fork.OSAKA) ? UNARY_OSAKA : UNARY, 1);
            case 5 -> operation(TERNARY, 3);
            case 6 -> reading();
            case 7, 8 -> memory();
            case 9, 10 -> storage();
            case 11 -> copy();
            case 12 -> hash();
            case 13 -> account();
            case 14 -> log();
            case 15, 16 -> call();
            case 17 -> create();
            case 18 -> forwardJump();
            case 19 -> loop();
            case 20 -> word();
            case 21 -> returnDataCopy();
            case 22 -> returnData();
            default -> {
                if (fork.includes(Fork.CANCUN) && random.nextBoolean()) {
                    sinceCancun();
                } else {
                    rare();
                }
            }
        }
    }

    /** TLOAD, TSTORE, MCOPY, BLOBHASH, and what only a later fork's tests can foretell. */
    private void sinceCancun() {
        switch (random.nextInt(6)) {
            case 0 -> {
                small(3);
                emit(0x5c);
            }
            case 1 -> {
                small(3);
                small(3);
                emit(0x5d);
                height -= 2;
            }
            case 2 -> {
                small(200);
                small(300);
                small(300);
                emit(0x5e);
                height -= 3;
            }
            case 3 -> {
                small(1);
                emit(0x49);
            }
            case 4 -> {
                small(12);
                emit(BLOCKHASH);
            }
            default -> {
                emit(READING_CANCUN[random.nextInt(READING_CANCUN.length)]);
                height++;
            }
        }
    }

    private void rare() {
        switch (random.nextInt(12)) {
            case 0 -> emit(random.nextInt(256));
            case 1 -> {
                address();
                emit(0xff);
                height--;
            }
            case 2 -> {
                small(4000);
                emit(0x56);
                height--;
            }
            case 3 -> {
                word();
                word();
                emit(0x52);
                height -= 2;
            }
            default -> reading();
        }
    }

    private void operation(int[] choices, int operands) {
        for (int i = 0; i < operands; i++) {
            if (height < operands || random.nextBoolean()) {
                word();
            }
        }
        emit(choices[random.nextInt(choices.length)]);
        height -= operands - 1;
    }

    private void reading() {
        emit(READING[random.nextInt(READING.length)]);
        height++;
    }

    private void memory() {
        switch (random.nextInt(3)) {
            case 0 -> {
                small(300);
                emit(0x51);
            }
            case 1 -> {
                word();
                small(300);
                emit(0x52);
                height -= 2;
            }
            default -> {
                word();
                small(300);
                emit(0x53);
                height -= 2;
            }
        }
    }

    private void storage() {
        if (random.nextBoolean()) {
            small(6);
            emit(0x54);
        } else {
            small(3);
            small(6);
            emit(0x55);
            height -= 2;
        }
    }

    private void copy() {
        small(100);
        small(120);
        small(200);
        emit(random.nextBoolean() ? 0x37 : 0x39);
        height -= 3;
        small(80);
        emit(0x35);
    }

    private void returnDataCopy() {
        small(40);
        small(10);
        small(200);
        emit(0x3e);
        height -= 3;
    }

    private void returnData() {
        emit(0x3d);
        small(1);
        small(64);
        emit(0x3e);
        height -= 2;
    }

    private void hash() {
        small(300);
        small(100);
        emit(0x20);
        height--;
    }

    private void account() {
        if (random.nextInt(4) == 0) {
            small(50);
            small(50);
            small(200);
            address();
            emit(0x3c);
            height -= 4;
            return;
        }
        address();
        emit(new int[] {0x31, 0x3b, 0x3f}[random.nextInt(3)]);
    }

    private void log() {
        int topics = random.nextInt(5);
        for (int i = 0; i < topics; i++) {
            word();
        }
        small(60);
        small(100);
        emit(0xa0 + topics);
        height -= topics + 2;
    }

    private void call() {
        int opcode = CALLS[random.nextInt(CALLS.length)];
        small(64);
        small(128);
        small(100);
        small(100);
        boolean hasValue = opcode == 0xf1 || opcode == 0xf2;
        if (hasValue) {
            small(random.nextInt(3) == 0 ? 3 : 1);
        }
        if (random.nextInt(6) == 0) {
            precompiled();
        } else {
            address();
        }
        if (random.nextInt(3) == 0) {
            small(40_000);
        } else {
            emit(0x5a);
            height++;
        }
        emit(opcode);
        height -= hasValue ? 6 : 5;
    }

    /** In Shanghai not 1, which recovers signatures: see LibevmDifferentialTest. */
    private void precompiled() {
        if (fork.includes(Fork.OSAKA) && random.nextInt(4) == 0) {
            push(random.nextBoolean() ? 0x100 : 5);
        } else {
            push(fork.includes(Fork.CANCUN) ? 1 + random.nextInt(17) : 2 + random.nextInt(8));
        }
    }

    /** Init code of at most 32 bytes goes to memory first. */
    private void create() {
        byte[][] codes = {
            {0x60, 0x20, 0x60, 0, (byte) 0xf3},
            {0x60, 0x01, 0x60, 0x02, 0x55, 0x60, 0x03, 0x60, 0, (byte) 0xf3},
            {0x60, 0x20, 0x60, 0, (byte) 0xfd},
            {0x60, (byte) 0xef, 0x60, 0, 0x53, 0x60, 1, 0x60, 0, (byte) 0xf3},
            {0x33, (byte) 0xff},
            {0x60, 0x5b, 0x60, 0, 0x53, 0x60, 5, 0x60, 0, (byte) 0xf3},
            {(byte) 0xfe}
        };
        byte[] init = codes[random.nextInt(codes.length)];
        emit(0x60 + init.length - 1);
        code.writeBytes(init);
        height++;
        small(1);
        emit(0x52);
        height -= 2;
        boolean salted = random.nextBoolean();
        if (salted) {
            small(2);
        }
        small(init.length + 1);
        push(32 - init.length);
        small(2);
        emit(salted ? 0xf5 : 0xf0);
        height -= salted ? 3 : 2;
    }

    /** Jumps over some instructions, or not. */
    private void forwardJump() {
        small(2);
        int target = code.size() + 1 + 2 + 1 + 1;
        emit(0x61);
        emit(target >>> 8);
        emit(target);
        emit(0x57);
        height--;
        emit(0x50 + 11);
    }

    /** Counts down from a small number. */
    private void loop() {
        small(8);
        int start = code.size();
        emit(0x5b);
        int before = height;
        if (random.nextBoolean()) {
            storage();
        } else {
            memory();
        }
        while (height > before) {
            emit(0x50);
            height--;
        }
        emit(0x60);
        emit(1);
        emit(0x90);
        emit(0x03);
        emit(0x80);
        emit(0x61);
        emit(start >>> 8);
        emit(start);
        emit(0x57);
    }

    private void shuffle() {
        if (random.nextBoolean()) {
            emit(0x80 + random.nextInt(height));
            height++;
        } else if (height > 1) {
            emit(0x90 + random.nextInt(height - 1));
        } else {
            emit(0x50);
            height--;
        }
    }

    private void end() {
        switch (random.nextInt(5)) {
            case 0 -> emit(0);
            case 1 -> {
                small(100);
                small(100);
                emit(0xfd);
            }
            default -> {
                small(100);
                small(100);
                emit(0xf3);
            }
        }
    }

    private void address() {
        emit(0x73);
        code.writeBytes(accounts.get(random.nextInt(accounts.size())).toArray());
        height++;
    }

    private void word() {
        switch (random.nextInt(6)) {
            case 0 -> small(3);
            case 1 -> push(random.nextInt(65_536));
            case 2 -> {
                byte[] bytes = new byte[1 + random.nextInt(32)];
                random.nextBytes(bytes);
                emit(0x5f + bytes.length);
                code.writeBytes(bytes);
                height++;
            }
            case 3 -> {
                push(1);
                push(random.nextInt(256));
                emit(0x1b);
                height--;
            }
            case 4 -> {
                push(0);
                emit(0x19);
            }
            default -> {
                push(1);
                push(random.nextInt(256));
                emit(0x1b);
                emit(0x19);
                height--;
            }
        }
    }

    private void small(int bound) {
        push(random.nextInt(bound + 1));
    }

    private void push(int number) {
        if (number == 0 && random.nextBoolean()) {
            emit(0x5f);
        } else if (number < 256) {
            emit(0x60);
            emit(number);
        } else {
            emit(0x61);
            emit(number >>> 8);
            emit(number);
        }
        height++;
    }

    private void emit(int value) {
        code.write(value);
    }
}

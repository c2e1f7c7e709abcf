package org.alys.bench;

import java.util.Locale;

/** A loop of the virtual machine: what is done over and over, and how often. */
public enum EvmProgram {
    /** Nothing but the loop. */
    EMPTY(200_000, ""),
    ADD(100_000, "6001600201600301600401600501600601600701600801600901600a0150"),
    ADD_WIDE(100_000, Words.A + "80018001800350"),
    MULTIPLY_WIDE(100_000, Words.A + "80028002800250"),
    DIVIDE(100_000, "6103e863123456780450"),
    DIVIDE_WIDE(50_000, Words.C + Words.A + "0450"),
    MULTIPLY_MODULO(50_000, Words.B + Words.A + Words.A + "0950"),
    POWER(5_000, Words.A + "800a50"),
    LOGIC(100_000, Words.A + "80161960041b60091c60ff1650"),
    MEMORY(100_000, "8060005260005160205260205150"),
    COPY(30_000, "6104006000600037"),
    KECCAK(30_000, "604060002050"),
    STORAGE_READ(100_000, "60055450"),
    STORAGE_WRITE(50_000, "80600555"),
    CALL(30_000, "6000600060006000600060cc5af150"),
    CREATE(1_000, "600060006000f050");

    private final int rounds;
    private final String body;

    EvmProgram(int rounds, String body) {
        this.rounds = rounds;
        this.body = body;
    }

    /** The code in hex: counts down from the number of rounds. */
    String code() {
        return "63" + String.format(Locale.ROOT, "%08x", rounds) + "5b" + body + "600190038060055700";
    }

    /** What {@link #CALL} calls: adds, writes a word to memory, returns it. */
    static String callee() {
        return "60016002016000526001600052602060006000f3";
    }

    private static final class Words {
        static final String A = "7f123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0";
        static final String B = "7fe0d0c0b0a09080706050403020100070e0d0c0b0a09080706050403020100071";
        static final String C = "7f00000000000000001234567812345678e0d0c0b0a09080706050403020100070";
    }
}

package org.alys.evm.rpc.trace;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.alys.primitives.Bytes;
import org.alys.primitives.UInt256;

/** What Solidity says with a revert: {@code Error(string)} and {@code Panic(uint256)}. */
public final class RevertReason {
    private static final Bytes ERROR = Bytes.fromHex("08c379a0");
    private static final Bytes PANIC = Bytes.fromHex("4e487b71");
    private static final int SELECTOR = 4;
    private static final int WORD = 32;

    private RevertReason() {}

    /** The reason in what a call returned; empty when there is none in these two forms. */
    public static Optional<String> of(Bytes output) {
        byte[] bytes = output.toArray();
        if (bytes.length < SELECTOR + WORD) {
            return Optional.empty();
        }
        Bytes selector = Bytes.of(Arrays.copyOf(bytes, SELECTOR));
        if (selector.equals(PANIC)) {
            return Optional.of(panic(UInt256.fromBytes(bytes, SELECTOR)));
        }
        return selector.equals(ERROR) ? string(bytes) : Optional.empty();
    }

    private static Optional<String> string(byte[] bytes) {
        long at = UInt256.fromBytes(bytes, SELECTOR).toLongSaturated();
        if (at > bytes.length - SELECTOR - WORD) {
            return Optional.empty();
        }
        int start = SELECTOR + (int) at;
        long length = UInt256.fromBytes(bytes, start).toLongSaturated();
        if (length > bytes.length - start - WORD) {
            return Optional.empty();
        }
        return Optional.of(new String(bytes, start + WORD, (int) length, StandardCharsets.UTF_8));
    }

    /** The codes of Solidity's documentation, "Panic via assert and Error via require". */
    private static String panic(UInt256 code) {
        return switch ((int) code.toLongSaturated()) {
            case 0x00 -> "generic panic";
            case 0x01 -> "assert(false)";
            case 0x11 -> "arithmetic underflow or overflow";
            case 0x12 -> "division or modulo by zero";
            case 0x21 -> "enum overflow";
            case 0x22 -> "invalid encoded storage byte array accessed";
            case 0x31 -> "out-of-bounds array access; popping on an empty array";
            case 0x32 -> "out-of-bounds access of an array or bytesN";
            case 0x41 -> "out of memory";
            case 0x51 -> "uninitialized function";
            default -> "unknown panic code: " + code.toHex();
        };
    }
}

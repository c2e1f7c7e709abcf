package org.alys.bridge.pegin;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bitcoin.tx.TxOutput;
import org.alys.primitives.Bytes;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Hex;

/**
 * Reads the EVM address that a deposit names: an output script of OP_RETURN and one push of 20 raw bytes, or of 40
 * hexadecimal characters in any case, with or without {@code 0x}. A push of 20 bytes is always raw, even when it happens to
 * be text. The checksum in the case of the letters (EIP-55) is not looked at: every node must read the same address.
 */
final class NamedRecipient {
    private static final int OP_RETURN = 0x6a;
    private static final int OP_PUSHDATA1 = 0x4c;
    private static final int OP_PUSHDATA2 = 0x4d;
    private static final int OP_PUSHDATA4 = 0x4e;
    private static final int HEX_LENGTH = 2 * EvmAddress.SIZE;

    private NamedRecipient() {}

    /** The addresses that the transaction's outputs name, one for each output that does. */
    static List<EvmAddress> of(Transaction transaction) {
        return transaction.outputs().stream()
                .map(TxOutput::script)
                .flatMap(script -> parse(script).stream())
                .toList();
    }

    static Optional<EvmAddress> parse(Bytes script) {
        if (script.size() < 2 || script.get(0) != OP_RETURN) {
            return Optional.empty();
        }
        return onlyPush(script).flatMap(NamedRecipient::address);
    }

    /** What the script pushes, if that one push is all that follows OP_RETURN. */
    private static Optional<byte[]> onlyPush(Bytes script) {
        int opcode = script.get(1);
        int lengthBytes = switch (opcode) {
            case OP_PUSHDATA1 -> 1;
            case OP_PUSHDATA2 -> 2;
            case OP_PUSHDATA4 -> 4;
            default -> 0;
        };
        if (opcode > OP_PUSHDATA4 || script.size() < 2 + lengthBytes) {
            return Optional.empty();
        }
        long length = lengthBytes == 0 ? opcode : littleEndian(script, 2, lengthBytes);
        byte[] all = script.toArray();
        int start = 2 + lengthBytes;
        return all.length - start == length
                ? Optional.of(Arrays.copyOfRange(all, start, all.length))
                : Optional.empty();
    }

    private static long littleEndian(Bytes script, int from, int count) {
        long value = 0;
        for (int i = count - 1; i >= 0; i--) {
            value = (value << Byte.SIZE) | script.get(from + i);
        }
        return value;
    }

    private static Optional<EvmAddress> address(byte[] push) {
        if (push.length == EvmAddress.SIZE) {
            return Optional.of(EvmAddress.of(push));
        }
        String text = new String(push, StandardCharsets.ISO_8859_1);
        String digits = text.startsWith("0x") ? text.substring(2) : text;
        boolean hex = digits.length() == HEX_LENGTH && digits.chars().allMatch(NamedRecipient::isHexDigit);
        return hex ? Optional.of(EvmAddress.of(Hex.decode(digits))) : Optional.empty();
    }

    private static boolean isHexDigit(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }
}

package org.alys.bridge;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.alys.primitives.Bytes;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Hex;

/**
 * Reads the EVM address that an output names: {@code OP_RETURN} and one push of 20 raw bytes, or of 40 hex characters with
 * or without {@code 0x}. What a push means follows from its length alone.
 */
final class RecipientSearch {
    private static final int OP_PUSHDATA1 = 0x4c;
    private static final int OP_PUSHDATA2 = 0x4d;
    private static final int OP_PUSHDATA4 = 0x4e;
    private static final int OP_RETURN = 0x6a;
    private static final Pattern HEX_ADDRESS = Pattern.compile("(0x)?[0-9a-fA-F]{40}");

    private RecipientSearch() {}

    /** The address that an output with this script names. */
    static Optional<EvmAddress> in(Bytes script) {
        return pushedAfterReturn(script).flatMap(RecipientSearch::address);
    }

    /** The data of a script that is OP_RETURN, one push in any of its encodings, and nothing more. */
    private static Optional<byte[]> pushedAfterReturn(Bytes script) {
        if (script.size() < 2 || script.get(0) != OP_RETURN) {
            return Optional.empty();
        }
        int lengthBytes = switch (script.get(1)) {
            case OP_PUSHDATA1 -> 1;
            case OP_PUSHDATA2 -> 2;
            case OP_PUSHDATA4 -> 4;
            default -> 0;
        };
        int start = 2 + lengthBytes;
        if (script.get(1) > OP_PUSHDATA4 || script.size() < start) {
            return Optional.empty();
        }
        long length = lengthBytes == 0 ? script.get(1) : 0;
        for (int i = 0; i < lengthBytes; i++) {
            length |= (long) script.get(2 + i) << (8 * i);
        }
        return length == script.size() - start
                ? Optional.of(Arrays.copyOfRange(script.toArray(), start, script.size()))
                : Optional.empty();
    }

    /** Twenty bytes are always an address as they stand, even if they happen to be readable text. */
    private static Optional<EvmAddress> address(byte[] data) {
        if (data.length == EvmAddress.SIZE) {
            return Optional.of(EvmAddress.of(data));
        }
        String text = new String(data, StandardCharsets.US_ASCII);
        return HEX_ADDRESS.matcher(text).matches() ? Optional.of(EvmAddress.of(Hex.decode(text))) : Optional.empty();
    }
}

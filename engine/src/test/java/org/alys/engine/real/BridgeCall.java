package org.alys.engine.real;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.alys.primitives.Bytes;
import org.alys.primitives.Hashes;

/** Call data of {@code requestPegOut(bytes)}. */
final class BridgeCall {
    private static final int WORD = 32;

    private BridgeCall() {}

    static Bytes requestPegOut(String bitcoinAddress) {
        byte[] address = bitcoinAddress.getBytes(StandardCharsets.US_ASCII);
        byte[] selector = Hashes.keccak256("requestPegOut(bytes)".getBytes(StandardCharsets.US_ASCII));
        byte[] data = new byte[4 + 2 * WORD + (address.length + WORD - 1) / WORD * WORD];
        System.arraycopy(selector, 0, data, 0, 4);
        data[4 + WORD - 1] = WORD;
        data[4 + 2 * WORD - 1] = (byte) address.length;
        System.arraycopy(address, 0, data, 4 + 2 * WORD, address.length);
        return Bytes.of(data);
    }

    static Bytes unknownFunction() {
        return Bytes.of(Arrays.copyOf(new byte[] {1, 2, 3, 4}, 36));
    }
}

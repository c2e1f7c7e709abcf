package org.alys.bitcoin.regtest.consensus;

import java.util.Arrays;
import org.alys.bitcoin.tx.BitcoinWriter;
import org.alys.primitives.Bytes;

/** The height at the start of a coinbase script (BIP 34). */
public final class CoinbaseHeight {
    private CoinbaseHeight() {}

    /** The push of {@code height} (0 or more) as Bitcoin Core writes it: an opcode up to 16, else signed little-endian. */
    public static Bytes push(int height) {
        if (height == 0) {
            return Bytes.fromHex("00");
        }
        if (height <= 16) {
            return Bytes.of(new byte[] {(byte) (ScriptParser.OP_1 + height - 1)});
        }
        int length = (Integer.SIZE - Integer.numberOfLeadingZeros(height)) / Byte.SIZE + 1;
        BitcoinWriter writer = new BitcoinWriter(6).writeByte(length);
        for (int i = 0; i < length; i++) {
            writer.writeByte(i < Integer.BYTES ? height >>> (Byte.SIZE * i) : 0);
        }
        return Bytes.of(writer.toArray());
    }

    static boolean startsWithHeight(Bytes script, int height) {
        byte[] expected = push(height).toArray();
        return script.size() >= expected.length
                && Arrays.equals(script.toArray(), 0, expected.length, expected, 0, expected.length);
    }
}

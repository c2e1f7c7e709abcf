package org.alys.bitcoin.tx;

import org.alys.primitives.Bytes;
import org.alys.primitives.Sats;

/** One output of a transaction: an amount and the script that guards it. */
public record TxOutput(Sats value, Bytes script) {
    static final int MIN_SIZE = 8 + 1;

    static TxOutput read(BitcoinReader reader) throws MalformedBytesException {
        int start = reader.position();
        long value = reader.readInt64();
        if (value < 0 || value > Sats.MAX_MONEY.value()) {
            throw new MalformedBytesException(start, "output value " + value + " is outside 0 to 21 million BTC");
        }
        return new TxOutput(new Sats(value), reader.readVarBytes());
    }

    void write(BitcoinWriter writer) {
        writer.writeInt64(value.value()).writeVarBytes(script);
    }

    int size() {
        return MIN_SIZE - 1 + TxInput.varBytesSize(script);
    }
}

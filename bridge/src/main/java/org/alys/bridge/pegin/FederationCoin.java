package org.alys.bridge.pegin;

import org.alys.bitcoin.tx.BitcoinReader;
import org.alys.bitcoin.tx.BitcoinWriter;
import org.alys.bitcoin.tx.Decoded;
import org.alys.bitcoin.tx.MalformedBytesException;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.bitcoin.tx.Txid;
import org.alys.primitives.Bytes;
import org.alys.primitives.Sats;

/**
 * A confirmed output that the federation can spend.
 *
 * @param script which of the federation's scripts guards it
 * @param height of the block that created it
 * @param coinbase created by mining: spendable after 100 confirmations only
 */
public record FederationCoin(OutPoint outPoint, Sats value, Bytes script, int height, boolean coinbase) {
    private static final int MAX_SIZE = 10_100;

    public byte[] encode() {
        BitcoinWriter writer = new BitcoinWriter(96);
        write(writer);
        return writer.toArray();
    }

    public static Decoded<FederationCoin> decode(byte[] bytes) {
        return Decoded.decode(bytes, MAX_SIZE, FederationCoin::read);
    }

    void write(BitcoinWriter writer) {
        writer.writeBytes32(outPoint.txid().bytes()).writeInt32(outPoint.index());
        writer.writeInt64(value.value())
                .writeVarBytes(script)
                .writeInt32(height)
                .writeByte(coinbase ? 1 : 0);
    }

    static FederationCoin read(BitcoinReader reader) throws MalformedBytesException {
        OutPoint outPoint = new OutPoint(new Txid(reader.readBytes32()), reader.readUnsignedInt32());
        Sats value = BookReader.readSats(reader);
        return new FederationCoin(
                outPoint, value, reader.readVarBytes(), reader.readInt32(), BookReader.readFlag(reader));
    }
}

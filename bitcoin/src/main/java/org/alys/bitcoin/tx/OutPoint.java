package org.alys.bitcoin.tx;

import java.util.Comparator;

/**
 * One output of one transaction.
 *
 * @param index 0 to 2^32 - 1
 */
public record OutPoint(Txid txid, long index) implements Comparable<OutPoint> {
    /** Encoded size in bytes. */
    public static final int SIZE = 36;

    /** What the only input of a coinbase transaction spends. */
    public static final OutPoint NULL = new OutPoint(Txid.ZERO, 0xffff_ffffL);

    private static final Comparator<OutPoint> ORDER =
            Comparator.comparing(OutPoint::txid).thenComparingLong(OutPoint::index);

    public OutPoint {
        if (index < 0 || index > 0xffff_ffffL) {
            throw new IllegalArgumentException("output index out of range 0 to 2^32 - 1: " + index);
        }
    }

    static OutPoint read(BitcoinReader reader) throws MalformedBytesException {
        return new OutPoint(new Txid(reader.readBytes32()), reader.readUnsignedInt32());
    }

    void write(BitcoinWriter writer) {
        writer.writeBytes32(txid.bytes()).writeInt32(index);
    }

    public boolean isNull() {
        return equals(NULL);
    }

    @Override
    public int compareTo(OutPoint other) {
        return ORDER.compare(this, other);
    }

    /** Transaction id in display order, a colon, index. */
    @Override
    public String toString() {
        return txid + ":" + index;
    }
}

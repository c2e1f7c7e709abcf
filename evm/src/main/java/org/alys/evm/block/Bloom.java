package org.alys.evm.block;

import java.util.List;
import org.alys.primitives.Bytes;
import org.alys.primitives.Hashes;

/** The filter over addresses and topics of logs. Source: yellow paper 4.3.1. */
public final class Bloom {
    /** Bytes. */
    public static final int SIZE = 256;

    public static final Bytes EMPTY = Bytes.of(new byte[SIZE]);

    private Bloom() {}

    public static Bytes of(List<Log> logs) {
        if (logs.isEmpty()) {
            return EMPTY;
        }
        byte[] bloom = new byte[SIZE];
        for (Log log : logs) {
            add(bloom, log.address().toArray());
            log.topics().forEach(topic -> add(bloom, topic.toArray()));
        }
        return Bytes.of(bloom);
    }

    /** What all receipts of a block contain together. */
    public static Bytes union(List<Receipt> receipts) {
        byte[] union = new byte[SIZE];
        for (Receipt receipt : receipts) {
            if (!receipt.logs().isEmpty()) {
                byte[] one = receipt.logsBloom().toArray();
                for (int i = 0; i < SIZE; i++) {
                    union[i] |= one[i];
                }
            }
        }
        return Bytes.of(union);
    }

    /** Sets the three bits that the low 11 bits of the first three 16-bit words of the hash name. */
    private static void add(byte[] bloom, byte[] item) {
        byte[] hash = Hashes.keccak256(item);
        for (int word = 0; word < 6; word += 2) {
            int bit = ((hash[word] & 0x07) << 8) | (hash[word + 1] & 0xff);
            int index = SIZE - 1 - bit / 8;
            bloom[index] = (byte) (bloom[index] | 1 << (bit % 8));
        }
    }
}

package org.alys.bitcoin.auxpow;

import org.alys.bitcoin.tx.BitcoinWriter;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;

/**
 * What a merged miner writes into the coinbase of the parent block (Merged mining specification, Bitcoin wiki).
 *
 * @param root of the tree of auxiliary chains, in display order, as it stands in the coinbase
 * @param size leaves of that tree as an unsigned number, a power of two
 * @param nonce chosen by the miner so that no two chains fall on one leaf
 */
public record MergedMiningTag(Bytes32 root, int size, int nonce) {
    /** Encoded size in bytes: magic, root, size, nonce. */
    public static final int SIZE = 44;

    static final byte[] MAGIC = {(byte) 0xfa, (byte) 0xbe, 'm', 'm'};

    /** The tag for a tree that consists of {@code hash} alone. */
    public static MergedMiningTag single(AuxHash hash) {
        return new MergedMiningTag(hash.bytes().reversed(), 1, 0);
    }

    /** The tag whose magic starts at {@code offset}; 44 bytes must follow. */
    static MergedMiningTag readAt(byte[] bytes, int offset) {
        return new MergedMiningTag(
                Bytes32.copyOf(bytes, offset + MAGIC.length),
                littleEndian(bytes, offset + 36),
                littleEndian(bytes, offset + 40));
    }

    private static int littleEndian(byte[] bytes, int at) {
        return (bytes[at] & 0xff)
                | (bytes[at + 1] & 0xff) << 8
                | (bytes[at + 2] & 0xff) << 16
                | (bytes[at + 3] & 0xff) << 24;
    }

    /** The 44 bytes. */
    public Bytes encode() {
        return Bytes.of(new BitcoinWriter(SIZE)
                .writeArray(MAGIC)
                .writeBytes32(root)
                .writeInt32(size)
                .writeInt32(nonce)
                .toArray());
    }
}

package org.alys.bitcoin.tx;

import org.alys.primitives.Bytes32;
import org.alys.primitives.Hashes;

/**
 * The 80 bytes that miners hash.
 *
 * @param version as a signed number
 * @param merkleRoot over the transaction ids, in hash-output order
 * @param time seconds since 1970, 0 to 2^32 - 1
 * @param nonce 0 to 2^32 - 1
 */
public record BlockHeader(
        int version, BlockHash previous, Bytes32 merkleRoot, long time, CompactTarget bits, long nonce) {
    /** Encoded size in bytes. */
    public static final int SIZE = 80;

    public BlockHeader {
        if (time < 0 || time > 0xffff_ffffL || nonce < 0 || nonce > 0xffff_ffffL) {
            throw new IllegalArgumentException("time or nonce out of range 0 to 2^32 - 1: " + time + ", " + nonce);
        }
    }

    /** Decodes exactly 80 bytes. */
    public static Decoded<BlockHeader> decode(byte[] bytes) {
        return Decoded.decode(bytes, SIZE, BlockHeader::read);
    }

    /** Reads one header and leaves the reader behind it. */
    public static BlockHeader read(BitcoinReader reader) throws MalformedBytesException {
        return new BlockHeader(
                reader.readInt32(),
                new BlockHash(reader.readBytes32()),
                reader.readBytes32(),
                reader.readUnsignedInt32(),
                new CompactTarget(reader.readInt32()),
                reader.readUnsignedInt32());
    }

    public byte[] encode() {
        BitcoinWriter writer = new BitcoinWriter(SIZE);
        write(writer);
        return writer.toArray();
    }

    /** Writes what {@link #encode()} returns. */
    public void write(BitcoinWriter writer) {
        writer.writeInt32(version)
                .writeBytes32(previous.bytes())
                .writeBytes32(merkleRoot)
                .writeInt32(time)
                .writeInt32(bits.bits())
                .writeInt32(nonce);
    }

    public BlockHash hash() {
        return new BlockHash(Hashes.sha256d(encode()));
    }

    /** The same header with another nonce, 0 to 2^32 - 1. */
    public BlockHeader withNonce(long newNonce) {
        return new BlockHeader(version, previous, merkleRoot, time, bits, newNonce);
    }
}

package org.alys.bitcoin.tx;

import org.alys.primitives.Bytes32;

/**
 * The hash of a Bitcoin block: the double SHA-256 of its 80-byte header.
 *
 * @param bytes in the order in which the hash function puts them out, which is the order inside Bitcoin's encodings;
 *     people and JSON read them reversed
 */
public record BlockHash(Bytes32 bytes) implements Comparable<BlockHash> {
    public static final BlockHash ZERO = new BlockHash(Bytes32.ZERO);

    /**
     * The hash that 64 hex digits in display (reversed) order name.
     *
     * @throws IllegalArgumentException when they are not 64 hex digits
     */
    public static BlockHash fromDisplay(String hex) {
        return new BlockHash(Bytes32.fromHex(hex).reversed());
    }

    /** 64 hex digits in display (reversed) order, without a prefix. */
    public String toDisplay() {
        return bytes.reversed().toHex();
    }

    /** Order of the bytes, not of their display. */
    @Override
    public int compareTo(BlockHash other) {
        return bytes.compareTo(other.bytes);
    }

    @Override
    public String toString() {
        return toDisplay();
    }
}

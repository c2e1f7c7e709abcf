package org.alys.bitcoin.tx;

import org.alys.primitives.Bytes32;

/**
 * The id of a Bitcoin transaction: the double SHA-256 of its encoding without witness.
 *
 * @param bytes in the order in which the hash function puts them out, which is the order inside Bitcoin's encodings;
 *     people and JSON read them reversed
 */
public record Txid(Bytes32 bytes) implements Comparable<Txid> {
    public static final Txid ZERO = new Txid(Bytes32.ZERO);

    /**
     * The hash that 64 hex digits in display (reversed) order name.
     *
     * @throws IllegalArgumentException when they are not 64 hex digits
     */
    public static Txid fromDisplay(String hex) {
        return new Txid(Bytes32.fromHex(hex).reversed());
    }

    /** 64 hex digits in display (reversed) order, without a prefix. */
    public String toDisplay() {
        return bytes.reversed().toHex();
    }

    /** Order of the bytes, not of their display. */
    @Override
    public int compareTo(Txid other) {
        return bytes.compareTo(other.bytes);
    }

    @Override
    public String toString() {
        return toDisplay();
    }
}

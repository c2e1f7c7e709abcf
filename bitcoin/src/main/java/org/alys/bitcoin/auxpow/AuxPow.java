package org.alys.bitcoin.auxpow;

import org.alys.bitcoin.tx.BitcoinReader;
import org.alys.bitcoin.tx.BitcoinWriter;
import org.alys.bitcoin.tx.BlockHeader;
import org.alys.bitcoin.tx.Decoded;
import org.alys.bitcoin.tx.MalformedBytesException;
import org.alys.bitcoin.tx.MerkleBranch;
import org.alys.primitives.Bytes32;

/**
 * A proof that work on a parent block was work for an auxiliary hash, in Namecoin's wire form. Holding one says nothing
 * about its validity: that is for {@link AuxPowVerifier} to judge.
 *
 * @param coinbase the parent block's first transaction, whose tag names the root of the tree of auxiliary chains
 * @param parentHash historical field: zero, or the hash of the parent header in either byte order
 * @param coinbaseBranch from the coinbase to the parent header's Merkle root
 * @param chainBranch from the auxiliary hash to the root in the tag
 * @param parent the header that was mined
 */
public record AuxPow(
        ParentCoinbase coinbase,
        Bytes32 parentHash,
        MerkleBranch coinbaseBranch,
        MerkleBranch chainBranch,
        BlockHeader parent) {
    /** The largest encoding that is read; a coinbase that pays a thousand miners takes a quarter of it. */
    public static final int MAX_SIZE = 131_072;

    /** Decodes all of {@code bytes}; anything behind the proof is malformed. */
    public static Decoded<AuxPow> decode(byte[] bytes) {
        return Decoded.decode(bytes, MAX_SIZE, AuxPow::read);
    }

    /** Reads one proof and leaves the reader behind it. */
    public static AuxPow read(BitcoinReader reader) throws MalformedBytesException {
        return new AuxPow(
                ParentCoinbase.read(reader),
                reader.readBytes32(),
                MerkleBranch.read(reader),
                MerkleBranch.read(reader),
                BlockHeader.read(reader));
    }

    /** The bytes as pools send them. */
    public byte[] encode() {
        BitcoinWriter writer = new BitcoinWriter(size());
        coinbase.write(writer);
        writer.writeBytes32(parentHash);
        coinbaseBranch.write(writer);
        chainBranch.write(writer);
        parent.write(writer);
        return writer.toArray();
    }

    /** Encoded bytes. */
    public int size() {
        return coinbase.size() + Bytes32.SIZE + coinbaseBranch.size() + chainBranch.size() + BlockHeader.SIZE;
    }

    /**
     * The form to keep: without the coinbase's witness. The witness is no part of what the miner hashed, so whoever passes
     * a proof on could change it.
     */
    public AuxPow canonical() {
        return coinbase.hasWitness()
                ? new AuxPow(coinbase.withoutWitness(), parentHash, coinbaseBranch, chainBranch, parent)
                : this;
    }
}

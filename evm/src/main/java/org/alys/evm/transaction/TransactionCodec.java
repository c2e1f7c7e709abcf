package org.alys.evm.transaction;

import java.util.Optional;
import java.util.function.Supplier;
import org.alys.evm.crypto.Secp256k1;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Hashes;
import org.alys.primitives.UInt256;

/**
 * Encodings, hashes and senders of transactions. Source: EIP-2718, EIP-155, EIP-2930, EIP-1559, EIP-4844, EIP-7702; EIP-2 for
 * signatures.
 */
public final class TransactionCodec {
    private TransactionCodec() {}

    /**
     * Reads a transaction as in a block and recovers its sender. Only the one encoding that {@link #encode} gives is accepted.
     *
     * @param encoded its caller bounds the size
     */
    public static ParsedTransaction parse(Bytes encoded) {
        byte[] bytes = encoded.toArray();
        Transaction transaction;
        try {
            transaction = TransactionReader.read(bytes);
        } catch (IllegalArgumentException e) {
            return new ParsedTransaction.Refused("malformed transaction: " + e.getMessage());
        }
        Optional<EvmAddress> sender = sender(transaction);
        if (sender.isEmpty()) {
            return new ParsedTransaction.Refused("invalid transaction v, r, s values");
        }
        Bytes32 hash = Bytes32.of(Hashes.keccak256(bytes));
        return new ParsedTransaction.Accepted(new SignedTransaction(transaction, hash, sender.get(), encoded));
    }

    /**
     * Reads a transaction that was accepted before, without recovering its sender again.
     *
     * @throws IllegalArgumentException when it is malformed
     */
    public static SignedTransaction trusted(Bytes encoded, EvmAddress sender) {
        byte[] bytes = encoded.toArray();
        Bytes32 hash = Bytes32.of(Hashes.keccak256(bytes));
        return new SignedTransaction(TransactionReader.read(bytes), hash, sender, encoded);
    }

    /** The EIP-2718 encoding, as in a block. */
    public static Bytes encode(Transaction transaction) {
        return Bytes.of(TransactionWriter.encode(transaction));
    }

    /** What the sender signs. */
    public static Bytes32 signingHash(Transaction transaction) {
        return Bytes32.of(Hashes.keccak256(TransactionWriter.signed(transaction)));
    }

    /** Whose key made the signature; empty when it is none, or its s is high (EIP-2). */
    static Optional<EvmAddress> sender(Transaction transaction) {
        Signature signature = transaction.signature();
        return recover(signature, signature.yParity(), () -> signingHash(transaction));
    }

    static Optional<EvmAddress> recover(Signature signature, int yParity, Supplier<Bytes32> signingHash) {
        UInt256 s = signature.s();
        return s.compareTo(Secp256k1.HALF_ORDER) > 0
                ? Optional.empty()
                : Secp256k1.recoverAddress(signingHash.get(), signature.r(), s, yParity);
    }
}

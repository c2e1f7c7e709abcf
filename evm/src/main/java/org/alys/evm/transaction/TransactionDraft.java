package org.alys.evm.transaction;

import java.util.List;
import java.util.Optional;
import org.alys.evm.crypto.Secp256k1;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Hashes;
import org.alys.primitives.UInt256;

/** A transaction before it is signed, for wallets, tools and tests. Immutable; every method gives another draft. */
public final class TransactionDraft {
    private static final Signature UNSIGNED = new Signature(0, UInt256.ZERO, UInt256.ZERO);

    private final Transaction transaction;

    private TransactionDraft(Transaction transaction) {
        this.transaction = transaction;
    }

    /** A transaction of the given type for one chain: to nobody, worth nothing, for nothing. */
    public static TransactionDraft of(TransactionType type, UInt256 chainId) {
        return new TransactionDraft(new Transaction(
                type,
                Optional.of(chainId),
                0,
                UInt256.ZERO,
                UInt256.ZERO,
                0,
                Optional.empty(),
                UInt256.ZERO,
                Bytes.EMPTY,
                List.of(),
                UInt256.ZERO,
                List.of(),
                List.of(),
                UNSIGNED));
    }

    /** Any transaction, whatever its signature is. */
    public static TransactionDraft of(Transaction transaction) {
        return new TransactionDraft(transaction);
    }

    /** Without replay protection, which only legacy transactions can do. */
    public TransactionDraft onAnyChain() {
        Transaction t = transaction;
        return with(
                Optional.empty(),
                t.nonce(),
                t.maxPriorityFeePerGas(),
                t.maxFeePerGas(),
                t.gasLimit(),
                t.to(),
                t.value(),
                t.data());
    }

    public TransactionDraft nonce(long nonce) {
        Transaction t = transaction;
        return with(
                t.chainId(),
                nonce,
                t.maxPriorityFeePerGas(),
                t.maxFeePerGas(),
                t.gasLimit(),
                t.to(),
                t.value(),
                t.data());
    }

    /** Wei per gas; types 0 and 1 have one price. */
    public TransactionDraft fees(UInt256 maxPriorityFeePerGas, UInt256 maxFeePerGas) {
        Transaction t = transaction;
        return with(
                t.chainId(), t.nonce(), maxPriorityFeePerGas, maxFeePerGas, t.gasLimit(), t.to(), t.value(), t.data());
    }

    /** Wei per gas. */
    public TransactionDraft gasPrice(UInt256 gasPrice) {
        return fees(gasPrice, gasPrice);
    }

    public TransactionDraft gasLimit(long gasLimit) {
        Transaction t = transaction;
        return with(
                t.chainId(),
                t.nonce(),
                t.maxPriorityFeePerGas(),
                t.maxFeePerGas(),
                gasLimit,
                t.to(),
                t.value(),
                t.data());
    }

    public TransactionDraft to(EvmAddress to) {
        Transaction t = transaction;
        return with(
                t.chainId(),
                t.nonce(),
                t.maxPriorityFeePerGas(),
                t.maxFeePerGas(),
                t.gasLimit(),
                Optional.of(to),
                t.value(),
                t.data());
    }

    /** In wei. */
    public TransactionDraft value(UInt256 value) {
        Transaction t = transaction;
        return with(
                t.chainId(),
                t.nonce(),
                t.maxPriorityFeePerGas(),
                t.maxFeePerGas(),
                t.gasLimit(),
                t.to(),
                value,
                t.data());
    }

    public TransactionDraft data(Bytes data) {
        Transaction t = transaction;
        return with(
                t.chainId(),
                t.nonce(),
                t.maxPriorityFeePerGas(),
                t.maxFeePerGas(),
                t.gasLimit(),
                t.to(),
                t.value(),
                data);
    }

    public TransactionDraft accessList(List<AccessListEntry> accessList) {
        Transaction t = transaction;
        return with(accessList, t.maxFeePerBlobGas(), t.blobVersionedHashes(), t.authorizations(), UNSIGNED);
    }

    public TransactionDraft blobs(UInt256 maxFeePerBlobGas, List<Bytes32> versionedHashes) {
        Transaction t = transaction;
        return with(t.accessList(), maxFeePerBlobGas, versionedHashes, t.authorizations(), UNSIGNED);
    }

    public TransactionDraft authorizations(List<Authorization> authorizations) {
        Transaction t = transaction;
        return with(t.accessList(), t.maxFeePerBlobGas(), t.blobVersionedHashes(), authorizations, UNSIGNED);
    }

    /** Signed by the owner of a key. */
    public SignedTransaction sign(Bytes32 secretKey) {
        Secp256k1.Signature made = Secp256k1.sign(TransactionCodec.signingHash(transaction), secretKey);
        Transaction t = transaction;
        Signature signature = new Signature(made.yParity(), made.r(), made.s());
        Transaction signed = with(
                        t.accessList(), t.maxFeePerBlobGas(), t.blobVersionedHashes(), t.authorizations(), signature)
                .transaction;
        byte[] encoded = TransactionWriter.encode(signed);
        EvmAddress sender = Secp256k1.addressOf(Secp256k1.publicKey(secretKey));
        return new SignedTransaction(signed, Bytes32.of(Hashes.keccak256(encoded)), sender, Bytes.of(encoded));
    }

    /** As if this account had signed it, with zeros for a signature: for a simulation, valid nowhere else. */
    public SignedTransaction unsigned(EvmAddress sender) {
        byte[] encoded = TransactionWriter.encode(transaction);
        return new SignedTransaction(transaction, Bytes32.of(Hashes.keccak256(encoded)), sender, Bytes.of(encoded));
    }

    private TransactionDraft with(
            Optional<UInt256> chainId,
            long nonce,
            UInt256 maxPriorityFee,
            UInt256 maxFee,
            long gasLimit,
            Optional<EvmAddress> to,
            UInt256 value,
            Bytes data) {
        Transaction t = transaction;
        return new TransactionDraft(new Transaction(
                t.type(),
                chainId,
                nonce,
                maxPriorityFee,
                maxFee,
                gasLimit,
                to,
                value,
                data,
                t.accessList(),
                t.maxFeePerBlobGas(),
                t.blobVersionedHashes(),
                t.authorizations(),
                UNSIGNED));
    }

    private TransactionDraft with(
            List<AccessListEntry> accessList,
            UInt256 maxFeePerBlobGas,
            List<Bytes32> blobVersionedHashes,
            List<Authorization> authorizations,
            Signature signature) {
        Transaction t = transaction;
        return new TransactionDraft(new Transaction(
                t.type(),
                t.chainId(),
                t.nonce(),
                t.maxPriorityFeePerGas(),
                t.maxFeePerGas(),
                t.gasLimit(),
                t.to(),
                t.value(),
                t.data(),
                accessList,
                maxFeePerBlobGas,
                blobVersionedHashes,
                authorizations,
                signature));
    }
}

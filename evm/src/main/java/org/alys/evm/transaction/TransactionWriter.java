package org.alys.evm.transaction;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.UInt256;
import org.alys.primitives.rlp.Rlp;

/** From transactions to their EIP-2718 encodings, and to what is signed of them. */
final class TransactionWriter {
    private TransactionWriter() {}

    /** As in a block. */
    static byte[] encode(Transaction transaction) {
        List<byte[]> fields = unsigned(transaction);
        Signature signature = transaction.signature();
        fields.add(number(v(transaction)));
        fields.add(number(signature.r()));
        fields.add(number(signature.s()));
        return typed(transaction.type(), fields);
    }

    /** What the signature is over, before hashing. */
    static byte[] signed(Transaction transaction) {
        List<byte[]> fields = unsigned(transaction);
        if (transaction.type() == TransactionType.LEGACY) {
            transaction.chainId().ifPresent(id -> fields.addAll(List.of(number(id), Rlp.number(0), Rlp.number(0))));
        }
        return typed(transaction.type(), fields);
    }

    private static UInt256 v(Transaction transaction) {
        int parity = transaction.signature().yParity();
        if (transaction.type() != TransactionType.LEGACY
                || transaction.signature().isNone()) {
            return UInt256.of(parity);
        }
        return transaction
                .chainId()
                .map(id -> UInt256.of(id.toBigInteger().shiftLeft(1).add(BigInteger.valueOf(35L + parity))))
                .orElseGet(() -> UInt256.of(27L + parity));
    }

    private static List<byte[]> unsigned(Transaction transaction) {
        List<byte[]> fields = new ArrayList<>();
        if (transaction.type() != TransactionType.LEGACY) {
            fields.add(number(transaction.chainId().orElseThrow()));
        }
        fields.add(number(transaction.nonce()));
        if (transaction.type().id() >= TransactionType.DYNAMIC_FEE.id()) {
            fields.add(number(transaction.maxPriorityFeePerGas()));
        }
        fields.add(number(transaction.maxFeePerGas()));
        fields.add(number(transaction.gasLimit()));
        fields.add(Rlp.string(transaction.to().map(EvmAddress::toArray).orElse(new byte[0])));
        fields.add(number(transaction.value()));
        fields.add(Rlp.string(transaction.data().toArray()));
        addOfType(transaction, fields);
        return fields;
    }

    private static void addOfType(Transaction transaction, List<byte[]> fields) {
        if (transaction.type() != TransactionType.LEGACY) {
            fields.add(Rlp.list(transaction.accessList().stream()
                    .map(TransactionWriter::encode)
                    .toList()));
        }
        if (transaction.type() == TransactionType.BLOB) {
            fields.add(number(transaction.maxFeePerBlobGas()));
            fields.add(Rlp.list(transaction.blobVersionedHashes().stream()
                    .map(hash -> Rlp.string(hash.toArray()))
                    .toList()));
        }
        if (transaction.type() == TransactionType.SET_CODE) {
            fields.add(Rlp.list(transaction.authorizations().stream()
                    .map(TransactionWriter::encode)
                    .toList()));
        }
    }

    private static byte[] encode(AccessListEntry entry) {
        return Rlp.list(
                Rlp.string(entry.address().toArray()),
                Rlp.list(entry.storageSlots().stream()
                        .map(slot -> Rlp.string(slot.toArray()))
                        .toList()));
    }

    private static byte[] encode(Authorization authorization) {
        Signature signature = authorization.signature();
        return Rlp.list(
                number(authorization.chainId()),
                Rlp.string(authorization.delegate().toArray()),
                number(authorization.nonce()),
                Rlp.number(signature.yParity()),
                number(signature.r()),
                number(signature.s()));
    }

    private static byte[] typed(TransactionType type, List<byte[]> fields) {
        byte[] list = Rlp.list(fields);
        if (type == TransactionType.LEGACY) {
            return list;
        }
        byte[] typed = new byte[list.length + 1];
        typed[0] = (byte) type.id();
        System.arraycopy(list, 0, typed, 1, list.length);
        return typed;
    }

    static byte[] number(UInt256 value) {
        return Rlp.string(value.toMinimalArray());
    }

    /** @param value unsigned */
    static byte[] number(long value) {
        return number(UInt256.of(value));
    }
}

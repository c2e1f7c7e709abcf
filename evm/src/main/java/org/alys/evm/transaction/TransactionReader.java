package org.alys.evm.transaction;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.alys.primitives.Bytes;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.UInt256;
import org.alys.primitives.rlp.RlpReader;

/** From EIP-2718 encodings to transactions. Throws {@link IllegalArgumentException} for anything malformed. */
final class TransactionReader {
    private static final int FIRST_LIST_PREFIX = 0xc0;
    private static final BigInteger UNPROTECTED_V = BigInteger.valueOf(27);
    private static final BigInteger PROTECTED_V = BigInteger.valueOf(35);

    private TransactionReader() {}

    static Transaction read(byte[] encoded) {
        if (encoded.length == 0) {
            throw new IllegalArgumentException("an empty transaction");
        }
        int first = encoded[0] & 0xff;
        if (first >= FIRST_LIST_PREFIX) {
            return legacy(fields(encoded, 0));
        }
        return switch (first) {
            case 1 -> accessList(fields(encoded, 1));
            case 2 -> dynamicFee(fields(encoded, 1));
            case 3 -> blob(fields(encoded, 1));
            case 4 -> setCode(fields(encoded, 1));
            default -> throw new IllegalArgumentException("transaction type not supported: " + first);
        };
    }

    private static TransactionFields fields(byte[] encoded, int offset) {
        return new TransactionFields(RlpReader.ofList(encoded, offset));
    }

    private static Transaction legacy(TransactionFields fields) {
        long nonce = fields.number();
        UInt256 gasPrice = fields.word();
        long gasLimit = fields.number();
        Optional<EvmAddress> to = fields.recipient();
        UInt256 value = fields.word();
        Bytes data = fields.data();
        BigInteger v = fields.word().toBigInteger();
        UInt256 r = fields.word();
        UInt256 s = fields.word();
        fields.end();
        boolean isProtected = v.compareTo(PROTECTED_V) >= 0;
        BigInteger offset = v.subtract(isProtected ? PROTECTED_V : UNPROTECTED_V);
        if (offset.signum() < 0 || (!isProtected && offset.compareTo(BigInteger.ONE) > 0)) {
            throw new IllegalArgumentException("invalid transaction v, r, s values: v is " + v);
        }
        Optional<UInt256> chainId = isProtected ? Optional.of(UInt256.of(offset.shiftRight(1))) : Optional.empty();
        return new Transaction(
                TransactionType.LEGACY,
                chainId,
                nonce,
                gasPrice,
                gasPrice,
                gasLimit,
                to,
                value,
                data,
                List.of(),
                UInt256.ZERO,
                List.of(),
                List.of(),
                new Signature(offset.testBit(0) ? 1 : 0, r, s));
    }

    private static Transaction accessList(TransactionFields fields) {
        UInt256 chainId = fields.word();
        long nonce = fields.number();
        UInt256 gasPrice = fields.word();
        return finish(
                fields,
                TransactionType.ACCESS_LIST,
                chainId,
                nonce,
                gasPrice,
                gasPrice,
                fields.number(),
                fields.recipient());
    }

    private static Transaction dynamicFee(TransactionFields fields) {
        return finish(
                fields,
                TransactionType.DYNAMIC_FEE,
                fields.word(),
                fields.number(),
                fields.word(),
                fields.word(),
                fields.number(),
                fields.recipient());
    }

    private static Transaction blob(TransactionFields fields) {
        return finish(
                fields,
                TransactionType.BLOB,
                fields.word(),
                fields.number(),
                fields.word(),
                fields.word(),
                fields.number(),
                Optional.of(fields.address()));
    }

    private static Transaction setCode(TransactionFields fields) {
        return finish(
                fields,
                TransactionType.SET_CODE,
                fields.word(),
                fields.number(),
                fields.word(),
                fields.word(),
                fields.number(),
                Optional.of(fields.address()));
    }

    /** Value, data and access list, then what the type adds, then the signature. */
    private static Transaction finish(
            TransactionFields fields,
            TransactionType type,
            UInt256 chainId,
            long nonce,
            UInt256 maxPriorityFee,
            UInt256 maxFee,
            long gasLimit,
            Optional<EvmAddress> to) {
        UInt256 value = fields.word();
        Bytes data = fields.data();
        List<AccessListEntry> accessList = fields.accessList();
        boolean blobs = type == TransactionType.BLOB;
        Transaction transaction = new Transaction(
                type,
                Optional.of(chainId),
                nonce,
                maxPriorityFee,
                maxFee,
                gasLimit,
                to,
                value,
                data,
                accessList,
                blobs ? fields.word() : UInt256.ZERO,
                blobs ? fields.hashes() : List.of(),
                type == TransactionType.SET_CODE ? fields.authorizations() : List.of(),
                fields.signature(2));
        fields.end();
        return transaction;
    }
}

package org.alys.evm.transaction;

import java.util.Optional;
import org.alys.evm.crypto.Secp256k1;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Hashes;
import org.alys.primitives.UInt256;
import org.alys.primitives.rlp.Rlp;

/** Who gave an authorization (EIP-7702). */
public final class Authorizations {
    private static final byte MAGIC = 5;

    private Authorizations() {}

    /** The account that signed; empty when the signature is none, or its s is high. */
    public static Optional<EvmAddress> authority(Authorization authorization) {
        Signature signature = authorization.signature();
        return TransactionCodec.recover(signature, signature.yParity(), () -> signingHash(authorization));
    }

    /** What the account signs. */
    public static Bytes32 signingHash(Authorization authorization) {
        return signingHash(authorization.chainId(), authorization.delegate(), authorization.nonce());
    }

    /**
     * An authorization by the owner of a key.
     *
     * @param chainId 0 for every chain
     * @param nonce unsigned: the account's at that time
     */
    public static Authorization sign(UInt256 chainId, EvmAddress delegate, long nonce, Bytes32 secretKey) {
        Secp256k1.Signature signature = Secp256k1.sign(signingHash(chainId, delegate, nonce), secretKey);
        return new Authorization(
                chainId, delegate, nonce, new Signature(signature.yParity(), signature.r(), signature.s()));
    }

    private static Bytes32 signingHash(UInt256 chainId, EvmAddress delegate, long nonce) {
        byte[] list = Rlp.list(
                TransactionWriter.number(chainId), Rlp.string(delegate.toArray()), TransactionWriter.number(nonce));
        byte[] message = new byte[list.length + 1];
        message[0] = MAGIC;
        System.arraycopy(list, 0, message, 1, list.length);
        return Bytes32.of(Hashes.keccak256(message));
    }
}

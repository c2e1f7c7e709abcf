package org.alys.bitcoin.taproot;

import fr.acinq.bitcoin.ByteVector32;
import fr.acinq.bitcoin.Crypto;
import fr.acinq.bitcoin.PrivateKey;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;

/** A member's secret key on Bitcoin. Never printed. */
public final class BitcoinSecretKey {
    private final PrivateKey key;
    private final XOnlyPublicKey publicKey;

    private BitcoinSecretKey(PrivateKey key) {
        this.key = key;
        this.publicKey = XOnlyPublicKey.fromLibrary(key.publicKey().xOnly());
    }

    /**
     * The key with that number.
     *
     * @throws IllegalArgumentException unless it is between 1 and the order of the group less 1
     */
    public static BitcoinSecretKey of(Bytes32 secret) {
        byte[] bytes = secret.toArray();
        if (!Crypto.isPrivKeyValid(bytes)) {
            throw new IllegalArgumentException("a secret key is a number between 1 and the order of secp256k1");
        }
        return new BitcoinSecretKey(new PrivateKey(bytes));
    }

    public XOnlyPublicKey publicKey() {
        return publicKey;
    }

    /** Signs a 32-byte message (BIP 340) with auxiliary randomness of zeros: the same message gives the same signature. */
    public SchnorrSignature sign(Bytes32 message) {
        var signature = Crypto.signSchnorr(new ByteVector32(message.toArray()), key, null, ByteVector32.Zeroes);
        return new SchnorrSignature(Bytes.of(signature.toByteArray()));
    }

    @Override
    public String toString() {
        return "BitcoinSecretKey[publicKey=" + publicKey + "]";
    }
}

package org.alys.p2p.identity;

import java.util.Arrays;
import org.alys.p2p.wire.WireException;
import org.alys.primitives.Bytes;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** Ed25519 (RFC 8032) with Bouncy Castle, whose signatures cost an eighth of the JDK's. */
final class Ed25519Key implements NodeKey {
    static final int SEED_LENGTH = Ed25519.SECRET_KEY_SIZE;

    private final byte[] seed;
    private final PublicKey publicKey;

    Ed25519Key(byte[] seed) {
        if (seed.length != SEED_LENGTH) {
            throw new IllegalArgumentException("Ed25519 seed of " + seed.length + " bytes");
        }
        this.seed = seed.clone();
        byte[] point = new byte[Ed25519.PUBLIC_KEY_SIZE];
        Ed25519.generatePublicKey(seed, 0, point, 0);
        this.publicKey = new PublicKey(KeyType.ED25519, Bytes.of(point));
    }

    /** From the 64 bytes that libp2p stores: seed and public key. */
    static Ed25519Key fromSeedAndPublic(byte[] stored) throws WireException {
        if (stored.length != 2 * SEED_LENGTH) {
            throw new WireException("Ed25519 secret of " + stored.length + " bytes");
        }
        Ed25519Key key = new Ed25519Key(Arrays.copyOf(stored, SEED_LENGTH));
        byte[] claimed = Arrays.copyOfRange(stored, SEED_LENGTH, stored.length);
        if (!key.publicKey.raw().equals(Bytes.of(claimed))) {
            throw new WireException("Ed25519 secret and public key do not belong together");
        }
        return key;
    }

    static boolean verify(byte[] point, byte[] message, byte[] signature) {
        return signature.length == Ed25519.SIGNATURE_SIZE
                && Ed25519.verify(signature, 0, point, 0, message, 0, message.length);
    }

    @Override
    public PublicKey publicKey() {
        return publicKey;
    }

    @Override
    public byte[] sign(byte[] message) {
        byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
        Ed25519.sign(seed, 0, message, 0, message.length, signature, 0);
        return signature;
    }

    @Override
    public byte[] encode() {
        byte[] stored = Arrays.copyOf(seed, 2 * SEED_LENGTH);
        publicKey.raw().copyTo(stored, SEED_LENGTH);
        return NodeKey.encode(KeyType.ED25519, stored);
    }

    @Override
    public String toString() {
        return "Ed25519Key[" + peerId() + "]";
    }
}

package org.alys.p2p.identity;

import java.security.SecureRandom;
import org.alys.p2p.wire.ProtoReader;
import org.alys.p2p.wire.ProtoWriter;
import org.alys.p2p.wire.WireException;

/** The secret half of a peer's identity. Its text form names the public half only. */
public sealed interface NodeKey permits Ed25519Key, Secp256k1Key {
    PublicKey publicKey();

    /** A signature over {@code message} that {@link PublicKey#verify} accepts. */
    byte[] sign(byte[] message);

    /** The protobuf form that other libp2p implementations read; secret. */
    byte[] encode();

    default PeerId peerId() {
        return publicKey().peerId();
    }

    /** A new Ed25519 key. */
    static NodeKey generate(SecureRandom random) {
        byte[] seed = new byte[Ed25519Key.SEED_LENGTH];
        random.nextBytes(seed);
        return ed25519(seed);
    }

    /** The key of a 32-byte seed (RFC 8032). */
    static NodeKey ed25519(byte[] seed) {
        return new Ed25519Key(seed);
    }

    /** The key of a 32-byte secret scalar, big-endian, in 1 to n-1. */
    static NodeKey secp256k1(byte[] secret) {
        return new Secp256k1Key(secret);
    }

    /** The key from its protobuf form. */
    static NodeKey decode(byte[] encoded) throws WireException {
        ProtoReader in = new ProtoReader(encoded);
        long type = -1;
        byte[] data = {};
        while (in.next()) {
            switch (in.field()) {
                case 1 -> type = in.varint();
                case 2 -> data = in.array(2 * Ed25519Key.SEED_LENGTH);
                default -> in.skip();
            }
        }
        return switch (KeyType.of(type)) {
            case ED25519 -> Ed25519Key.fromSeedAndPublic(data);
            case SECP256K1 -> Secp256k1Key.fromWire(data);
        };
    }

    /** The protobuf form of a secret. */
    static byte[] encode(KeyType type, byte[] secret) {
        return new ProtoWriter().varint(1, type.number()).bytes(2, secret).toArray();
    }
}

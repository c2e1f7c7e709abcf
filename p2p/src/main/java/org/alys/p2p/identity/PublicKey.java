package org.alys.p2p.identity;

import java.util.Optional;
import org.alys.p2p.wire.ProtoReader;
import org.alys.p2p.wire.ProtoWriter;
import org.alys.p2p.wire.WireException;
import org.alys.primitives.Bytes;

/**
 * A peer's identity key.
 *
 * @param raw 32 bytes of an Ed25519 key, 33 of a compressed secp256k1 key
 */
public record PublicKey(KeyType type, Bytes raw) {
    private static final int TYPE = 1;
    private static final int DATA = 2;
    /** Longer keys exist (RSA) but are not supported. */
    private static final int MAX_RAW = 64;

    public PublicKey {
        if (raw.size() != type.publicLength()) {
            throw new IllegalArgumentException(type + " key of " + raw.size() + " bytes");
        }
    }

    /** The key from its protobuf form. */
    public static PublicKey decode(byte[] encoded) throws WireException {
        ProtoReader in = new ProtoReader(encoded);
        Optional<KeyType> type = Optional.empty();
        Optional<Bytes> raw = Optional.empty();
        while (in.next()) {
            switch (in.field()) {
                case TYPE -> type = Optional.of(KeyType.of(in.varint()));
                case DATA -> raw = Optional.of(in.bytes(MAX_RAW));
                default -> in.skip();
            }
        }
        if (type.isEmpty() || raw.isEmpty() || raw.get().size() != type.get().publicLength()) {
            throw new WireException("public key is incomplete or of wrong length");
        }
        return new PublicKey(type.get(), raw.get());
    }

    /** The protobuf form, in the one order that peer ids are made from. */
    public byte[] encode() {
        return new ProtoWriter().varint(TYPE, type.number()).bytes(DATA, raw).toArray();
    }

    /** Whether {@code signature} over {@code message} is this key's: RFC 8032, or ECDSA over SHA-256 in DER. */
    public boolean verify(byte[] message, byte[] signature) {
        return switch (type) {
            case ED25519 -> Ed25519Key.verify(raw.toArray(), message, signature);
            case SECP256K1 -> Secp256k1Key.verify(raw.toArray(), message, signature);
        };
    }

    public PeerId peerId() {
        return PeerId.of(this);
    }
}

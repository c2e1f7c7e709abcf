package org.alys.p2p.noise;

import java.nio.charset.StandardCharsets;
import org.alys.p2p.identity.NodeKey;
import org.alys.p2p.identity.PublicKey;
import org.alys.p2p.wire.ProtoReader;
import org.alys.p2p.wire.ProtoWriter;
import org.alys.p2p.wire.WireException;

/** What ties an identity key to the static key of a handshake (libp2p noise, "libp2p Data in Handshake Messages"). */
final class NoisePayload {
    private static final byte[] DOMAIN = "noise-libp2p-static-key:".getBytes(StandardCharsets.US_ASCII);
    private static final int IDENTITY_KEY = 1;
    private static final int IDENTITY_SIGNATURE = 2;
    private static final int MAX_KEY = 128;
    private static final int MAX_SIGNATURE = 128;

    private NoisePayload() {}

    static byte[] seal(NodeKey key, byte[] fixedPoint) {
        return new ProtoWriter()
                .bytes(IDENTITY_KEY, key.publicKey().encode())
                .bytes(IDENTITY_SIGNATURE, key.sign(signedBytes(fixedPoint)))
                .toArray();
    }

    /** The identity key that signed {@code fixedPoint}. */
    static PublicKey open(byte[] payload, byte[] fixedPoint) throws WireException {
        byte[] encodedKey = {};
        byte[] signature = {};
        ProtoReader in = new ProtoReader(payload);
        while (in.next()) {
            switch (in.field()) {
                case IDENTITY_KEY -> encodedKey = in.array(MAX_KEY);
                case IDENTITY_SIGNATURE -> signature = in.array(MAX_SIGNATURE);
                default -> in.skip();
            }
        }
        PublicKey key = PublicKey.decode(encodedKey);
        if (!key.verify(signedBytes(fixedPoint), signature)) {
            throw new WireException("static key of the handshake is not signed by the identity key");
        }
        return key;
    }

    private static byte[] signedBytes(byte[] fixedPoint) {
        byte[] out = new byte[DOMAIN.length + fixedPoint.length];
        System.arraycopy(DOMAIN, 0, out, 0, DOMAIN.length);
        System.arraycopy(fixedPoint, 0, out, DOMAIN.length, fixedPoint.length);
        return out;
    }
}

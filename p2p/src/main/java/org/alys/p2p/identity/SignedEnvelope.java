package org.alys.p2p.identity;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.alys.p2p.wire.ProtoReader;
import org.alys.p2p.wire.ProtoWriter;
import org.alys.p2p.wire.Varint;
import org.alys.p2p.wire.WireException;
import org.alys.primitives.Bytes;

/** A payload with the key that signed it for one purpose (libp2p RFC 2). A value of this type has a valid signature. */
public record SignedEnvelope(PublicKey signer, Bytes payloadType, Bytes payload, Bytes signature) {
    /** Bytes of the largest envelope accepted. */
    public static final int MAX_LENGTH = 16 * 1024;

    private static final int MAX_KEY = 128;
    private static final int MAX_TYPE = 64;
    private static final int MAX_SIGNATURE = 128;

    /** Signs {@code payload} for the purpose that {@code domain} names. */
    public static SignedEnvelope seal(NodeKey key, String domain, Bytes payloadType, Bytes payload) {
        Bytes signature = Bytes.of(key.sign(signedBytes(domain, payloadType, payload)));
        return new SignedEnvelope(key.publicKey(), payloadType, payload, signature);
    }

    /**
     * Reads an envelope and verifies it.
     *
     * @throws WireException when it is malformed, too large or not signed for {@code domain}
     */
    public static SignedEnvelope open(byte[] encoded, String domain) throws WireException {
        if (encoded.length > MAX_LENGTH) {
            throw new WireException("envelope larger than " + MAX_LENGTH);
        }
        byte[] key = {};
        Bytes type = Bytes.EMPTY;
        Bytes payload = Bytes.EMPTY;
        Bytes signature = Bytes.EMPTY;
        ProtoReader in = new ProtoReader(encoded);
        while (in.next()) {
            switch (in.field()) {
                case 1 -> key = in.array(MAX_KEY);
                case 2 -> type = in.bytes(MAX_TYPE);
                case 3 -> payload = in.bytes(MAX_LENGTH);
                case 5 -> signature = in.bytes(MAX_SIGNATURE);
                default -> in.skip();
            }
        }
        PublicKey signer = PublicKey.decode(key);
        if (!signer.verify(signedBytes(domain, type, payload), signature.toArray())) {
            throw new WireException("envelope with a wrong signature");
        }
        return new SignedEnvelope(signer, type, payload, signature);
    }

    public byte[] encode() {
        return new ProtoWriter()
                .bytes(1, signer.encode())
                .bytes(2, payloadType)
                .bytes(3, payload)
                .bytes(5, signature)
                .toArray();
    }

    private static byte[] signedBytes(String domain, Bytes payloadType, Bytes payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        append(out, domain.getBytes(StandardCharsets.UTF_8));
        append(out, payloadType.toArray());
        append(out, payload.toArray());
        return out.toByteArray();
    }

    private static void append(ByteArrayOutputStream out, byte[] bytes) {
        Varint.write(out, bytes.length);
        out.writeBytes(bytes);
    }
}

package org.alys.p2p.identity;

import java.io.IOException;
import java.math.BigInteger;
import org.alys.p2p.wire.WireException;
import org.alys.primitives.Bytes;
import org.alys.primitives.Hashes;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;

/** ECDSA over secp256k1 and SHA-256 with signatures in DER, nonces of RFC 6979 and low s. */
final class Secp256k1Key implements NodeKey {
    private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256k1");
    private static final ECDomainParameters DOMAIN =
            new ECDomainParameters(CURVE.getCurve(), CURVE.getG(), CURVE.getN(), CURVE.getH());
    private static final int SECRET_LENGTH = 32;
    private static final int MAX_SIGNATURE = 72;

    private final BigInteger secret;
    private final PublicKey publicKey;

    Secp256k1Key(byte[] secret) {
        this.secret = new BigInteger(1, secret);
        if (secret.length != SECRET_LENGTH || this.secret.signum() == 0 || this.secret.compareTo(DOMAIN.getN()) >= 0) {
            throw new IllegalArgumentException("not a secp256k1 secret");
        }
        byte[] point = DOMAIN.getG().multiply(this.secret).getEncoded(true);
        this.publicKey = new PublicKey(KeyType.SECP256K1, Bytes.of(point));
    }

    static Secp256k1Key fromWire(byte[] secret) throws WireException {
        try {
            return new Secp256k1Key(secret);
        } catch (IllegalArgumentException e) {
            throw new WireException("not a secp256k1 secret");
        }
    }

    static boolean verify(byte[] point, byte[] message, byte[] signature) {
        if (signature.length > MAX_SIGNATURE) {
            return false;
        }
        try {
            ECPoint key = DOMAIN.getCurve().decodePoint(point);
            // The library says null where there are no bytes at all.
            if (signature.length == 0
                    || !(ASN1Primitive.fromByteArray(signature) instanceof ASN1Sequence sequence)
                    || sequence.size() != 2) {
                return false;
            }
            BigInteger r = ASN1Integer.getInstance(sequence.getObjectAt(0)).getPositiveValue();
            BigInteger s = ASN1Integer.getInstance(sequence.getObjectAt(1)).getPositiveValue();
            ECDSASigner verifier = new ECDSASigner();
            verifier.init(false, new ECPublicKeyParameters(key, DOMAIN));
            return verifier.verifySignature(Hashes.sha256(message), r, s);
        } catch (IOException | IllegalArgumentException e) {
            // A point off the curve or broken DER: it is no signature of this key.
            return false;
        }
    }

    @Override
    public PublicKey publicKey() {
        return publicKey;
    }

    @Override
    public byte[] sign(byte[] message) {
        ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
        signer.init(true, new ECPrivateKeyParameters(secret, DOMAIN));
        BigInteger[] signature = signer.generateSignature(Hashes.sha256(message));
        BigInteger s = signature[1].min(DOMAIN.getN().subtract(signature[1]));
        ASN1EncodableVector sequence = new ASN1EncodableVector();
        sequence.add(new ASN1Integer(signature[0]));
        sequence.add(new ASN1Integer(s));
        try {
            return new DERSequence(sequence).getEncoded();
        } catch (IOException e) {
            throw new IllegalStateException("writing DER to memory failed", e);
        }
    }

    @Override
    public byte[] encode() {
        return NodeKey.encode(KeyType.SECP256K1, BigIntegers.asUnsignedByteArray(SECRET_LENGTH, secret));
    }

    @Override
    public String toString() {
        return "Secp256k1Key[" + peerId() + "]";
    }
}

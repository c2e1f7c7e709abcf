package org.alys.engine.real;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.alys.primitives.Bytes;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Hashes;
import org.alys.primitives.Wei;
import org.alys.primitives.rlp.Rlp;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECPoint;

/** One key that signs EIP-1559 and legacy transactions and counts its own nonce. */
final class Wallet {
    private static final X9ECParameters CURVE = SECNamedCurves.getByName("secp256k1");
    private static final ECDomainParameters DOMAIN =
            new ECDomainParameters(CURVE.getCurve(), CURVE.getG(), CURVE.getN(), CURVE.getH());

    private final BigInteger key;
    private final ECPoint publicKey;
    private final long chainId;
    private long nonce;

    Wallet(long key, long chainId) {
        this.key = BigInteger.valueOf(key);
        this.publicKey = CURVE.getG().multiply(this.key).normalize();
        this.chainId = chainId;
    }

    EvmAddress address() {
        byte[] hash = Hashes.keccak256(Arrays.copyOfRange(publicKey.getEncoded(false), 1, 65));
        return EvmAddress.of(Arrays.copyOfRange(hash, 12, 32));
    }

    /** Pays at most 10 gwei a unit of gas and {@code tip} of it to the fee recipient. */
    Bytes dynamicFee(Optional<EvmAddress> to, Wei value, Bytes data, long gas, Wei tip) {
        List<byte[]> fields = new ArrayList<>(List.of(
                Rlp.number(chainId),
                Rlp.number(nonce++),
                Rlp.number(tip.value()),
                Rlp.number(Wei.ofGwei(10).value()),
                Rlp.number(gas),
                Rlp.string(to.map(EvmAddress::toArray).orElse(new byte[0])),
                Rlp.number(value.value()),
                Rlp.string(data.toArray()),
                Rlp.list()));
        BigInteger[] signature = sign(Hashes.keccak256(typed(fields)));
        fields.add(Rlp.number(signature[2]));
        fields.add(Rlp.number(signature[0]));
        fields.add(Rlp.number(signature[1]));
        return Bytes.of(typed(fields));
    }

    /** With the replay protection of EIP-155. */
    Bytes legacy(EvmAddress to, Wei value, long gas, Wei gasPrice) {
        List<byte[]> fields = new ArrayList<>(List.of(
                Rlp.number(nonce++),
                Rlp.number(gasPrice.value()),
                Rlp.number(gas),
                Rlp.string(to.toArray()),
                Rlp.number(value.value()),
                Rlp.string(new byte[0])));
        List<byte[]> signed = new ArrayList<>(fields);
        signed.addAll(List.of(Rlp.number(chainId), Rlp.number(0), Rlp.number(0)));
        BigInteger[] signature = sign(Hashes.keccak256(Rlp.list(signed)));
        fields.add(Rlp.number(signature[2].add(BigInteger.valueOf(35 + 2 * chainId))));
        fields.add(Rlp.number(signature[0]));
        fields.add(Rlp.number(signature[1]));
        return Bytes.of(Rlp.list(fields));
    }

    private static byte[] typed(List<byte[]> fields) {
        byte[] list = Rlp.list(fields);
        byte[] typed = new byte[list.length + 1];
        typed[0] = 2;
        System.arraycopy(list, 0, typed, 1, list.length);
        return typed;
    }

    /** r, s in its lower half (EIP-2), and the parity of R. */
    private BigInteger[] sign(byte[] hash) {
        ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
        signer.init(true, new ECPrivateKeyParameters(key, DOMAIN));
        BigInteger[] rs = signer.generateSignature(hash);
        BigInteger n = CURVE.getN();
        BigInteger s = rs[1].compareTo(n.shiftRight(1)) > 0 ? n.subtract(rs[1]) : rs[1];
        BigInteger parity = recovers(hash, rs[0], s, 0) ? BigInteger.ZERO : BigInteger.ONE;
        return new BigInteger[] {rs[0], s, parity};
    }

    /** Whether R with this parity leads back to our public key: Q = (sR - zG) / r. */
    private boolean recovers(byte[] hash, BigInteger r, BigInteger s, int parity) {
        byte[] encoded = new byte[33];
        encoded[0] = (byte) (2 + parity);
        byte[] x = org.bouncycastle.util.BigIntegers.asUnsignedByteArray(32, r);
        System.arraycopy(x, 0, encoded, 1, 32);
        ECPoint point = CURVE.getCurve().decodePoint(encoded);
        BigInteger inverse = r.modInverse(CURVE.getN());
        BigInteger z = new BigInteger(1, hash);
        ECPoint recovered = point.multiply(s).subtract(CURVE.getG().multiply(z)).multiply(inverse);
        return recovered.normalize().equals(publicKey);
    }
}

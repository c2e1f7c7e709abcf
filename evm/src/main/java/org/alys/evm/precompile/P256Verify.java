package org.alys.evm.precompile;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.Optional;

/**
 * 0x100: whether an ECDSA signature on secp256r1 is right (EIP-7951): hash, r, s and the two coordinates of the key, a word each.
 * The curve is the JDK's; what it leaves to its callers is checked here.
 */
final class P256Verify implements Precompile {
    private static final int SIZE = 5 * Input.WORD;
    private static final long GAS = 6900;
    private static final byte[] NOTHING = {};
    /** Of a digest that was made already, with r and s side by side. */
    private static final String ALGORITHM = "NONEwithECDSAinP1363Format";

    private static final ECParameterSpec CURVE = curve();
    private static final BigInteger P = ((ECFieldFp) CURVE.getCurve().getField()).getP();

    private static ECParameterSpec curve() {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no secp256r1", e);
        }
    }

    @Override
    public long gas(byte[] input) {
        return GAS;
    }

    @Override
    public Optional<byte[]> run(byte[] input) {
        return Optional.of(input.length == SIZE && isSigned(input) ? one() : NOTHING);
    }

    private static byte[] one() {
        byte[] word = new byte[Input.WORD];
        word[Input.WORD - 1] = 1;
        return word;
    }

    private static boolean isSigned(byte[] input) {
        BigInteger r = word(input, 1);
        BigInteger s = word(input, 2);
        BigInteger x = word(input, 3);
        BigInteger y = word(input, 4);
        if (!isScalar(r) || !isScalar(s) || !isOnCurve(x, y)) {
            return false;
        }
        try {
            PublicKey key = KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(new ECPoint(x, y), CURVE));
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(key);
            signature.update(input, 0, Input.WORD);
            return verifies(signature, Arrays.copyOfRange(input, Input.WORD, 3 * Input.WORD));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK refuses a point of secp256r1", e);
        }
    }

    /** The numbers are in their ranges by now, so the JDK has an opinion on them; if it throws one it is a no. */
    private static boolean verifies(Signature signature, byte[] rs) {
        try {
            return signature.verify(rs);
        } catch (SignatureException _) {
            return false;
        }
    }

    private static boolean isScalar(BigInteger number) {
        return number.signum() > 0 && number.compareTo(CURVE.getOrder()) < 0;
    }

    /** The point at infinity, encoded as zeros, is not. */
    private static boolean isOnCurve(BigInteger x, BigInteger y) {
        if (x.compareTo(P) >= 0 || y.compareTo(P) >= 0) {
            return false;
        }
        BigInteger right = x.multiply(x)
                .add(CURVE.getCurve().getA())
                .multiply(x)
                .add(CURVE.getCurve().getB());
        return y.multiply(y).subtract(right).mod(P).signum() == 0;
    }

    private static BigInteger word(byte[] input, int index) {
        return new BigInteger(1, input, index * Input.WORD, Input.WORD);
    }
}

package org.alys.evm.precompile;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.alys.primitives.Hex;
import org.junit.jupiter.api.Test;

/** The JDK signs messages, and the contract finds the signatures right; and none of the same with another bit. */
class P256VerifyProperties {
    private static final BigInteger ORDER =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
    private static final BigInteger P =
            new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);
    private static final byte[] YES = Hex.decode("00".repeat(31) + "01");

    private final P256Verify contract = new P256Verify();
    private final KeyPair pair = pair();

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] word(BigInteger number) {
        byte[] bytes = new byte[32];
        byte[] minimal = number.toByteArray();
        int size = Math.min(32, minimal.length);
        System.arraycopy(minimal, minimal.length - size, bytes, 32 - size, size);
        return bytes;
    }

    private byte[] signed(byte[] message) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initSign(pair.getPrivate());
        signature.update(message);
        byte[] input = Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(message), 160);
        System.arraycopy(signature.sign(), 0, input, 32, 64);
        ECPublicKey key = (ECPublicKey) pair.getPublic();
        put(input, 3, key.getW().getAffineX());
        put(input, 4, key.getW().getAffineY());
        return input;
    }

    private static void put(byte[] input, int index, BigInteger number) {
        System.arraycopy(word(number), 0, input, 32 * index, 32);
    }

    private static BigInteger get(byte[] input, int index) {
        return new BigInteger(1, input, 32 * index, 32);
    }

    private boolean accepts(byte[] input) {
        byte[] output = contract.run(input).orElseThrow();
        assertThat(output.length == 0 || Arrays.equals(output, YES)).isTrue();
        return output.length > 0;
    }

    @Property(tries = 100)
    void acceptsWhatTheJdkSigned(@ForAll byte[] message, @ForAll @IntRange(max = 160 * 8 - 1) int bit)
            throws GeneralSecurityException {
        byte[] input = signed(message);
        assertThat(accepts(input)).isTrue();
        input[bit / 8] ^= (byte) (1 << bit % 8);
        assertThat(accepts(input)).isFalse();
    }

    @Test
    void acceptsEitherHalfOfTheCurveForS() throws GeneralSecurityException {
        byte[] input = signed(new byte[] {1});
        put(input, 2, ORDER.subtract(get(input, 2)));
        assertThat(accepts(input)).isTrue();
    }

    @Test
    void refusesNumbersOutOfTheirRanges() throws GeneralSecurityException {
        byte[] good = signed(new byte[] {2});
        for (int scalar = 1; scalar <= 2; scalar++) {
            for (BigInteger wrong :
                    new BigInteger[] {BigInteger.ZERO, ORDER, get(good, scalar).add(ORDER)}) {
                if (wrong.bitLength() <= 256) {
                    byte[] input = good.clone();
                    put(input, scalar, wrong);
                    assertThat(accepts(input)).isFalse();
                }
            }
        }
        byte[] infinity = good.clone();
        put(infinity, 3, BigInteger.ZERO);
        put(infinity, 4, BigInteger.ZERO);
        assertThat(accepts(infinity)).isFalse();
        byte[] beyond = good.clone();
        put(beyond, 3, P);
        assertThat(accepts(beyond)).isFalse();
    }

    @Test
    void takesExactlyFiveWords() throws GeneralSecurityException {
        byte[] good = signed(new byte[] {3});
        assertThat(contract.gas(good)).isEqualTo(6900);
        assertThat(accepts(Arrays.copyOf(good, 159))).isFalse();
        assertThat(accepts(Arrays.copyOf(good, 161))).isFalse();
        assertThat(accepts(new byte[0])).isFalse();
        assertThat(contract.gas(new byte[0])).isEqualTo(6900);
    }
}

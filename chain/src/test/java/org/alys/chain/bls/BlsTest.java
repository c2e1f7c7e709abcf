package org.alys.chain.bls;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.List;
import java.util.Random;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlsTest {
    private static final Bytes32 MESSAGE = Bytes32.fromHex("11".repeat(32));

    private static BlsSecretKey secret(int number) {
        return BlsSecretKey.of(Bytes32.fromHex("%064x".formatted(number)));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 97f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905a14e3a3f171bac586c55e83ff97a1aeffb3af00adb22c6bb",
        "2, a572cbea904d67468808c8eb50a9450c9721db309128012543902d0ac358a62ae28f75bb8f1c7c42c39a8c5529bf0f4e",
        "3, 89ece308f9d1f0131765212deca99697b112d61f9be9a5f1f3780a51335b3ff981747a0b2ca2179b96d2c0c9024e5224",
    })
    void derivesKnownPublicKeys(int number, String publicKey) {
        assertThat(secret(number).publicKey().bytes().toHex()).isEqualTo(publicKey);
    }

    @Test
    void aSecretKeyDoesNotPrintItself() {
        BlsSecretKey key = BlsSecretKey.generate(new SecureRandom());

        assertThat(key.toString()).doesNotContain(key.reveal().toHex());
    }

    @Test
    void freshKeysComeFromTheRandomnessGiven() {
        assertThat(BlsSecretKey.generate(new Random(5)).publicKey())
                .isEqualTo(BlsSecretKey.generate(new Random(5)).publicKey())
                .isNotEqualTo(BlsSecretKey.generate(new Random(6)).publicKey());
    }

    @Test
    void possessionIsProvenByTheHolderAlone() {
        BlsSignature proof = Bls.provePossession(secret(1));

        assertThat(Bls.verifyPossession(secret(1).publicKey(), proof)).isTrue();
        assertThat(Bls.verifyPossession(secret(2).publicKey(), proof)).isFalse();
    }

    @Test
    void anOrdinarySignatureProvesNoPossession() {
        Bytes key = secret(1).publicKey().bytes();
        BlsSignature signature = Bls.sign(secret(1), Bytes32.copyOf(key.toArray(), 0));

        assertThat(Bls.verifyPossession(secret(1).publicKey(), signature)).isFalse();
    }

    @Test
    void wrongSignaturesThatCancelOutDoNotPassAsABatch() {
        BlsSignature first = Bls.sign(secret(1), MESSAGE);
        BlsSignature second = Bls.sign(secret(2), MESSAGE);
        List<Bls.Claim> swapped = List.of(
                new Bls.Claim(secret(1).publicKey(), MESSAGE, second),
                new Bls.Claim(secret(2).publicKey(), MESSAGE, first));

        assertThat(Bls.verifyAll(swapped, new SecureRandom())).isFalse();
    }

    @Test
    void anAggregateNeedsEveryKey() {
        BlsSignature aggregate = Bls.aggregate(List.of(Bls.sign(secret(1), MESSAGE), Bls.sign(secret(2), MESSAGE)))
                .orElseThrow();

        assertThat(Bls.verifyAggregate(List.of(secret(1).publicKey(), secret(2).publicKey()), MESSAGE, aggregate))
                .isTrue();
        assertThat(Bls.verifyAggregate(List.of(secret(1).publicKey()), MESSAGE, aggregate))
                .isFalse();
        assertThat(Bls.verifyAggregate(List.of(), MESSAGE, aggregate)).isFalse();
    }
}

package org.alys.bitcoin.taproot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.alys.bitcoin.tx.BitcoinNetwork;
import org.alys.primitives.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FederationOutputTest {
    private static final SchnorrSignature ANY_SIGNATURE = new SchnorrSignature(Bytes.of(new byte[64]));
    private static final List<XOnlyPublicKey> CHAIN_KEYS = List.of(
            XOnlyPublicKey.ofCompressed("021c0aa327d1f7f6fe9bbb0bb479ffcc8c022b52183b0f813a4107bf0f8f5ec226"),
            XOnlyPublicKey.ofCompressed("02c91be74598eff42512b29c64919b8681690754f7c0ac9c5e991ace761cc962ad"),
            XOnlyPublicKey.ofCompressed("037b169ff8392c0c1c488b5ac3f8fbc8a6387a3ea75904fa2cf9b175128d9890e7"));

    @Test
    void hasTheKnownValuesOfTheSingleDevelopmentKey() {
        FederationOutput output = FederationOutput.of(TestKeys.publicKeys(1), 1);

        assertThat(output.federationLeaf().script().toHex())
                .isEqualTo("2079be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798ac51a2");
        assertThat(output.federationLeaf().hash().toHex())
                .isEqualTo("1f0d10c49aa6e667431d038d014080ccf9a819db27b0218563b289912384db4f");
        assertThat(output.scriptPubKey().toHex())
                .isEqualTo("51208c06c75814b105f303f0ac4c5f62ea60701ac95e3cec794b82c2167b55eb58cb");
        assertThat(output.controlBlock(output.federationLeaf()).toHex())
                .isEqualTo("c150929b74c1a04954b78b4b6035e97a5e078a5a0f28ec96d547bfee9ace803ac0");
        assertThat(output.address(BitcoinNetwork.REGTEST))
                .hasToString("bcrt1p3srvwkq5kyzlxqls43x97ch2vpcp4j278nk8jjuzcgt8k40ttr9s4vj934");
    }

    @Test
    void hasTheKnownValuesOfThreeDevelopmentKeys() {
        FederationOutput output = FederationOutput.of(TestKeys.publicKeys(3), 2);

        assertThat(output.federationLeaf().script().toHex())
                .isEqualTo("2079be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798ac"
                        + "20c6047f9441ed7d6d3045406e95c07cd85c778e4b8cef3ca7abac09b95c709ee5ba"
                        + "20f9308a019258c31049344f85f89d5229b531c845836f99b08601f113bce036f9ba52a2");
        assertThat(output.federationLeaf().hash().toHex())
                .isEqualTo("5f1e553807f3b6c36e5c7bd193b5cc659aa81ddd57c6802ddcae6b7ca8a02fb8");
        assertThat(output.scriptPubKey().toHex())
                .isEqualTo("51202486b11832f304190b5660614c2bb2bdb8159c1652a78685a2545cdfd25e684e");
    }

    @ParameterizedTest
    @CsvSource({
        "REGTEST, bcrt1pyjrtzxpj7vzpjz6kvps5c2ajhkupt8qk22ncdpdz23wdl5j7dp8qexkr43",
        "TESTNET4, tb1pyjrtzxpj7vzpjz6kvps5c2ajhkupt8qk22ncdpdz23wdl5j7dp8q5lu9qt",
        "SIGNET, tb1pyjrtzxpj7vzpjz6kvps5c2ajhkupt8qk22ncdpdz23wdl5j7dp8q5lu9qt"
    })
    void hasAnAddressOnEachNetwork(BitcoinNetwork network, String address) {
        assertThat(FederationOutput.of(TestKeys.publicKeys(3), 2).address(network))
                .hasToString(address);
    }

    @ParameterizedTest
    @CsvSource({
        "MAINNET, bc1p50jmtyylshzr4ewvzfhl2qz7l5pjvzezaj30mrt8umxpkvqudcgsdfkh97",
        "TESTNET4, tb1p50jmtyylshzr4ewvzfhl2qz7l5pjvzezaj30mrt8umxpkvqudcgs6pqcl3",
        "REGTEST, bcrt1p50jmtyylshzr4ewvzfhl2qz7l5pjvzezaj30mrt8umxpkvqudcgshc272t"
    })
    void hasTheAddressesOfTheRunningChain(BitcoinNetwork network, String address) {
        FederationOutput output = FederationOutput.of(CHAIN_KEYS, 2);

        assertThat(output.federationLeaf().hash().toHex())
                .isEqualTo("0f52478ed6e7bdae63fae3a29d2f628739f5ed41763e29ca95772446a7978de8");
        assertThat(output.address(network)).hasToString(address);
    }

    @Test
    void givesTheWitnessLastKeyFirst() {
        FederationOutput output = FederationOutput.of(TestKeys.publicKeys(3), 2);
        List<Optional<SchnorrSignature>> signatures =
                List.of(Optional.empty(), Optional.of(ANY_SIGNATURE), Optional.of(ANY_SIGNATURE));

        List<Bytes> witness = output.witness(output.federationLeaf(), signatures);

        assertThat(witness)
                .containsExactly(
                        ANY_SIGNATURE.bytes(),
                        ANY_SIGNATURE.bytes(),
                        Bytes.EMPTY,
                        output.federationLeaf().script(),
                        output.controlBlock(output.federationLeaf()));
    }

    @Test
    void refusesMoreSignaturesThanTheThreshold() {
        FederationOutput output = FederationOutput.of(TestKeys.publicKeys(3), 2);

        assertThatThrownBy(() ->
                        output.witness(output.federationLeaf(), Collections.nCopies(3, Optional.of(ANY_SIGNATURE))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 137", "3, 2, 271"})
    void weighsItsWitness(int keys, int threshold, int weight) {
        FederationOutput output = FederationOutput.of(TestKeys.publicKeys(keys), threshold);

        assertThat(output.witnessWeight()).isEqualTo(weight);
    }

    @Test
    void hasAnotherAddressWithARecoveryLeaf() {
        FederationOutput plain = FederationOutput.of(TestKeys.publicKeys(3), 2);
        MultisigLeaf recovery = new MultisigLeaf(TestKeys.publicKeys(1), 1, Optional.of(4320));

        FederationOutput recoverable = plain.withRecovery(recovery);

        assertThat(recoverable.scriptPubKey()).isNotEqualTo(plain.scriptPubKey());
        assertThat(recoverable.controlBlock(recovery).size()).isEqualTo(65);
    }

    @Test
    void refusesARecoveryLeafWithoutDelay() {
        FederationOutput plain = FederationOutput.of(TestKeys.publicKeys(3), 2);

        assertThatThrownBy(() -> plain.withRecovery(plain.federationLeaf()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"1, 51", "16, 60", "17, 0111", "127, 017f", "128, 028000", "4320, 02e010", "65535, 03ffff00"})
    void pushesTheDelayAsAMinimalNumber(int delay, String push) {
        MultisigLeaf leaf = new MultisigLeaf(TestKeys.publicKeys(1), 1, Optional.of(delay));

        assertThat(leaf.script().toHex()).startsWith(push + "b275");
    }

    @Test
    void refusesAKeyTwice() {
        XOnlyPublicKey key = TestKeys.secret(1).publicKey();

        assertThatThrownBy(() -> FederationOutput.of(List.of(key, key), 2))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesAThresholdAboveTheNumberOfKeys() {
        assertThatThrownBy(() -> FederationOutput.of(TestKeys.publicKeys(2), 3))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

package org.alys.bitcoin.taproot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.alys.bitcoin.taproot.BitcoinAddress.Kind;
import org.alys.bitcoin.tx.BitcoinNetwork;
import org.alys.primitives.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BitcoinAddressTest {
    /** Addresses from BIP 173, BIP 350 and the main chain's early blocks. */
    @ParameterizedTest
    @CsvSource({
        "MAINNET, 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa, 76a91462e907b15cbf27d5425399ebf6f0fb50ebb88f1888ac",
        "MAINNET, 3P14159f73E4gFr7JterCCQh9QjiTjiZrG, a914e9c3dd0c07aac76179ebc76a6c78d4d67c6c160a87",
        "MAINNET, BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4, 0014751e76e8199196d454941c45d1b3a323f1433bd6",
        "TESTNET4, tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx, 0014751e76e8199196d454941c45d1b3a323f1433bd6",
        "TESTNET4, tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sl5k7,"
                + " 00201863143c14c5166804bd19203356da136c985678cd4d27a1b8c6329604903262",
        "MAINNET, bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0,"
                + " 512079be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
    })
    void readsAnAddressOfEachKind(BitcoinNetwork network, String text, String script) {
        assertThat(BitcoinAddress.parse(text, network))
                .isInstanceOfSatisfying(
                        ParsedAddress.Payable.class,
                        payable -> assertThat(payable.address().scriptPubKey().toHex())
                                .isEqualTo(script));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
                "3P14159f73E4gFr7JterCCQh9QjiTjiZrG",
                "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
                "tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx"
            })
    void namesAnAddressOfAnotherNetwork(String text) {
        assertThat(BitcoinAddress.parse(text, BitcoinNetwork.REGTEST))
                .isEqualTo(new ParsedAddress.WrongNetwork(BitcoinNetwork.REGTEST));
    }

    @Test
    void namesATestAddressOnTheMainNetwork() {
        String test = new BitcoinAddress(
                        BitcoinNetwork.REGTEST, Kind.P2PKH, Bytes.fromHex("76a914" + "11".repeat(20) + "88ac"))
                .toString();

        assertThat(BitcoinAddress.parse(test, BitcoinNetwork.MAINNET))
                .isEqualTo(new ParsedAddress.WrongNetwork(BitcoinNetwork.MAINNET));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb",
                "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5",
                "bc1qW508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
                "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd",
                "bc1gmk9yu",
                "11111111111111111111111111111111111111111111111111111111111111111111111111111111111111111111"
            })
    void callsOtherTextMalformed(String text) {
        assertThat(BitcoinAddress.parse(text, BitcoinNetwork.MAINNET)).isInstanceOf(ParsedAddress.Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BC1SW50QGDZ25J", "bc1zw508d6qejxtdg4y5r3zarvaryvaxxpcs"})
    void doesNotPayFutureWitnessVersions(String text) {
        assertThat(BitcoinAddress.parse(text, BitcoinNetwork.MAINNET))
                .isInstanceOf(ParsedAddress.UnsupportedKind.class);
    }

    @Test
    void hasNoAddressForOtherScripts() {
        assertThat(BitcoinAddress.ofScript(Bytes.fromHex("5220" + "11".repeat(32)), BitcoinNetwork.REGTEST))
                .isEmpty();
    }

    @Test
    void refusesAScriptOfAnotherKind() {
        Bytes script = Bytes.fromHex("0014" + "11".repeat(20));

        assertThatThrownBy(() -> new BitcoinAddress(BitcoinNetwork.REGTEST, Kind.P2TR, script))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Property(tries = 500)
    void readsBackWhatItPrints(@ForAll("addresses") BitcoinAddress address) {
        assertThat(BitcoinAddress.parse(address.toString(), address.network()))
                .isEqualTo(new ParsedAddress.Payable(address));
    }

    @Property(tries = 2000)
    void answersForAnyTextWithoutThrowing(@ForAll("texts") String text) {
        assertThat(BitcoinAddress.parse(text, BitcoinNetwork.REGTEST)).isNotInstanceOf(ParsedAddress.Payable.class);
    }

    @Provide
    Arbitrary<BitcoinAddress> addresses() {
        return Combinators.combine(
                        Arbitraries.of(BitcoinNetwork.values()),
                        Arbitraries.of(Kind.values()),
                        Arbitraries.bytes().array(byte[].class).ofSize(32))
                .as((network, kind, program) -> new BitcoinAddress(network, kind, kind.script(program)));
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> tails = Arbitraries.strings().ofMaxLength(95);
        Arbitrary<String> bech32 = Arbitraries.strings()
                .withChars("qpzry9x8gf2tvdw0s3jn54khce6mua7l1")
                .ofMaxLength(80);
        Arbitrary<String> base58 = Arbitraries.strings()
                .withChars("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz")
                .ofMaxLength(60);
        return Arbitraries.oneOf(tails, base58, bech32.map(tail -> "bcrt1" + tail), bech32.map(tail -> "bc1" + tail));
    }
}

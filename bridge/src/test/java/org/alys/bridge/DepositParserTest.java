package org.alys.bridge;

import static org.alys.bridge.TestChain.ALICE;
import static org.alys.bridge.TestChain.FEDERATION;
import static org.alys.bridge.TestChain.naming;
import static org.alys.bridge.TestChain.toFederation;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bitcoin.tx.TxOutput;
import org.alys.bridge.DepositParser.Payment;
import org.alys.bridge.Eligibility.Mintable;
import org.alys.bridge.Eligibility.Reason;
import org.alys.bridge.Eligibility.Refused;
import org.alys.bridge.Eligibility.TooSmall;
import org.alys.primitives.Bytes;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Hex;
import org.alys.primitives.Sats;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DepositParserTest {
    private static final String RUNNING_CHAIN_DEPOSIT =
            "02000000000101d590828406d3a14f06e41565d1ced296100350c2a04f11f1431f915b240ac48b0100000000fdffffff03"
                    + "10270000000000002251209b1e062807d4c8fd92ab26322c8bd9f2a5394e0ae9211fd5c53b35f89e3655fc"
                    + "0000000000000000166a14f9a9b63f5b7f9336da0ce520c6bec64627027f5b"
                    + "981f042a010000002251209a6580d80f882470a4d5cb994d057d457e0b5945e10ab4e8c0d64768202fe93b"
                    + "014053d2cf18b07206df067198db735562f9e6410be180771e29dbaf9cf5499a7ff179fb70405d05fc5c6def8efce3c3715af9a1"
                    + "86ed1bc1bcb6649902b689026a3200000000";

    private final TestChain chain = new TestChain();
    private final DepositParser parser = new DepositParser(FEDERATION, new Sats(1000));

    private static TxOutput script(String hex) {
        return new TxOutput(Sats.ZERO, Bytes.fromHex(hex));
    }

    private static String ascii(String text) {
        return Hex.encode(text.getBytes(StandardCharsets.US_ASCII));
    }

    private List<Eligibility> eligibilities(TxOutput... outputs) {
        return parser.parse(chain.paying(outputs)).stream()
                .map(Payment::eligibility)
                .toList();
    }

    @Test
    void readsADepositOfTheRunningChain() {
        Transaction transaction =
                Transaction.decode(Hex.decode(RUNNING_CHAIN_DEPOSIT)).orElseThrow();

        assertThat(transaction.txid().toDisplay())
                .isEqualTo("d3b87f05cfdde197e0ad8cd19c1a06df70f17ec7a2a6ca59fd14f9d71d00e192");
        assertThat(parser.parse(transaction)).containsExactly(new Payment(0, new Sats(10_000), new Mintable(ALICE)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f9a9b63f5b7f9336da0ce520c6bec64627027f5b",
                "F9A9B63F5B7F9336DA0CE520C6BEC64627027F5B",
                "0xf9a9b63f5b7f9336da0ce520c6bec64627027f5b"
            })
    void readsAnAddressInHexCharacters(String text) {
        String push = Hex.encode(new byte[] {(byte) text.length()});
        assertThat(eligibilities(toFederation(1000), script("6a" + push + ascii(text))))
                .containsExactly(new Mintable(ALICE));
    }

    @Test
    void takesTwentyBytesThatAreReadableTextAsRawBytes() {
        EvmAddress readable = EvmAddress.of("0123456789abcdefABCD".getBytes(StandardCharsets.US_ASCII));
        assertThat(eligibilities(toFederation(1000), naming(readable))).containsExactly(new Mintable(readable));
    }

    @ParameterizedTest
    @ValueSource(strings = {"6a4c14", "6a4d1400", "6a4e14000000"})
    void readsEveryEncodingOfAPush(String prefix) {
        String address = Hex.encode(ALICE.toArray());
        assertThat(eligibilities(toFederation(1000), script(prefix + address))).containsExactly(new Mintable(ALICE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "6a", // nothing pushed
                "6a13f9a9b63f5b7f9336da0ce520c6bec64627027f", // 19 bytes
                "6a15f9a9b63f5b7f9336da0ce520c6bec64627027f5b00", // 21 bytes
                "6a14f9a9b63f5b7f9336da0ce520c6bec64627027f", // push beyond the end
                "6a14f9a9b63f5b7f9336da0ce520c6bec64627027f5b51", // more after the push
                "6a4f14f9a9b63f5b7f9336da0ce520c6bec64627027f5b", // not a push
                "6a4d14", // length cut off
                "6a4effffffff",
                "0014f9a9b63f5b7f9336da0ce520c6bec64627027f5b" // a payment, not OP_RETURN
            })
    void findsNoAddressElsewhere(String script) {
        assertThat(eligibilities(toFederation(1000), script(script))).containsExactly(new Refused(Reason.NO_ADDRESS));
    }

    @Test
    void findsNoAddressInTextThatIsNotHex() {
        String text = "g9a9b63f5b7f9336da0ce520c6bec64627027f5b";
        assertThat(eligibilities(toFederation(1000), script("6a28" + ascii(text))))
                .containsExactly(new Refused(Reason.NO_ADDRESS));
    }

    @Test
    void countsEveryOutputThatPaysTheFederation() {
        Transaction transaction =
                chain.paying(toFederation(1000), naming(ALICE), toFederation(999), toFederation(5000));
        assertThat(parser.parse(transaction))
                .containsExactly(
                        new Payment(0, new Sats(1000), new Mintable(ALICE)),
                        new Payment(2, new Sats(999), new TooSmall(ALICE)),
                        new Payment(3, new Sats(5000), new Mintable(ALICE)));
    }

    @Test
    void ignoresAScriptThatDiffersOnlyInItsWitnessVersion() {
        TxOutput otherVersion = new TxOutput(
                new Sats(1000), Bytes.fromHex("52" + FEDERATION.toHex().substring(2)));
        assertThat(parser.parse(chain.paying(otherVersion, naming(ALICE)))).isEmpty();
    }

    @Test
    void refusesTwoDifferentAddresses() {
        EvmAddress other = EvmAddress.fromHex("0x00000000000000000000000000000000000000aa");
        assertThat(eligibilities(toFederation(1000), naming(ALICE), naming(other)))
                .containsExactly(new Refused(Reason.SEVERAL_ADDRESSES));
    }

    @Test
    void takesTheSameAddressNamedTwiceAndAMemoBeside() {
        assertThat(eligibilities(toFederation(1000), naming(ALICE), script("6a026869"), naming(ALICE)))
                .containsExactly(new Mintable(ALICE));
    }

    @Test
    void refusesTheZeroAddress() {
        assertThat(eligibilities(toFederation(1000), naming(EvmAddress.ZERO)))
                .containsExactly(new Refused(Reason.ZERO_ADDRESS));
    }

    @Test
    void refusesATransactionThatNoBlockCouldCarry() {
        TxOutput padding = new TxOutput(Sats.ZERO, Bytes.of(new byte[DepositParser.MAX_TRANSACTION_BYTES]));
        assertThat(eligibilities(toFederation(1000), naming(ALICE), padding))
                .containsExactly(new Refused(Reason.TRANSACTION_TOO_LARGE));
    }
}

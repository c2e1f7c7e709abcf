package org.alys.bridge.pegin;

import static org.alys.bridge.pegin.TestDeposits.ALICE;
import static org.alys.bridge.pegin.TestDeposits.PARSER;
import static org.alys.bridge.pegin.TestDeposits.data;
import static org.alys.bridge.pegin.TestDeposits.naming;
import static org.alys.bridge.pegin.TestDeposits.text;
import static org.alys.bridge.pegin.TestDeposits.toFederation;
import static org.alys.bridge.pegin.TestDeposits.transaction;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bitcoin.tx.TxOutput;
import org.alys.primitives.Bytes;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Hex;
import org.alys.primitives.Sats;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DepositParserTest {
    private static final String DIGITS = Hex.encode(ALICE.toArray());

    static Stream<TxOutput> formsOfTheAddress() {
        return Stream.of(
                naming(ALICE),
                text(DIGITS),
                text("0x" + DIGITS),
                text(DIGITS.toUpperCase(Locale.ROOT)),
                text(ALICE.toString()),
                new TxOutput(Sats.ZERO, Bytes.fromHex("6a4c14" + DIGITS)),
                new TxOutput(Sats.ZERO, Bytes.fromHex("6a4d1400" + DIGITS)),
                new TxOutput(Sats.ZERO, Bytes.fromHex("6a4e14000000" + DIGITS)));
    }

    @ParameterizedTest
    @MethodSource("formsOfTheAddress")
    void readsEveryFormOfTheAddress(TxOutput data) {
        Transaction transaction = transaction(1, data, toFederation(50_000));

        assertThat(PARSER.parse(transaction))
                .containsExactly(new ParsedPayment(1, new Sats(50_000), new PaymentOutcome.Mintable(ALICE)));
    }

    @Test
    void readsTwentyBytesAsRawEvenWhenTheyAreText() {
        byte[] ascii = "0123456789abcdefABCD".getBytes(StandardCharsets.US_ASCII);

        assertThat(PARSER.parse(transaction(1, data(ascii), toFederation(50_000)))
                        .getFirst()
                        .outcome())
                .isEqualTo(new PaymentOutcome.Mintable(EvmAddress.of(ascii)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "6a",
                "6a00",
                "6a13f9a9b63f5b7f9336da0ce520c6bec64627027f",
                "6a14f9a9b63f5b7f9336da0ce520c6bec64627027f",
                "6a14f9a9b63f5b7f9336da0ce520c6bec64627027f5b00",
                "6a15f9a9b63f5b7f9336da0ce520c6bec64627027f5b00",
                "6a4c",
                "6a4cff00",
                "6a4effffffff00",
                "6a5114f9a9b63f5b7f9336da0ce520c6bec64627027f5b",
                "14f9a9b63f5b7f9336da0ce520c6bec64627027f5b"
            })
    void findsNoAddressInOtherScripts(String script) {
        assertThat(NamedRecipient.parse(Bytes.fromHex(script))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0Xf9a9b63f5b7f9336da0ce520c6bec64627027f5b",
                "xxf9a9b63f5b7f9336da0ce520c6bec64627027f5b",
                "g9a9b63f5b7f9336da0ce520c6bec64627027f5b",
                "0xf9a9b63f5b7f9336da0ce520c6bec64627027f"
            })
    void findsNoAddressInOtherText(String text) {
        assertThat(NamedRecipient.parse(text(text).script())).isEmpty();
    }

    @Test
    void countsEveryOutputThatPaysTheFederation() {
        Transaction transaction = transaction(1, toFederation(50_000), naming(ALICE), toFederation(60_000));

        assertThat(PARSER.parse(transaction))
                .containsExactly(
                        new ParsedPayment(0, new Sats(50_000), new PaymentOutcome.Mintable(ALICE)),
                        new ParsedPayment(2, new Sats(60_000), new PaymentOutcome.Mintable(ALICE)));
    }

    private static UnmintableReason reason(Transaction transaction) {
        PaymentOutcome outcome = PARSER.parse(transaction).getFirst().outcome();
        assertThat(outcome).isInstanceOf(PaymentOutcome.Unmintable.class);
        return ((PaymentOutcome.Unmintable) outcome).reason();
    }

    @Test
    void namesAMissingRecipient() {
        assertThat(reason(transaction(1, toFederation(50_000)))).isEqualTo(UnmintableReason.NO_RECIPIENT);
    }

    @Test
    void namesSeveralRecipients() {
        assertThat(reason(transaction(1, toFederation(50_000), naming(ALICE), text(DIGITS))))
                .isEqualTo(UnmintableReason.SEVERAL_RECIPIENTS);
    }

    @Test
    void namesAZeroRecipient() {
        assertThat(reason(transaction(1, toFederation(50_000), naming(EvmAddress.ZERO))))
                .isEqualTo(UnmintableReason.ZERO_RECIPIENT);
    }

    @Test
    void namesAnAmountBelowTheMinimum() {
        assertThat(reason(transaction(1, toFederation(9_999), naming(ALICE))))
                .isEqualTo(UnmintableReason.BELOW_MINIMUM);
    }

    @Test
    void mintsTheMinimum() {
        assertThat(PARSER.parse(transaction(1, toFederation(10_000), naming(ALICE)))
                        .getFirst()
                        .outcome())
                .isEqualTo(new PaymentOutcome.Mintable(ALICE));
    }

    @Test
    void namesATransactionThatIsTooLargeForAProof() {
        TxOutput[] outputs = Collections.nCopies(2_400, toFederation(50_000)).toArray(TxOutput[]::new);
        outputs[1] = naming(ALICE);

        assertThat(reason(transaction(1, outputs))).isEqualTo(UnmintableReason.TRANSACTION_TOO_LARGE);
    }

    @Test
    void ignoresDataThatNamesNoAddressBesideOneThatDoes() {
        Transaction transaction = transaction(1, text("hello"), naming(ALICE), toFederation(50_000));

        assertThat(PARSER.parse(transaction).getFirst().outcome()).isEqualTo(new PaymentOutcome.Mintable(ALICE));
    }

    @Test
    void comparesWholeScriptsAndNotOnlyTheWitnessProgram() {
        TxOutput versionTwo = new TxOutput(new Sats(50_000), Bytes.fromHex("5220" + "ab".repeat(32)));

        assertThat(PARSER.parse(transaction(1, versionTwo, naming(ALICE)))).isEmpty();
    }

    @Test
    void readsADepositOfTheRunningChain() {
        Bytes script = Bytes.fromHex("51209b1e062807d4c8fd92ab26322c8bd9f2a5394e0ae9211fd5c53b35f89e3655fc");
        Transaction transaction = Transaction.decode(Hex.decode("02000000000101d590828406d3a14f06e41565d1ced2961003"
                        + "50c2a04f11f1431f915b240ac48b0100000000fdffffff0310270000000000002251209b1e062807d4c8fd92ab26"
                        + "322c8bd9f2a5394e0ae9211fd5c53b35f89e3655fc0000000000000000166a14f9a9b63f5b7f9336da0ce520c6be"
                        + "c64627027f5b981f042a010000002251209a6580d80f882470a4d5cb994d057d457e0b5945e10ab4e8c0d6476820"
                        + "2fe93b014053d2cf18b07206df067198db735562f9e6410be180771e29dbaf9cf5499a7ff179fb70405d05fc5c6d"
                        + "ef8efce3c3715af9a186ed1bc1bcb6649902b689026a3200000000"))
                .orElseThrow();

        assertThat(new DepositParser(Set.of(script), new Sats(10_000)).parse(transaction))
                .containsExactly(new ParsedPayment(0, new Sats(10_000), new PaymentOutcome.Mintable(ALICE)));
    }

    @Test
    void keepsTheRecipientOfADepositThatIsTooSmall() {
        assertThat(PARSER.parse(transaction(1, toFederation(1), naming(ALICE)))
                        .getFirst()
                        .outcome())
                .isEqualTo(new PaymentOutcome.Unmintable(UnmintableReason.BELOW_MINIMUM, Optional.of(ALICE)));
    }
}

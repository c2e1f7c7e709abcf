package org.alys.bitcoin.mining;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.alys.bitcoin.auxpow.AuxHash;
import org.alys.bitcoin.auxpow.MergedMiningTag;
import org.alys.bitcoin.auxpow.ParentCoinbase;
import org.alys.bitcoin.auxpow.TagPlace;
import org.alys.bitcoin.tx.Decoded;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bitcoin.tx.TxOutput;
import org.alys.primitives.Bytes;
import org.alys.primitives.Sats;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CoinbaseBuilderTest {
    private static final MergedMiningTag TAG = MergedMiningTag.single(AuxHash.of(new byte[] {9}));

    @ParameterizedTest
    @CsvSource({
        "0, 00",
        "1, 51",
        "16, 60",
        "17, 0111",
        "127, 017f",
        "128, 028000",
        "255, 02ff00",
        "256, 020001",
        "32767, 02ff7f",
        "32768, 03008000",
        "900000, 03a0bb0d",
        "8388608, 0400008000",
        "2147483647, 04ffffff7f"
    })
    void startsWithTheHeightAsBip34Wants(int height, String push) {
        Transaction coinbase = new CoinbaseBuilder(Templates.regtest(height, 0), Templates.PAYOUT).build(5);
        assertThat(coinbase.inputs().getFirst().script().toHex()).isEqualTo(push + "08" + "0500000000000000");
    }

    @Test
    void paysTheWholeValueAndCommitsToTheWitnesses() {
        Transaction coinbase = new CoinbaseBuilder(Templates.regtest(101, 2), Templates.PAYOUT).build(0);
        assertThat(coinbase.isCoinbase()).isTrue();
        assertThat(coinbase.outputs())
                .containsExactly(
                        new TxOutput(new Sats(50 * Sats.PER_BTC), Templates.PAYOUT),
                        new TxOutput(Sats.ZERO, Templates.COMMITMENT));
        assertThat(coinbase.inputs().getFirst().witness()).containsExactly(Bytes.of(new byte[32]));
        assertThat(Transaction.decode(coinbase.encode())).isEqualTo(new Decoded.Valid<>(coinbase));
    }

    @Test
    void hasNoWitnessBeforeSegwit() {
        BlockTemplate old = Templates.template(101, 0, Templates.EASY, Optional.empty());
        Transaction coinbase = new CoinbaseBuilder(old, Templates.PAYOUT).build(0);
        assertThat(coinbase.hasWitness()).isFalse();
        assertThat(coinbase.outputs()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(TagPlace.class)
    void putsTheTagWhereItIsWanted(TagPlace place) {
        Transaction coinbase = new CoinbaseBuilder(Templates.regtest(101, 0), Templates.PAYOUT)
                .withTag(TAG, place)
                .build(0);
        String tag = TAG.encode().toHex();
        List<String> scripts = coinbase.outputs().stream()
                .map(output -> output.script().toHex())
                .toList();
        switch (place) {
            case INPUT_SCRIPT ->
                assertThat(coinbase.inputs().getFirst().script().toHex())
                        .isEqualTo("0165" + "2c" + tag + "08" + "00".repeat(8));
            case OUTPUT_SCRIPT -> assertThat(scripts).last().isEqualTo(tag);
            case OP_RETURN -> assertThat(scripts).last().isEqualTo("6a2c" + tag);
        }
        assertThat(ParentCoinbase.of(coinbase).tag()).contains(TAG);
    }

    @Test
    void keepsTheInputScriptWithinAHundredBytes() {
        Transaction coinbase = new CoinbaseBuilder(Templates.regtest(Integer.MAX_VALUE, 0), Templates.PAYOUT)
                .withTag(TAG, TagPlace.INPUT_SCRIPT)
                .build(-1);
        assertThat(coinbase.inputs().getFirst().script().size()).isBetween(2, 100);
    }

    @Test
    void changesItsIdWithTheExtraNonce() {
        CoinbaseBuilder builder = new CoinbaseBuilder(Templates.regtest(1, 0), Templates.PAYOUT);
        assertThat(builder.build(1).txid()).isNotEqualTo(builder.build(2).txid());
    }
}

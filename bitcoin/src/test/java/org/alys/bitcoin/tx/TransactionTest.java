package org.alys.bitcoin.tx;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.Hex;
import org.alys.primitives.Sats;
import org.junit.jupiter.api.Test;

class TransactionTest {
    /** Coinbase of Bitcoin block 1 and, with witness, the example of BIP 143 (P2WPKH). */
    private static final String LEGACY = "01000000010000000000000000000000000000000000000000000000000000000000000000"
            + "ffffffff0704ffff001d0104ffffffff0100f2052a0100000043410496b538e853519c726a2c91e61ec11600ae1390813a627c66"
            + "fb8be7947be63c52da7589379515d4e0a604f8141781e62294721166bf621e73a82cbf2342c858eeac00000000";

    private static final String SEGWIT =
            "01000000000102fff7f7881a8099afa6940d42d1e7f6362bec38171ea3edf433541db4e4ad969f"
                    + "00000000494830450221008b9d1dc26ba6a9cb62127b02742fa9d754cd3bebf337f7a55d114c8e5cdd30be022040529b194ba3f9"
                    + "281a99f2b1c0a19c0489bc22ede944ccf4ecbab4cc618ef3ed01eeffffffef51e1b804cc89d182d279655c3aa89e815b1b309fe2"
                    + "87d9b2b55d57b90ec68a0100000000ffffffff02202cb206000000001976a9148280b37df378db99f66f85c95a783a76ac7a6d59"
                    + "88ac9093510d000000001976a9143bde42dbee7e4dbe6a21b2d50ce2f0167faa815988ac000247304402203609e17b84f6a7d30c"
                    + "80bfa610b5b4542f32a8a0d5447a12fb1366d7f01cc44a0220573a954c4518331561406f90300e8f3358f51928d43c212a8caed0"
                    + "2de67eebee0121025476c2e83188368da1ff3e292e7acafcdb3566bb0ad253f62fc70f07aeee635711000000";

    @Test
    void readsEveryValidVectorAndWritesTheSameBytes() {
        List<String> wrong = new ArrayList<>();
        int read = 0;
        for (JsonNode row : VectorFiles.json("bitcoin/tx_valid.json")) {
            if (row.size() == 3) {
                byte[] bytes = Hex.decode(row.get(1).asText());
                Transaction transaction = Transaction.decode(bytes).orElseThrow();
                if (!Hex.encode(transaction.encode()).equals(row.get(1).asText())
                        || transaction.size() != bytes.length) {
                    wrong.add(row.get(1).asText());
                }
                read++;
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(read).isGreaterThan(100);
    }

    @Test
    void refusesOfTheInvalidVectorsOnlyThoseThatAreNotEncodings() {
        List<String> refused = new ArrayList<>();
        for (JsonNode row : VectorFiles.json("bitcoin/tx_invalid.json")) {
            if (row.size() == 3
                    && Transaction.decode(Hex.decode(row.get(1).asText()))
                            instanceof Decoded.Malformed<Transaction>(int _, String reason)) {
                refused.add(reason);
            }
        }
        assertThat(refused)
                .hasSize(2)
                .allSatisfy(reason -> assertThat(reason).contains("is outside 0 to 21 million BTC"));
    }

    @Test
    void knowsTheIdOfBlockOnesCoinbase() {
        Transaction coinbase = decode(LEGACY);
        assertThat(coinbase.txid()).hasToString("0e3e2357e806b6cdb1f70b54c3a3a17b6714ee1f0e68bebb44a74b1efd512098");
        assertThat(coinbase.wtxid()).isEqualTo(coinbase.txid().bytes());
        assertThat(coinbase.isCoinbase()).isTrue();
        assertThat(coinbase.outputs().getFirst().value()).isEqualTo(new Sats(50 * Sats.PER_BTC));
    }

    @Test
    void hashesIdAndWitnessIdOfASegwitTransactionOverDifferentForms() {
        Transaction transaction = decode(SEGWIT);
        assertThat(transaction.txid()).hasToString("e8151a2af31c368a35053ddd4bdb285a8595c769a3ad83e0fa02314a602d4609");
        assertThat(new Txid(transaction.wtxid()))
                .hasToString("c36c38370907df2324d9ce9d149d191192f338b37665a82e78e76a12c909b762");
        assertThat(transaction.isCoinbase()).isFalse();
    }

    @Test
    void countsWitnessBytesOnceAndOthersFourTimes() {
        Transaction transaction = decode(SEGWIT);
        int witness = transaction.size() - transaction.sizeWithoutWitness();
        assertThat(transaction.weight()).isEqualTo(4 * transaction.sizeWithoutWitness() + witness);
        assertThat(transaction.virtualSize()).isEqualTo((transaction.weight() + 3) / 4);
        assertThat(transaction.withoutWitness().size()).isEqualTo(transaction.sizeWithoutWitness());
    }

    @Test
    void readsATransactionWithoutInputsOnlyBehindTheSegwitMarker() {
        Transaction empty = new Transaction(2, List.of(), List.of(new TxOutput(new Sats(1), Bytes.fromHex("51"))), 7);
        assertThat(Hex.encode(empty.encode())).isEqualTo("0200000000010001" + "0100000000000000" + "0151" + "07000000");
        assertThat(Transaction.decode(empty.encode())).isEqualTo(new Decoded.Valid<>(empty));
        assertThat(reasonFor("02000000" + "0001" + "0100000000000000" + "0151" + "07000000"))
                .isNotEmpty();
        assertThat(reasonFor("02000000" + "0000" + "07000000")).isEqualTo("unknown segwit flag 0");
    }

    @Test
    void refusesAWitnessFormWhoseStacksAreAllEmpty() {
        assertThat(reasonFor("01000000" + "0001" + LEGACY.substring(8, LEGACY.length() - 8) + "00" + "00000000"))
                .startsWith("superfluous witness");
    }

    @Test
    void refusesCountsThatAreNotMinimal() {
        assertThat(reasonFor("01000000" + "fd0100" + LEGACY.substring(10))).isEqualTo("compact size is not minimal");
    }

    @Test
    void refusesCountsTheInputCannotHold() {
        assertThat(reasonFor("01000000" + "feffffffff" + LEGACY.substring(10)))
                .contains("exceeds the bytes that follow");
        assertThat(reasonFor("01000000" + "ffffffffffffffffff" + LEGACY.substring(10)))
                .isEqualTo("count of 18446744073709551615 exceeds the bytes that follow");
    }

    @Test
    void refusesEveryTruncationAndAnExtraByte() {
        byte[] whole = Hex.decode(SEGWIT);
        for (int length = 0; length < whole.length; length++) {
            assertThat(Transaction.decode(Arrays.copyOf(whole, length))).isInstanceOf(Decoded.Malformed.class);
        }
        assertThat(reasonFor(SEGWIT + "00")).isEqualTo("1 trailing bytes");
    }

    @Test
    void showsHashesReversed() {
        Bytes32 bytes = Bytes32.fromHex("00".repeat(31) + "ff");
        assertThat(new Txid(bytes))
                .hasToString("ff" + "00".repeat(31))
                .isEqualTo(Txid.fromDisplay("ff" + "00".repeat(31)));
        assertThat(new OutPoint(new Txid(bytes), 4_294_967_295L)).hasToString("ff" + "00".repeat(31) + ":4294967295");
    }

    private static Transaction decode(String hex) {
        return Transaction.decode(Hex.decode(hex)).orElseThrow();
    }

    private static String reasonFor(String hex) {
        return switch (Transaction.decode(Hex.decode(hex))) {
            case Decoded.Valid<Transaction>(Transaction _) -> "";
            case Decoded.Malformed<Transaction>(int _, String reason) -> reason;
        };
    }
}

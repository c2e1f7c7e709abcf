package org.alys.bitcoin.auxpow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.alys.bitcoin.tx.BlockHeader;
import org.alys.bitcoin.tx.CompactTarget;
import org.alys.bitcoin.tx.Decoded;
import org.alys.bitcoin.tx.MerkleBranch;
import org.alys.bitcoin.tx.Transaction;
import org.alys.primitives.Bytes32;
import org.alys.primitives.Hashes;
import org.alys.primitives.Hex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CapturedProofTest {
    static List<CapturedProof> proofs() {
        return CapturedProof.all();
    }

    @ParameterizedTest
    @MethodSource("proofs")
    void accepts(CapturedProof captured) {
        assertThat(AuxPowCheck.describe(captured.judge(captured.bytes()))).isEqualTo("accepted");
    }

    @ParameterizedTest
    @MethodSource("proofs")
    void writesTheBytesItRead(CapturedProof captured) {
        AuxPow proof = captured.proof();
        assertThat(Hex.encode(proof.encode())).isEqualTo(captured.encoded());
        assertThat(proof.size()).isEqualTo(captured.bytes().length);
        assertThat(proof.canonical()).isEqualTo(proof);
    }

    @ParameterizedTest
    @MethodSource("proofs")
    void refusesEverySingleFlippedBit(CapturedProof captured) {
        List<String> accepted = new ArrayList<>();
        for (int i = 0; i < captured.bytes().length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                if (captured.judge(captured.withBitFlipped(i, bit)).isAccepted()) {
                    accepted.add("byte " + i + " bit " + bit);
                }
            }
        }
        assertThat(accepted).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("proofs")
    void namesTheFieldThatWasChanged(CapturedProof captured) {
        Map<String, String> reasons = new LinkedHashMap<>();
        fieldsAndReasons(captured.proof()).forEach((field, expected) -> {
            String got = reasonName(captured.judge(captured.withBitFlipped(field.offset, 0)));
            if (!got.equals(expected)) {
                reasons.put(field.name, got + " instead of " + expected);
            }
        });
        assertThat(reasons).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("proofs")
    void refusesEveryTruncation(CapturedProof captured) {
        for (int length = 0; length < captured.bytes().length; length++) {
            assertThat(reasonName(captured.judge(Arrays.copyOf(captured.bytes(), length))))
                    .as("%d bytes", length)
                    .isEqualTo("Undecodable");
        }
    }

    @ParameterizedTest
    @MethodSource("proofs")
    void refusesAnExtraByte(CapturedProof captured) {
        assertThat(reasonName(captured.judge(Arrays.copyOf(captured.bytes(), captured.bytes().length + 1))))
                .isEqualTo("TrailingBytes");
    }

    @ParameterizedTest
    @MethodSource("proofs")
    void refusesEveryOtherHash(CapturedProof captured) {
        AuxPowVerifier verifier = new AuxPowVerifier(captured.chainId());
        for (int bit = 0; bit < 256; bit++) {
            byte[] hash = captured.hash().bytes().toArray();
            hash[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(reasonName(verifier.verify(captured.proof(), new AuxHash(Bytes32.of(hash)), captured.bits())))
                    .isEqualTo("RootMismatch");
        }
        AuxHash reversed = new AuxHash(captured.hash().bytes().reversed());
        assertThat(reasonName(verifier.verify(captured.proof(), reversed, captured.bits())))
                .isEqualTo("RootMismatch");
    }

    @ParameterizedTest
    @MethodSource("proofs")
    void refusesAHarderTargetThanTheHashMeets(CapturedProof captured) {
        AuxPow proof = captured.proof();
        CompactTarget harder = CompactTarget.ofTarget(
                new BigInteger(1, proof.parent().hash().bytes().reversed().toArray()).subtract(BigInteger.ONE));
        assertThat(reasonName(new AuxPowVerifier(captured.chainId()).verify(proof, captured.hash(), harder)))
                .isEqualTo("HashAboveTarget");
    }

    @ParameterizedTest
    @MethodSource("proofs")
    void refusesItsOwnParentsChainId(CapturedProof captured) {
        AuxPow proof = captured.proof();
        int parentsId = proof.parent().version() >>> 16;
        assertThat(reasonName(new AuxPowVerifier(parentsId).verify(proof, captured.hash(), captured.bits())))
                .isEqualTo("ParentHasOurChainId");
    }

    @ParameterizedTest
    @MethodSource("proofs")
    void refusesALevelMoreOrLess(CapturedProof captured) {
        AuxPow proof = captured.proof();
        List<Bytes32> nodes = new ArrayList<>(proof.coinbaseBranch().nodes());
        nodes.removeLast();
        assertThat(reasonName(judge(captured, withCoinbaseBranch(proof, nodes))))
                .isEqualTo("MerkleRootMismatch");
        nodes = new ArrayList<>(proof.coinbaseBranch().nodes());
        nodes.add(Bytes32.ZERO);
        assertThat(reasonName(judge(captured, withCoinbaseBranch(proof, nodes))))
                .isEqualTo("MerkleRootMismatch");
        AuxPow chainLevel = new AuxPow(
                proof.coinbase(),
                proof.parentHash(),
                proof.coinbaseBranch(),
                new MerkleBranch(List.of(Bytes32.ZERO), 0),
                proof.parent());
        assertThat(reasonName(judge(captured, chainLevel))).isEqualTo("WrongChainSize");
    }

    @Test
    void readsNamecoinsHeaderAndProofTogether() {
        JsonNode vector = CapturedProof.vectors().get(0);
        byte[] header = Hex.decode(vector.get("header").asText());
        AuxHash pure = AuxHash.of(Arrays.copyOf(header, BlockHeader.SIZE));
        assertThat(pure.toDisplay()).isEqualTo(vector.get("auxBlockHash").asText());
        CapturedProof captured = CapturedProof.all().getFirst();
        assertThat(captured.proof().parent().hash())
                .hasToString("0000000000003d47277359fb969c43e3c7e7c0306a17f6444b8e91e19def03a9");
        assertThat(Hashes.sha256d(Arrays.copyOf(header, BlockHeader.SIZE)))
                .isEqualTo(captured.hash().bytes());
    }

    @Test
    void readsTheTagsOfMainNetCoinbases() {
        List<String> roots = new ArrayList<>();
        for (JsonNode vector : CapturedProof.vectors()) {
            if (vector.has("rootInCoinbase")) {
                byte[] bytes = Hex.decode(vector.get("coinbase").asText());
                ParentCoinbase coinbase = Decoded.decode(bytes, AuxPow.MAX_SIZE, ParentCoinbase::read)
                        .orElseThrow();
                assertThat(coinbase.encode()).isEqualTo(bytes);
                assertThat(coinbase.txid())
                        .isEqualTo(Transaction.decode(bytes).orElseThrow().txid());
                roots.add(vector.get("rootInCoinbase").asText());
                assertThat(TagSearch.find(coinbase))
                        .isEqualTo(new TagSearch.Finding.Found(
                                new MergedMiningTag(Bytes32.fromHex(roots.getLast()), 1, 0), TagPlace.OUTPUT_SCRIPT));
            }
        }
        assertThat(roots).hasSize(2);
    }

    private record Field(String name, int offset) {}

    /** Offsets of one byte of each field, and the reason that its change must lead to. */
    private static Map<Field, String> fieldsAndReasons(AuxPow proof) {
        Map<Field, String> fields = new LinkedHashMap<>();
        ParentCoinbase coinbase = proof.coinbase();
        fields.put(new Field("coinbase version", 0), "MerkleRootMismatch");
        fields.put(new Field("coinbase outpoint hash", 5), "NotACoinbase");
        fields.put(new Field("coinbase outpoint index", 5 + 32), "NotACoinbase");
        fields.put(new Field("coinbase script", coinbase.inputScriptStart()), "MerkleRootMismatch");
        fields.put(new Field("coinbase sequence", coinbase.inputScriptEnd()), "MerkleRootMismatch");
        for (int i = 0; i < coinbase.outputCount(); i++) {
            fields.put(new Field("output value " + i, coinbase.outputScriptStart(i) - 9), "MerkleRootMismatch");
            fields.put(new Field("output script " + i, coinbase.outputScriptStart(i)), "MerkleRootMismatch");
        }
        int tag = Hex.encode(coinbase.encode()).indexOf("fabe6d6d") / 2;
        fields.put(new Field("tag magic", tag), "MerkleRootMismatch");
        fields.put(new Field("tag root", tag + 4), "MerkleRootMismatch");
        fields.put(new Field("tag size", tag + 36), "MerkleRootMismatch");
        fields.put(new Field("tag nonce", tag + 40), "MerkleRootMismatch");
        fields.put(new Field("coinbase lock time", coinbase.size() - 4), "MerkleRootMismatch");
        int at = coinbase.size();
        fields.put(new Field("parent hash", at), "ParentHashMismatch");
        at += 33;
        for (int i = 0; i < proof.coinbaseBranch().height(); i++, at += 32) {
            fields.put(new Field("coinbase branch " + i, at), "MerkleRootMismatch");
        }
        fields.put(new Field("coinbase mask", at), "CoinbaseNotFirst");
        fields.put(new Field("coinbase mask, high", at + 3), "CoinbaseNotFirst");
        at += 5;
        fields.put(new Field("chain mask", at), "WrongChainIndex");
        fields.put(new Field("chain mask, high", at + 3), "WrongChainIndex");
        at += 4;
        String header = proof.parentHash().isZero() ? "HashAboveTarget" : "ParentHashMismatch";
        fields.put(new Field("header version", at), header);
        fields.put(new Field("header previous", at + 4), header);
        fields.put(new Field("header merkle root", at + 36), header);
        fields.put(new Field("header time", at + 68), header);
        fields.put(new Field("header bits", at + 72), header);
        fields.put(new Field("header nonce", at + 76), header);
        return fields;
    }

    private static AuxPow withCoinbaseBranch(AuxPow proof, List<Bytes32> nodes) {
        return new AuxPow(
                proof.coinbase(), proof.parentHash(), new MerkleBranch(nodes, 0), proof.chainBranch(), proof.parent());
    }

    private static AuxPowVerdict judge(CapturedProof captured, AuxPow proof) {
        return captured.judge(proof.encode());
    }

    private static String reasonName(AuxPowVerdict verdict) {
        return switch (verdict) {
            case AuxPowVerdict.Accepted _ -> "accepted";
            case AuxPowVerdict.Rejected(AuxPowRejection reason) -> reason.name();
        };
    }
}

package org.alys.bitcoin.auxpow;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.alys.bitcoin.tx.BlockHeader;
import org.alys.bitcoin.tx.CompactTarget;
import org.alys.bitcoin.tx.VectorFiles;
import org.alys.primitives.Hex;

/**
 * A proof that a real miner made, from the vector files.
 *
 * @param encoded hex of the proof alone
 */
record CapturedProof(String name, String encoded, AuxHash hash, int chainId, CompactTarget bits) {
    static List<CapturedProof> all() {
        return StreamSupport.stream(vectors().spliterator(), false)
                .filter(vector -> vector.has("auxBlockHash"))
                .map(CapturedProof::of)
                .toList();
    }

    static JsonNode vectors() {
        return VectorFiles.json("auxpow/auxpow.json");
    }

    private static CapturedProof of(JsonNode vector) {
        String encoded = Optional.ofNullable(vector.get("auxpow"))
                .map(JsonNode::asText)
                .orElseGet(() -> proofBehindHeader(vector.get("header").asText()));
        return new CapturedProof(
                vector.get("name").asText(),
                encoded,
                AuxHash.fromDisplay(vector.get("auxBlockHash").asText()),
                vector.get("chainId").asInt(),
                CompactTarget.fromHex(vector.get("bits").asText()));
    }

    /** A Namecoin header is a pure header with the proof behind it. */
    private static String proofBehindHeader(String header) {
        return header.substring(2 * BlockHeader.SIZE);
    }

    byte[] bytes() {
        return Hex.decode(encoded);
    }

    AuxPow proof() {
        return AuxPow.decode(bytes()).orElseThrow();
    }

    AuxPowVerdict judge(byte[] mutated) {
        return new AuxPowVerifier(chainId).verify(mutated, hash, bits);
    }

    byte[] withBitFlipped(int byteIndex, int bit) {
        byte[] mutated = Arrays.copyOf(bytes(), bytes().length);
        mutated[byteIndex] ^= (byte) (1 << bit);
        return mutated;
    }

    @Override
    public String toString() {
        return name;
    }
}

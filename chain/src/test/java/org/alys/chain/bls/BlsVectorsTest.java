package org.alys.chain.bls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.alys.chain.bls.BlsVectors.Vector;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BlsVectorsTest {
    private BlsVectors vectors = new BlsVectors(Path.of(""));

    @BeforeAll
    void unpack(@TempDir Path directory) throws IOException, InterruptedException {
        vectors = BlsVectors.unpackInto(directory);
    }

    private static Optional<BlsPublicKey> key(JsonNode hex) {
        return BlsPublicKey.parse(Bytes.fromHex(hex.asText()));
    }

    private static Optional<BlsSignature> signature(JsonNode hex) {
        Bytes bytes = Bytes.fromHex(hex.asText());
        return bytes.size() == BlsSignature.SIZE ? Optional.of(new BlsSignature(bytes)) : Optional.empty();
    }

    private static Bytes32 message(JsonNode hex) {
        return Bytes32.fromHex(hex.asText());
    }

    private static List<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    private static Optional<List<BlsPublicKey>> keys(JsonNode array) {
        List<BlsPublicKey> keys =
                elements(array).stream().flatMap(hex -> key(hex).stream()).toList();
        return keys.size() == array.size() ? Optional.of(keys) : Optional.empty();
    }

    @Test
    void signs() throws IOException {
        for (Vector vector : vectors.of("sign")) {
            Bytes32 secret = Bytes32.fromHex(vector.input().path("privkey").asText());
            if (vector.output().isNull()) {
                assertThatIllegalArgumentException().as(vector.name()).isThrownBy(() -> BlsSecretKey.of(secret));
            } else {
                BlsSignature signature =
                        Bls.sign(BlsSecretKey.of(secret), message(vector.input().path("message")));
                assertThat(signature.bytes().toHex0x())
                        .as(vector.name())
                        .isEqualTo(vector.output().asText());
            }
        }
    }

    @Test
    void verifies() throws IOException {
        for (Vector vector : vectors.of("verify")) {
            JsonNode input = vector.input();
            boolean valid = key(input.path("pubkey"))
                    .flatMap(key -> signature(input.path("signature"))
                            .filter(s -> Bls.verify(key, message(input.path("message")), s)))
                    .isPresent();
            assertThat(valid).as(vector.name()).isEqualTo(vector.output().asBoolean());
        }
    }

    @Test
    void aggregates() throws IOException {
        for (Vector vector : vectors.of("aggregate")) {
            List<BlsSignature> signatures = elements(vector.input()).stream()
                    .map(hex -> signature(hex).orElseThrow())
                    .toList();
            Optional<String> expected = Optional.of(vector.output())
                    .filter(output -> !output.isNull())
                    .map(JsonNode::asText);
            assertThat(Bls.aggregate(signatures).map(s -> s.bytes().toHex0x()))
                    .as(vector.name())
                    .isEqualTo(expected);
        }
    }

    @Test
    void verifiesAggregatesOfOneMessage() throws IOException {
        for (Vector vector : vectors.of("fast_aggregate_verify")) {
            JsonNode input = vector.input();
            boolean valid = keys(input.path("pubkeys"))
                    .flatMap(keys -> signature(input.path("signature"))
                            .filter(s -> Bls.verifyAggregate(keys, message(input.path("message")), s)))
                    .isPresent();
            assertThat(valid).as(vector.name()).isEqualTo(vector.output().asBoolean());
        }
    }

    @Test
    void verifiesBatches() throws IOException {
        for (Vector vector : vectors.of("batch_verify")) {
            JsonNode input = vector.input();
            List<Bls.Claim> claims = new ArrayList<>();
            for (int i = 0; i < input.path("pubkeys").size(); i++) {
                claims.add(new Bls.Claim(
                        key(input.path("pubkeys").path(i)).orElseThrow(),
                        message(input.path("messages").path(i)),
                        signature(input.path("signatures").path(i)).orElseThrow()));
            }
            assertThat(Bls.verifyAll(claims, new SecureRandom()))
                    .as(vector.name())
                    .isEqualTo(vector.output().asBoolean());
        }
    }

    @Test
    void parsesPublicKeysThatAreNotInfinity() throws IOException {
        for (Vector vector : vectors.of("deserialization_G1")) {
            boolean infinity = vector.name().startsWith("deserialization_succeeds_infinity");
            assertThat(key(vector.input().path("pubkey")).isPresent())
                    .as(vector.name())
                    .isEqualTo(vector.output().asBoolean() && !infinity);
        }
    }

    @Test
    void unpacksSignatures() throws IOException {
        for (Vector vector : vectors.of("deserialization_G2")) {
            boolean valid = signature(vector.input().path("signature"))
                    .flatMap(Points::signature)
                    .isPresent();
            assertThat(valid).as(vector.name()).isEqualTo(vector.output().asBoolean());
        }
    }

    @Test
    void aSignatureOutsideTheSubgroupVerifiesNowhere() throws IOException {
        Vector outside = vectors.of("deserialization_G2").stream()
                .filter(vector -> vector.name().contains("not_in_G2"))
                .findFirst()
                .orElseThrow();
        BlsSignature signature = signature(outside.input().path("signature")).orElseThrow();
        BlsPublicKey key = BlsSecretKey.generate(new SecureRandom()).publicKey();

        assertThat(Bls.verify(key, Bytes32.ZERO, signature)).isFalse();
        assertThat(Bls.verifyAggregate(List.of(key), Bytes32.ZERO, signature)).isFalse();
        assertThat(Bls.verifyPossession(key, signature)).isFalse();
        Bls.Claim claim = new Bls.Claim(key, Bytes32.ZERO, signature);
        assertThat(Bls.verifyAll(List.of(claim), new SecureRandom())).isFalse();
        BlsSecretKey other = BlsSecretKey.generate(new SecureRandom());
        Bls.Claim good = new Bls.Claim(other.publicKey(), Bytes32.ZERO, Bls.sign(other, Bytes32.ZERO));
        assertThat(Bls.verifyAll(List.of(good, good), new SecureRandom())).isTrue();
        assertThat(Bls.verifyAll(List.of(good, claim), new SecureRandom())).isFalse();
        assertThat(Bls.aggregate(List.of(signature))).isEmpty();
    }
}

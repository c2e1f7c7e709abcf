package org.alys.engine.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.alys.primitives.Hex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JwtSecretTest {
    private static final String SECRET = "2a".repeat(32);
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

    @TempDir
    private Path directory;

    @Test
    void tokenIsSignedHeaderAndIssueTime() throws Exception {
        List<String> parts = List.of(JwtSecret.fromHex(SECRET).token(NOW).split("\\.", -1));
        assertThat(parts).hasSize(3);
        assertThat(decode(parts.get(0))).isEqualTo("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");
        assertThat(decode(parts.get(1))).isEqualTo("{\"iat\":1700000000}");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Hex.decode(SECRET), "HmacSHA256"));
        byte[] signature = mac.doFinal((parts.get(0) + "." + parts.get(1)).getBytes(StandardCharsets.US_ASCII));
        assertThat(Base64.getUrlDecoder().decode(parts.get(2))).isEqualTo(signature);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "0x%s", "  %s\n", "\t0x%s \r\n"})
    void readsAllUsualForms(String form) throws IOException {
        Path file = Files.writeString(directory.resolve("jwt.hex"), form.formatted(SECRET));
        assertThat(JwtSecret.fromFile(file).token(NOW))
                .isEqualTo(JwtSecret.fromHex(SECRET).token(NOW));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2a", "0x", "zz2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a"})
    void refusesWhatIsNotASecretWithoutPrintingIt(String content) throws IOException {
        Path file = Files.writeString(directory.resolve("jwt.hex"), content);
        assertThatThrownBy(() -> JwtSecret.fromFile(file))
                .isInstanceOf(JwtSecretException.class)
                .hasMessageStartingWith("ENG020")
                .hasMessageContaining("64 hex digits")
                .hasMessageNotContaining("2a2a");
    }

    @Test
    void refusesZerosLongFilesAndMissingFiles() throws IOException {
        Path zeros = Files.writeString(directory.resolve("zeros"), "00".repeat(32));
        Path longFile = Files.writeString(directory.resolve("long"), " ".repeat(2000) + SECRET);
        assertThatThrownBy(() -> JwtSecret.fromFile(zeros)).hasMessageContaining("zero");
        assertThatThrownBy(() -> JwtSecret.fromFile(longFile)).hasMessageContaining("longer than");
        assertThatThrownBy(() -> JwtSecret.fromFile(directory.resolve("none"))).hasMessageContaining("cannot be read");
    }

    @Test
    void admitsItsOwnTokensForAMinuteEitherWay() {
        JwtSecret secret = JwtSecret.fromHex(SECRET);
        String header = "Bearer " + secret.token(NOW);
        assertThat(secret.admits(header, NOW.plusSeconds(60))).isTrue();
        assertThat(secret.admits(header, NOW.minusSeconds(60))).isTrue();
        assertThat(secret.admits(header, NOW.plusSeconds(61))).isFalse();
        assertThat(secret.admits(header, NOW.minusSeconds(61))).isFalse();
    }

    @Test
    void admitsNothingElse() {
        JwtSecret secret = JwtSecret.fromHex(SECRET);
        String token = secret.token(NOW);
        String stranger = JwtSecret.fromHex("2b".repeat(32)).token(NOW);
        assertThat(List.of("", "Bearer ", token, "Basic " + token, "Bearer " + stranger, "Bearer a.b", "Bearer a.b.!!"))
                .noneMatch(header -> secret.admits(header, NOW));
        assertThat(secret.admits("Bearer " + token.substring(0, token.length() - 4) + "AAAA", NOW))
                .isFalse();
    }

    @Test
    void isNeverPrinted() {
        assertThat(JwtSecret.fromHex(SECRET).toString()).doesNotContain("2a2a");
    }

    private static String decode(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.US_ASCII);
    }
}

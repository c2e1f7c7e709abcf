package org.alys.engine.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.alys.primitives.Bytes32;

/**
 * The 32 bytes that node and execution client share, and the tokens made with them (JWT with HS256, RFC 7519 and RFC
 * 7518). Never printed. Source: execution-apis, {@code src/engine/authentication.md}.
 */
public final class JwtSecret {
    private static final Pattern ISSUED_AT = Pattern.compile("\"iat\"\\s*:\\s*(\\d{1,12})");
    private static final String ALGORITHM = "HmacSHA256";
    private static final int MAX_FILE_BYTES = 1024;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final String HEADER =
            encode("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.US_ASCII));

    private final SecretKeySpec key;

    private JwtSecret(byte[] secret) {
        this.key = new SecretKeySpec(secret, ALGORITHM);
    }

    /**
     * The secret in a file of 64 hex digits, with or without {@code 0x}, white space around them allowed.
     *
     * @throws JwtSecretException when the file cannot be read or does not hold such a secret
     */
    public static JwtSecret fromFile(Path file) {
        byte[] content;
        try (InputStream in = Files.newInputStream(file)) {
            content = in.readNBytes(MAX_FILE_BYTES + 1);
        } catch (IOException e) {
            throw new JwtSecretException("The JWT secret file " + file + " cannot be read (" + e + ").", e);
        }
        if (content.length > MAX_FILE_BYTES) {
            throw new JwtSecretException(
                    "The JWT secret file " + file + " is longer than " + MAX_FILE_BYTES + " bytes.");
        }
        try {
            return fromHex(new String(content, StandardCharsets.ISO_8859_1));
        } catch (JwtSecretException e) {
            throw new JwtSecretException("The JWT secret file " + file + " is not usable: " + e.reason(), e);
        }
    }

    /**
     * The secret that 64 hex digits name.
     *
     * @throws JwtSecretException when they do not, or when all are zero
     */
    public static JwtSecret fromHex(String hex) {
        Bytes32 secret;
        try {
            secret = Bytes32.fromHex(hex.strip());
        } catch (IllegalArgumentException e) {
            // The cause may quote the secret, so it goes no further.
            throw new JwtSecretException("it does not hold exactly 64 hex digits.");
        }
        if (secret.isZero()) {
            throw new JwtSecretException("all digits are zero, which anybody can guess.");
        }
        return new JwtSecret(secret.toArray());
    }

    /** A token issued at {@code now}; clients accept it for 60 s. */
    String token(Instant now) {
        String claims = "{\"iat\":" + now.getEpochSecond() + "}";
        String signed = HEADER + "." + encode(claims.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + encode(hmac(signed.getBytes(StandardCharsets.US_ASCII)));
    }

    /**
     * Whether an {@code Authorization} header carries a token of this secret that was issued within 60 s of {@code now}.
     * Source: execution-apis, authentication.md.
     */
    public boolean admits(String authorization, Instant now) {
        String[] parts = authorization.startsWith("Bearer ")
                ? authorization.substring("Bearer ".length()).split("\\.", -1)
                : new String[0];
        if (parts.length != 3) {
            return false;
        }
        byte[] signed = (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII);
        try {
            if (!MessageDigest.isEqual(hmac(signed), Base64.getUrlDecoder().decode(parts[2]))) {
                return false;
            }
            String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
            Matcher issuedAt = ISSUED_AT.matcher(claims);
            return issuedAt.find() && Math.abs(Long.parseLong(issuedAt.group(1)) - now.getEpochSecond()) <= 60;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    private byte[] hmac(byte[] message) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    private static String encode(byte[] bytes) {
        return BASE64.encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "JwtSecret[hidden]";
    }
}

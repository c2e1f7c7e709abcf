package org.alys.node.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;

/** HTTP basic authentication (RFC 7617). Comparison takes the same time wherever the difference is. */
final class BasicAuth {
    private final byte[] expected;

    BasicAuth(HttpSettings.Auth auth) {
        this.expected = (auth.user() + ":" + auth.password()).getBytes(StandardCharsets.UTF_8);
    }

    /** @param header the Authorization header's value, empty when there is none */
    boolean admits(String header) {
        if (!header.toLowerCase(Locale.ROOT).startsWith("basic ")) {
            return false;
        }
        try {
            return MessageDigest.isEqual(
                    expected, Base64.getDecoder().decode(header.substring(6).strip()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}

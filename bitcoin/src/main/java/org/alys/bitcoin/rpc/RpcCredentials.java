package org.alys.bitcoin.rpc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** How we show the Bitcoin node who we are (HTTP basic authentication). */
public sealed interface RpcCredentials {
    /** {@code rpcuser} and {@code rpcpassword}, or a line of {@code rpcauth}. */
    record Password(String user, String password) implements RpcCredentials {
        @Override
        public String toString() {
            return "Password[user=" + user + "]";
        }
    }

    /** The file {@code .cookie}, which the daemon writes anew at every start. */
    record CookieFile(Path path) implements RpcCredentials {}

    /** A cookie is {@code __cookie__:} and 64 hex digits. */
    int MAX_COOKIE_BYTES = 512;

    /** The value of the header {@code Authorization}; reads the cookie file. */
    default String authorization() throws IOException {
        String plain = switch (this) {
            case Password(String user, String password) -> user + ":" + password;
            case CookieFile(Path path) -> readCookie(path);
        };
        return "Basic " + Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    private static String readCookie(Path path) throws IOException {
        if (Files.size(path) > MAX_COOKIE_BYTES) {
            throw new IOException("not a cookie file, it is too large: " + path);
        }
        return Files.readString(path).strip();
    }
}

package org.alys.node.http;

import java.time.Duration;
import java.util.Optional;

/**
 * Where and within which bounds the port is served.
 *
 * @param port 0 picks a free one
 * @param auth empty admits everybody who reaches the address
 * @param maxBodyBytes of one request
 * @param maxBatch calls in one JSON-RPC batch
 * @param maxDepth of nested JSON
 * @param requestTimeout bounds the reception of one request, its execution, and the idle time of a connection, each
 * @param maxConnections open at once; further ones wait to be accepted
 */
public record HttpSettings(
        String bind,
        int port,
        Optional<Auth> auth,
        int maxBodyBytes,
        int maxBatch,
        int maxDepth,
        Duration requestTimeout,
        int maxConnections) {

    public static HttpSettings of(String bind, int port, Optional<Auth> auth) {
        return new HttpSettings(bind, port, auth, 1 << 20, 50, 32, Duration.ofSeconds(30), 512);
    }

    public HttpSettings withRequestTimeout(Duration timeout) {
        return new HttpSettings(bind, port, auth, maxBodyBytes, maxBatch, maxDepth, timeout, maxConnections);
    }

    public HttpSettings withLimits(int newMaxBodyBytes, int newMaxConnections) {
        return new HttpSettings(
                bind, port, auth, newMaxBodyBytes, maxBatch, maxDepth, requestTimeout, newMaxConnections);
    }

    /** HTTP basic authentication. The password is never printed. */
    public record Auth(String user, String password) {
        @Override
        public String toString() {
            return "Auth[user=" + user + "]";
        }
    }
}

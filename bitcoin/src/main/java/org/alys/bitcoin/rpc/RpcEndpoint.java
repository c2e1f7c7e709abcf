package org.alys.bitcoin.rpc;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;

/**
 * Where the Bitcoin node listens and how long we wait for it.
 *
 * @param uri {@code http://host:port}, without path
 * @param connectTimeout for the TCP connection
 * @param callTimeout for most calls, from the request to the last byte of the answer
 * @param slowCallTimeout for those that search or build: {@code scantxoutset}, {@code getblocktemplate}, wallets, mining
 * @param maxAnswerBytes longer answers are refused; a block of 4 MB takes 8 MB as hex
 */
public record RpcEndpoint(
        URI uri,
        RpcCredentials credentials,
        Duration connectTimeout,
        Duration callTimeout,
        Duration slowCallTimeout,
        int maxAnswerBytes) {
    private static final int DEFAULT_MAX_ANSWER_BYTES = 16 * 1024 * 1024;

    public RpcEndpoint {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean web = scheme.equals("http") || scheme.equals("https");
        if (!web || uri.getHost() == null) {
            throw new IllegalArgumentException("a Bitcoin RPC address is http://host:port, not " + uri);
        }
        if (uri.getUserInfo() != null) {
            throw new IllegalArgumentException("user and password do not belong into the address of the Bitcoin RPC");
        }
        if (maxAnswerBytes < 1024) {
            throw new IllegalArgumentException("the answer limit is at least 1024 bytes, not " + maxAnswerBytes);
        }
    }

    /** With timeouts of 3 s (connection), 20 s (calls) and 120 s (slow calls), and answers up to 16 MiB. */
    public static RpcEndpoint of(URI uri, RpcCredentials credentials) {
        return new RpcEndpoint(
                uri,
                credentials,
                Duration.ofSeconds(3),
                Duration.ofSeconds(20),
                Duration.ofSeconds(120),
                DEFAULT_MAX_ANSWER_BYTES);
    }
}

package org.alys.engine.http;

import java.net.URI;
import org.alys.evm.payload.Fork;

/**
 * Where the execution client is and how to speak to it.
 *
 * @param engineUrl the authenticated port, 8551 by custom
 * @param ethUrl the public JSON-RPC port, 8545 by custom; may be the same as {@code engineUrl}
 * @param fork the fork of the chain, which chooses the versions of the methods
 */
public record EngineApiSettings(
        URI engineUrl, URI ethUrl, JwtSecret secret, Fork fork, CallLimits limits, RetryPolicy retries) {

    public EngineApiSettings {
        requireHttp(engineUrl);
        requireHttp(ethUrl);
    }

    /** With the time-outs of the specification and the standard retries. */
    public EngineApiSettings(URI engineUrl, URI ethUrl, JwtSecret secret, Fork fork) {
        this(engineUrl, ethUrl, secret, fork, CallLimits.STANDARD, RetryPolicy.STANDARD);
    }

    private static void requireHttp(URI url) {
        boolean http = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
        if (!http || url.getHost() == null) {
            throw new IllegalArgumentException("an execution client's address is http://host:port, got " + url);
        }
    }
}

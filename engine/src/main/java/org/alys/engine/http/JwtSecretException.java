package org.alys.engine.http;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The JWT secret cannot be used. The message has a stable code and says what to do. */
public final class JwtSecretException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public static final String CODE = "ENG020";

    private final String reason;

    JwtSecretException(String reason) {
        this(reason, null);
    }

    JwtSecretException(String reason, @Nullable Throwable cause) {
        super(
                CODE + ": " + reason
                        + " Give node and execution client the same file of 64 hex digits, for example from"
                        + " 'openssl rand -hex 32'.",
                cause);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}

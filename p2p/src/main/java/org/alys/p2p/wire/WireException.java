package org.alys.p2p.wire;

import java.io.IOException;
import java.io.Serial;

/** The remote peer sent bytes that its protocol does not allow; the message says which rule they broke. */
public final class WireException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    public WireException(String rule) {
        super(rule);
    }
}

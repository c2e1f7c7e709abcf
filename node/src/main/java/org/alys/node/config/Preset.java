package org.alys.node.config;

import java.util.Locale;

/** The environments a configuration starts from. */
public enum Preset {
    /** Relaxed: everything on one machine, well-known keys allowed. */
    DEVELOPMENT,
    TESTNET,
    /** Strict: insecure settings are refused. */
    PRODUCTION;

    /** As in the file: {@code development}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

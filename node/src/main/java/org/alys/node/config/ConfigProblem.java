package org.alys.node.config;

/**
 * A mistake in the configuration, or something an operator should know.
 *
 * @param place file and line, or the environment variable
 * @param key as in the file, for example {@code http.port}; empty when the whole file is meant
 * @param rule what must hold, with the offending value unless that may be a secret
 */
public record ConfigProblem(Code code, String place, String key, String rule) {
    /** Stable codes; those from CFG101 on are warnings. */
    public enum Code {
        /** The file cannot be read or is not HOCON. */
        CFG001,
        /** A key that means nothing. */
        CFG002,
        /** A key that is needed and not there. */
        CFG003,
        /** A value of the wrong type, form or size. */
        CFG004,
        /** Values that contradict each other. */
        CFG005,
        /** A setting that is too weak for production. */
        CFG006,
        /** A file that a key names cannot be used. */
        CFG007,
        /** A value of the chain spec that breaks a rule of the protocol. */
        CFG008,
        /** A secret that others on this machine can read. */
        CFG101,
        /** A chain spec that works and has a weakness. */
        CFG102,
        /** An environment variable that names no key. */
        CFG103,
        /** Everybody who reaches the HTTP port may use it. */
        CFG104
    }

    /** One line: code, place, key, rule. */
    @Override
    public String toString() {
        return code + " " + place + ": " + (key.isEmpty() ? "" : key + ": ") + rule;
    }
}

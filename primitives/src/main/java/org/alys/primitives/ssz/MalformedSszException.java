package org.alys.primitives.ssz;

/** Carries the first fault out of nested decoders; {@link SszType#decode} turns it into a value. Has no stack trace. */
final class MalformedSszException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String path;
    private final String rule;

    MalformedSszException(String rule) {
        this("", rule);
    }

    private MalformedSszException(String path, String rule) {
        super(rule, null, false, false);
        this.path = path;
        this.rule = rule;
    }

    /** The same fault, seen from the object around it. */
    MalformedSszException inside(String step) {
        return new MalformedSszException(path.isEmpty() ? step : step + "." + path, rule);
    }

    String reason() {
        return path.isEmpty() ? rule : path + ": " + rule;
    }
}

package org.alys.node.wiring;

/** A node cannot start, for a reason that an operator can mend. Not for bugs. */
public final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String code;

    /** A refusal with its stable {@code code}; {@code message} says what happened and what to do. */
    public StartException(String code, String message) {
        super(message);
        this.code = code;
    }

    public String code() {
        return code;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}

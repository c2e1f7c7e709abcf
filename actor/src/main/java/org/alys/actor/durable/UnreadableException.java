package org.alys.actor.durable;

/** Stored bytes that cannot be read; with the reason, for programs. */
public final class UnreadableException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /** Why bytes cannot be read. */
    public enum Reason {
        /** They are not what they should be at all. */
        FOREIGN,
        /** Some are missing, or there are more than there should be. */
        WRONG_LENGTH,
        /** More than the limit. */
        TOO_LONG,
        /** The checksum is another. */
        DAMAGED,
        /** Written by a newer version of the program. */
        NEWER,
        /** The codec does not understand them. */
        MALFORMED
    }

    private final Reason reason;

    public UnreadableException(Reason reason, String what) {
        super(reason + ": " + what);
        this.reason = reason;
    }

    public UnreadableException(Reason reason, String what, Throwable cause) {
        super(reason + ": " + what, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}

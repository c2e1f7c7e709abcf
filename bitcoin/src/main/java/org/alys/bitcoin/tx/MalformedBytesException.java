package org.alys.bitcoin.tx;

/** Carries a decoding failure from the depth of a codec up to {@link Decoded#decode}; never leaves a decode method. */
public final class MalformedBytesException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int offset;
    private final String reason;

    /** A failure at {@code offset}; without a stack trace, for the sender of bad bytes chooses how often it happens. */
    public MalformedBytesException(int offset, String reason) {
        super(reason + " at byte " + offset, null, false, false);
        this.offset = offset;
        this.reason = reason;
    }

    /** Bytes from the start of the input. */
    public int offset() {
        return offset;
    }

    public String reason() {
        return reason;
    }
}

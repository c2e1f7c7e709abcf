package org.alys.actor.durable;

/** Two writers append to one stream; the later one sees this and has changed nothing. */
public final class ConcurrentAppendException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ConcurrentAppendException(String stream, long expected, long found) {
        super("stream " + stream + " ends at " + found + ", not at " + expected);
    }
}

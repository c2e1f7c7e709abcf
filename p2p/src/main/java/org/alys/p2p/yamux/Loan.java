package org.alys.p2p.yamux;

import java.util.concurrent.locks.Condition;

/** A range of an array that its writer lends until it is sent, instead of having it copied. Guarded by the outbox' lock. */
final class Loan {
    private final YamuxStream stream;
    private final byte[] source;
    private final Condition returned;
    private final int end;
    private int at;
    private boolean inUse;
    private boolean withdrawn;

    /** @param returned signalled when the writer can go on */
    Loan(YamuxStream stream, byte[] source, int offset, int length, Condition returned) {
        this.stream = stream;
        this.source = source;
        this.at = offset;
        this.end = offset + length;
        this.returned = returned;
    }

    YamuxStream stream() {
        return stream;
    }

    byte[] source() {
        return source;
    }

    int at() {
        return at;
    }

    Condition returned() {
        return returned;
    }

    boolean isSent() {
        return at == end;
    }

    /** The writer wants it back, sent or not. */
    void withdraw() {
        withdrawn = true;
    }

    boolean isWithdrawn() {
        return withdrawn;
    }

    /** Whether the sending thread reads from the array just now. */
    boolean isInUse() {
        return inUse;
    }

    /** How many bytes the next frame carries, which the sending thread uses from now on. */
    int use() {
        inUse = true;
        return Math.min(end - at, YamuxSession.MAX_DATA);
    }

    void used(int count) {
        inUse = false;
        at += count;
    }
}

package org.alys.actor;

/**
 * How urgent a message is. A more urgent one overtakes; none starves: while more urgent messages keep coming, HIGH is served
 * at least every 8th, NORMAL every 64th and BACKGROUND every 512th time. Each priority has its own room in the mailbox.
 */
public enum Priority {
    CRITICAL(0),
    HIGH(1),
    NORMAL(2),
    BACKGROUND(3);

    private final int lane;

    Priority(int lane) {
        this.lane = lane;
    }

    /** Its place in the mailbox, 0 first. */
    int lane() {
        return lane;
    }
}

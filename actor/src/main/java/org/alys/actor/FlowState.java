package org.alys.actor;

/** How full a mailbox is; of its priorities the fullest counts. */
public enum FlowState {
    NORMAL,
    /** Half full or more. */
    WARNING,
    /** Four fifths full or more. */
    CRITICAL,
    /** Full: the overflow policy decides on one more message. */
    BLOCKED;

    /** The state of {@code depth} messages in room for {@code capacity}, which is more than zero. */
    public static FlowState of(long depth, long capacity) {
        if (depth >= capacity) {
            return BLOCKED;
        }
        if (depth * 5 >= capacity * 4) {
            return CRITICAL;
        }
        return depth * 2 >= capacity ? WARNING : NORMAL;
    }
}

package org.alys.actor;

/** Holds the state of one actor and refuses every illegal step. Written by the actor's thread, read by all. */
final class Lifecycle {
    private volatile LifecycleState state = LifecycleState.CREATED;

    LifecycleState state() {
        return state;
    }

    boolean is(LifecycleState candidate) {
        return state == candidate;
    }

    void moveTo(LifecycleState next) {
        LifecycleState before = state;
        if (!before.canMoveTo(next)) {
            throw new IllegalStateException("an actor cannot go from " + before + " to " + next);
        }
        state = next;
    }
}

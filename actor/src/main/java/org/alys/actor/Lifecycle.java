package org.alys.actor;

/** Holds the state of one actor and refuses every illegal step. Written by the actor's thread, read by all. */
class Lifecycle {
    private volatile LifecycleState state = LifecycleState.CREATED;

    final LifecycleState state() {
        return state;
    }

    final boolean is(LifecycleState candidate) {
        return state == candidate;
    }

    final void moveTo(LifecycleState next) {
        LifecycleState before = state;
        if (!before.canMoveTo(next)) {
            throw new IllegalStateException("an actor cannot go from " + before + " to " + next);
        }
        state = next;
    }
}

package org.alys.actor;

/** Something under way that can be called off. */
@FunctionalInterface
public interface Cancellable {
    /** Calls it off; without effect if it has happened or was called off before. Any thread may call this. */
    void cancel();
}

package org.alys.actor;

/** Implemented by messages that know how urgent they are; what the sender says in {@link SendOptions} goes before. */
public interface Prioritized {
    Priority priority();
}

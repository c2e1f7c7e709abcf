package org.alys.actor.supervision;

/** The way to somebody outside. Called on the thread of the actor that failed, by several at once; what it throws is logged. */
@FunctionalInterface
public interface Notifier {
    /** Takes a notice to be sent. Never waits; false if there is no room for it. */
    boolean offer(Notice notice);
}

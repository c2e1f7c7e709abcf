package org.alys.actor;

/** Starts the threads of actors and of their background work. */
@FunctionalInterface
public interface ThreadStarter {
    /** Starts a thread that runs {@code body}; the name is for thread dumps. The thread may be interrupted by the runtime. */
    Thread start(String name, Runnable body);

    /** One virtual thread for each call. */
    static ThreadStarter virtual() {
        return (name, body) -> Thread.ofVirtual().name(name).start(body);
    }
}

package org.alys.actor.resource;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Whether the process has more to do than it can. A {@link ResourceWatch} writes it, everybody reads it. Safe for all threads. */
public final class Overload {
    private final Set<String> exhausted = ConcurrentHashMap.newKeySet();

    void heard(ResourceEvent event) {
        if (event.exhausted()) {
            exhausted.add(event.resource());
        } else {
            exhausted.remove(event.resource());
        }
    }

    /** Nobody watches this resource any more. */
    void forget(String resource) {
        exhausted.remove(resource);
    }

    /** Whether any resource that is watched is about to run out. */
    public boolean now() {
        return !exhausted.isEmpty();
    }
}

package org.alys.actor.resource;

import java.util.List;

/** Where readings come from. Asked on the thread of a {@link ResourceWatch}; it answers at once. */
@FunctionalInterface
public interface ResourceSource {
    /** A reading of every resource that can be read now. */
    List<ResourceReading> read();
}

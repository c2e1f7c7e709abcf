package org.alys.actor.registry;

import java.util.List;

/** Why the registry does not do what it was asked; nothing was changed. */
public sealed interface RegistryRefusal {
    /** There is an entry of this name. */
    record NameTaken(String name) implements RegistryRefusal {}

    /** There is no entry of this name. */
    record Unknown(String name) implements RegistryRefusal {}

    /** The registry holds as many as it may. */
    record Full(int capacity) implements RegistryRefusal {}

    /** The state machine of entries has no such step. */
    record LifecycleViolation(String name, RegistryState from, RegistryState to) implements RegistryRefusal {}

    /** A dependency is not registered. */
    record MissingDependency(String name, String dependency) implements RegistryRefusal {}

    /** The dependencies would form this cycle. */
    record DependencyCycle(List<String> cycle) implements RegistryRefusal {
        public DependencyCycle {
            cycle = List.copyOf(cycle);
        }
    }

    /** Others still depend on it. */
    record StillNeeded(String name, List<String> by) implements RegistryRefusal {
        public StillNeeded {
            by = List.copyOf(by);
        }
    }
}

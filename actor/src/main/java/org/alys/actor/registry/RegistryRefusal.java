package org.alys.actor.registry;

import java.util.List;

/** Why the registry does not do what it was asked; nothing was changed. */
public sealed interface RegistryRefusal {
    /** A short constant for programs and logs, such as {@code registry.name-taken}. */
    default String code() {
        return "registry."
                + switch (this) {
                    case NameTaken taken -> "name-taken";
                    case Unknown unknown -> "unknown";
                    case Full full -> "full";
                    case BadName bad -> "bad-name";
                    case TooManyTags tags -> "too-many-tags";
                    case TooMuchMetadata metadata -> "too-much-metadata";
                    case TooManyDependencies dependencies -> "too-many-dependencies";
                    case LifecycleViolation violation -> "lifecycle-violation";
                    case MissingDependency missing -> "missing-dependency";
                    case DependencyCycle cycle -> "dependency-cycle";
                    case StillNeeded needed -> "still-needed";
                    case NotReady late -> "not-ready";
                };
    }

    /** There is an entry of this name. */
    record NameTaken(String name) implements RegistryRefusal {}

    /** There is no entry of this name. */
    record Unknown(String name) implements RegistryRefusal {}

    /** The registry holds as many as it may. */
    record Full(int capacity) implements RegistryRefusal {}

    /** A name has 1 to {@value Registration#LONGEST_NAME} characters, not so many. */
    record BadName(int length) implements RegistryRefusal {}

    /** An entry has at most {@value Registration#MAX_TAGS} tags. */
    record TooManyTags(String name, int tags) implements RegistryRefusal {}

    /** An entry has at most {@value Registration#MAX_METADATA} metadata entries. */
    record TooMuchMetadata(String name, int entries) implements RegistryRefusal {}

    /** An entry has at most {@value Registration#MAX_DEPENDENCIES} dependencies. */
    record TooManyDependencies(String name, int dependencies) implements RegistryRefusal {}

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

    /** It was not healthy within the time for registration, and was taken out again. */
    record NotReady(String name) implements RegistryRefusal {}
}

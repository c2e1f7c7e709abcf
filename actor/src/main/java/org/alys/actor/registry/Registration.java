package org.alys.actor.registry;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.alys.actor.ActorRef;
import org.alys.actor.Priority;

/**
 * One actor in the registry. The limits are checked by the registry, which refuses what breaks them.
 *
 * @param name unique, 1 to {@value #LONGEST_NAME} characters
 * @param ref its address
 * @param type the type of its messages
 * @param priority how important it is
 * @param tags at most {@value #MAX_TAGS}
 * @param metadata at most {@value #MAX_METADATA} entries
 * @param dependsOn names of actors it needs, at most {@value #MAX_DEPENDENCIES}
 * @param state where it is in its life
 * @param health how it was when last told
 * @param registeredAt when it was registered
 * @param lastActivity when its entry last changed
 */
public record Registration(
        String name,
        ActorRef<?> ref,
        Class<?> type,
        Priority priority,
        Set<String> tags,
        Map<String, String> metadata,
        Set<String> dependsOn,
        RegistryState state,
        RegistryHealth health,
        Instant registeredAt,
        Instant lastActivity) {
    public static final int LONGEST_NAME = 128;
    public static final int MAX_TAGS = 20;
    public static final int MAX_METADATA = 50;
    public static final int MAX_DEPENDENCIES = 50;

    public Registration {
        tags = Set.copyOf(tags);
        metadata = Map.copyOf(metadata);
        dependsOn = Set.copyOf(dependsOn);
    }

    /** An actor that is registering, without tags, metadata or dependencies. */
    public static <M> Registration of(String name, ActorRef<M> ref, Class<M> type, Priority priority, Instant now) {
        return new Registration(
                name,
                ref,
                type,
                priority,
                Set.of(),
                Map.of(),
                Set.of(),
                RegistryState.REGISTERING,
                RegistryHealth.UNKNOWN,
                now,
                now);
    }

    public Registration withTags(Set<String> other) {
        return new Registration(
                name, ref, type, priority, other, metadata, dependsOn, state, health, registeredAt, lastActivity);
    }

    public Registration withMetadata(Map<String, String> other) {
        return new Registration(
                name, ref, type, priority, tags, other, dependsOn, state, health, registeredAt, lastActivity);
    }

    public Registration withDependencies(Set<String> other) {
        return new Registration(
                name, ref, type, priority, tags, metadata, other, state, health, registeredAt, lastActivity);
    }

    /** The limit it breaks, if it breaks one. */
    Optional<RegistryRefusal> overLimit() {
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            return Optional.of(new RegistryRefusal.BadName(name.length()));
        }
        if (tags.size() > MAX_TAGS) {
            return Optional.of(new RegistryRefusal.TooManyTags(name, tags.size()));
        }
        if (metadata.size() > MAX_METADATA) {
            return Optional.of(new RegistryRefusal.TooMuchMetadata(name, metadata.size()));
        }
        return dependsOn.size() > MAX_DEPENDENCIES
                ? Optional.of(new RegistryRefusal.TooManyDependencies(name, dependsOn.size()))
                : Optional.empty();
    }

    Registration withState(RegistryState other, Instant now) {
        return new Registration(name, ref, type, priority, tags, metadata, dependsOn, other, health, registeredAt, now);
    }

    Registration withHealth(RegistryHealth other, Instant now) {
        return new Registration(name, ref, type, priority, tags, metadata, dependsOn, state, other, registeredAt, now);
    }
}

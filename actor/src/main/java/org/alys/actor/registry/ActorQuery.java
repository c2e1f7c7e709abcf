package org.alys.actor.registry;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.alys.actor.Priority;

/**
 * A composed question to the registry: an entry must meet every part that is given. Begin with {@link #ANY}.
 *
 * @param name must match the whole name
 * @param type the type of the messages
 * @param allTags tags it must all have
 * @param anyTags tags of which it must have one; none given asks nothing
 * @param priority its priority
 * @param state its state
 * @param health its health
 * @param minUptime registered at least so long ago
 * @param maxUptime registered at most so long ago
 */
public record ActorQuery(
        Optional<Pattern> name,
        Optional<Class<?>> type,
        Set<String> allTags,
        Set<String> anyTags,
        Optional<Priority> priority,
        Optional<RegistryState> state,
        Optional<RegistryHealth> health,
        Optional<Duration> minUptime,
        Optional<Duration> maxUptime) {
    public static final ActorQuery ANY = new ActorQuery(
            Optional.empty(),
            Optional.empty(),
            Set.of(),
            Set.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    public ActorQuery {
        allTags = Set.copyOf(allTags);
        anyTags = Set.copyOf(anyTags);
    }

    public ActorQuery named(Pattern pattern) {
        return new ActorQuery(
                Optional.of(pattern), type, allTags, anyTags, priority, state, health, minUptime, maxUptime);
    }

    public ActorQuery ofType(Class<?> messages) {
        return new ActorQuery(
                name, Optional.of(messages), allTags, anyTags, priority, state, health, minUptime, maxUptime);
    }

    public ActorQuery withAllTags(String... tags) {
        return new ActorQuery(
                name, type, Set.copyOf(List.of(tags)), anyTags, priority, state, health, minUptime, maxUptime);
    }

    public ActorQuery withAnyTag(String... tags) {
        return new ActorQuery(
                name, type, allTags, Set.copyOf(List.of(tags)), priority, state, health, minUptime, maxUptime);
    }

    public ActorQuery at(Priority wanted) {
        return new ActorQuery(name, type, allTags, anyTags, Optional.of(wanted), state, health, minUptime, maxUptime);
    }

    public ActorQuery in(RegistryState wanted) {
        return new ActorQuery(
                name, type, allTags, anyTags, priority, Optional.of(wanted), health, minUptime, maxUptime);
    }

    public ActorQuery withHealth(RegistryHealth wanted) {
        return new ActorQuery(name, type, allTags, anyTags, priority, state, Optional.of(wanted), minUptime, maxUptime);
    }

    public ActorQuery upAtLeast(Duration uptime) {
        return new ActorQuery(name, type, allTags, anyTags, priority, state, health, Optional.of(uptime), maxUptime);
    }

    public ActorQuery upAtMost(Duration uptime) {
        return new ActorQuery(name, type, allTags, anyTags, priority, state, health, minUptime, Optional.of(uptime));
    }

    /** Whether the entry meets every part. */
    public boolean matches(Registration entry, Instant now) {
        Duration uptime = Duration.between(entry.registeredAt(), now);
        return name.map(pattern -> pattern.matcher(entry.name()).matches()).orElse(true)
                && type.map(entry.type()::equals).orElse(true)
                && entry.tags().containsAll(allTags)
                && (anyTags.isEmpty() || anyTags.stream().anyMatch(entry.tags()::contains))
                && priority.map(wanted -> wanted == entry.priority()).orElse(true)
                && state.map(wanted -> wanted == entry.state()).orElse(true)
                && health.map(wanted -> wanted == entry.health()).orElse(true)
                && minUptime.map(least -> uptime.compareTo(least) >= 0).orElse(true)
                && maxUptime.map(most -> uptime.compareTo(most) <= 0).orElse(true);
    }
}

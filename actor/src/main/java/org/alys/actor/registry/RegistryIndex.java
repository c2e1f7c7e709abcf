package org.alys.actor.registry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.alys.actor.Priority;

/** The entries by every key. Written by one thread at a time; read by any, without locks, entry by entry consistent. */
final class RegistryIndex {
    private final Map<String, Registration> byName = new ConcurrentHashMap<>();
    private final Map<Class<?>, Set<String>> byType = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> byTag = new ConcurrentHashMap<>();
    private final Map<Priority, Set<String>> byPriority = new ConcurrentHashMap<>();
    private final Map<RegistryState, Set<String>> byState = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> neededBy = new ConcurrentHashMap<>();

    Optional<Registration> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    int size() {
        return byName.size();
    }

    Stream<Registration> all() {
        return byName.values().stream();
    }

    /** New keys first, then the entry, then the keys it no longer has: no reader misses an entry that stays. */
    void put(Registration entry) {
        Registration before = byName.get(entry.name());
        index(entry);
        byName.put(entry.name(), entry);
        if (before != null) {
            unindex(before, entry);
        }
    }

    void remove(Registration entry) {
        byName.remove(entry.name());
        forget(byType, entry.type(), entry.name());
        entry.tags().forEach(tag -> forget(byTag, tag, entry.name()));
        forget(byPriority, entry.priority(), entry.name());
        forget(byState, entry.state(), entry.name());
        entry.dependsOn().forEach(need -> forget(neededBy, need, entry.name()));
    }

    private void index(Registration entry) {
        note(byType, entry.type(), entry.name());
        entry.tags().forEach(tag -> note(byTag, tag, entry.name()));
        note(byPriority, entry.priority(), entry.name());
        note(byState, entry.state(), entry.name());
        entry.dependsOn().forEach(need -> note(neededBy, need, entry.name()));
    }

    private void unindex(Registration before, Registration now) {
        before.tags().stream().filter(tag -> !now.tags().contains(tag)).forEach(tag -> forget(byTag, tag, now.name()));
        before.dependsOn().stream()
                .filter(need -> !now.dependsOn().contains(need))
                .forEach(need -> forget(neededBy, need, now.name()));
        if (before.state() != now.state()) {
            forget(byState, before.state(), now.name());
        }
        if (before.priority() != now.priority()) {
            forget(byPriority, before.priority(), now.name());
        }
        if (!before.type().equals(now.type())) {
            forget(byType, before.type(), now.name());
        }
    }

    private static <K> void note(Map<K, Set<String>> index, K key, String name) {
        index.computeIfAbsent(key, fresh -> ConcurrentHashMap.newKeySet()).add(name);
    }

    private static <K> void forget(Map<K, Set<String>> index, K key, String name) {
        index.computeIfPresent(key, (same, names) -> {
            names.remove(name);
            return names.isEmpty() ? null : names;
        });
    }

    Set<String> neededBy(String name) {
        return Set.copyOf(neededBy.getOrDefault(name, Set.of()));
    }

    /** A small set of entries that holds all that can match. */
    Stream<Registration> candidates(ActorQuery query) {
        Stream.Builder<Collection<String>> keyed = Stream.builder();
        query.allTags().forEach(tag -> keyed.add(byTag.getOrDefault(tag, Set.of())));
        query.type().ifPresent(type -> keyed.add(byType.getOrDefault(type, Set.of())));
        query.priority().ifPresent(priority -> keyed.add(byPriority.getOrDefault(priority, Set.of())));
        query.state().ifPresent(state -> keyed.add(byState.getOrDefault(state, Set.of())));
        if (query.anyTags().size() == 1) {
            query.anyTags().forEach(tag -> keyed.add(byTag.getOrDefault(tag, Set.of())));
        }
        return keyed.build()
                .min((one, other) -> Integer.compare(one.size(), other.size()))
                .map(names -> names.stream().flatMap(name -> find(name).stream()))
                .orElseGet(this::all);
    }

    /** What does not agree between the entries and an index; nothing unless there is a bug. Not while a write is on. */
    List<String> problems() {
        List<String> found = new ArrayList<>();
        for (Registration entry : byName.values()) {
            requireIn(byType, entry.type(), entry, found);
            entry.tags().forEach(tag -> requireIn(byTag, tag, entry, found));
            requireIn(byPriority, entry.priority(), entry, found);
            requireIn(byState, entry.state(), entry, found);
            entry.dependsOn().forEach(need -> requireIn(neededBy, need, entry, found));
        }
        requireOnly(byType, (entry, type) -> entry.type().equals(type), found);
        requireOnly(byTag, (entry, tag) -> entry.tags().contains(tag), found);
        requireOnly(byPriority, (entry, priority) -> entry.priority() == priority, found);
        requireOnly(byState, (entry, state) -> entry.state() == state, found);
        requireOnly(neededBy, (entry, need) -> entry.dependsOn().contains(need), found);
        return found;
    }

    private static <K> void requireIn(Map<K, Set<String>> index, K key, Registration entry, List<String> found) {
        if (!index.getOrDefault(key, Set.of()).contains(entry.name())) {
            found.add(entry.name() + " is not found by " + key);
        }
    }

    private <K> void requireOnly(Map<K, Set<String>> index, BiPredicate<Registration, K> belongs, List<String> found) {
        index.forEach((key, names) -> names.forEach(name -> {
            if (find(name).filter(entry -> belongs.test(entry, key)).isEmpty()) {
                found.add(name + " is found by " + key + " and should not be");
            }
        }));
    }

    /** Makes every index anew from the entries. Readers meanwhile may miss some. */
    void rebuild() {
        List.of(byType, byTag, byPriority, byState, neededBy).forEach(Map::clear);
        byName.values().forEach(this::index);
    }
}

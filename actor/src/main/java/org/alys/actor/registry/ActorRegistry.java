package org.alys.actor.registry;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.alys.actor.ActorRef;
import org.alys.actor.LifecycleState;
import org.alys.actor.TimeSource;

/**
 * Finds actors. Reads take no lock and see each entry whole; a query that overlaps a write may or may not see its effect.
 * Writes exclude each other. What cannot be done is refused with a reason and changes nothing. Safe for all threads.
 */
public final class ActorRegistry {
    public static final int STANDARD_CAPACITY = 100_000;

    private final TimeSource time;
    private final int capacity;
    private final RegistryIndex index = new RegistryIndex();
    private final RegistryCounters counters;

    public ActorRegistry(TimeSource time, int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity below 1: " + capacity);
        }
        this.time = time;
        this.capacity = capacity;
        this.counters = new RegistryCounters(time.now());
    }

    /** Adds an entry; one that is terminated gives way to a new one of its name. Empty if it is there now. */
    public synchronized Optional<RegistryRefusal> register(Registration entry) {
        Optional<Registration> before = index.find(entry.name());
        if (before.isPresent() && before.get().state() != RegistryState.TERMINATED) {
            return counters.refused(new RegistryRefusal.NameTaken(entry.name()));
        }
        if (before.isEmpty() && index.size() >= capacity) {
            return counters.refused(new RegistryRefusal.Full(capacity));
        }
        Optional<RegistryRefusal> refusal = put(entry);
        if (refusal.isPresent()) {
            return counters.refused(refusal.get());
        }
        before.ifPresent(old -> counters.removed(old, time.now()));
        counters.added(time.now());
        return refusal;
    }

    private Optional<RegistryRefusal> put(Registration entry) {
        Optional<RegistryRefusal> overLimit = entry.overLimit();
        if (overLimit.isPresent()) {
            return overLimit;
        }
        for (String need : entry.dependsOn()) {
            if (index.find(need).isEmpty() && !need.equals(entry.name())) {
                return Optional.of(new RegistryRefusal.MissingDependency(entry.name(), need));
            }
        }
        Optional<List<String>> cycle = DependencyGraph.cycleThrough(entry.name(), entry.dependsOn(), this::needsOf);
        if (cycle.isPresent()) {
            return Optional.of(new RegistryRefusal.DependencyCycle(cycle.get()));
        }
        index.put(entry);
        return Optional.empty();
    }

    private Set<String> needsOf(String name) {
        return index.find(name).map(Registration::dependsOn).orElse(Set.of());
    }

    /** Takes an entry out, unless others depend on it. */
    public synchronized Optional<RegistryRefusal> unregister(String name) {
        Optional<Registration> entry = index.find(name);
        if (entry.isEmpty()) {
            return counters.refused(new RegistryRefusal.Unknown(name));
        }
        Set<String> by = index.neededBy(name);
        if (!by.isEmpty()) {
            return counters.refused(
                    new RegistryRefusal.StillNeeded(name, by.stream().sorted().toList()));
        }
        index.remove(entry.get());
        counters.removed(entry.get(), time.now());
        return Optional.empty();
    }

    /** Moves an entry on in its life, if the state machine allows it. */
    public Optional<RegistryRefusal> moveTo(String name, RegistryState next) {
        return change(name, (entry, refusals) -> {
            if (!entry.state().canMoveTo(next)) {
                refusals.add(new RegistryRefusal.LifecycleViolation(name, entry.state(), next));
            }
            return entry.withState(next, time.now());
        });
    }

    public Optional<RegistryRefusal> setHealth(String name, RegistryHealth health) {
        counters.health(health);
        return change(name, (entry, refusals) -> entry.withHealth(health, time.now()));
    }

    public Optional<RegistryRefusal> setTags(String name, Set<String> tags) {
        return change(name, (entry, refusals) -> entry.withTags(tags));
    }

    public Optional<RegistryRefusal> setMetadata(String name, Map<String, String> metadata) {
        return change(name, (entry, refusals) -> entry.withMetadata(metadata));
    }

    public Optional<RegistryRefusal> setDependencies(String name, Set<String> dependsOn) {
        return change(name, (entry, refusals) -> entry.withDependencies(dependsOn));
    }

    private synchronized Optional<RegistryRefusal> change(
            String name, BiFunction<Registration, List<RegistryRefusal>, Registration> edit) {
        Optional<Registration> entry = index.find(name);
        if (entry.isEmpty()) {
            return counters.refused(new RegistryRefusal.Unknown(name));
        }
        List<RegistryRefusal> refusals = new ArrayList<>();
        Registration edited = edit.apply(entry.get(), refusals);
        Optional<RegistryRefusal> refusal = refusals.isEmpty() ? put(edited) : Optional.of(refusals.getFirst());
        if (refusal.isPresent()) {
            return counters.refused(refusal.get());
        }
        counters.changed(time.now());
        return refusal;
    }

    /** Unregisters many, each after those that depend on it among them. The refusals by name; empty if all are gone. */
    public synchronized Map<String, RegistryRefusal> unregisterAll(Set<String> names) {
        Map<String, RegistryRefusal> refused = new LinkedHashMap<>();
        List<String> order = new ArrayList<>(startOrder());
        names.stream().filter(name -> index.find(name).isEmpty()).forEach(order::add);
        for (String name : order.reversed()) {
            if (names.contains(name)) {
                unregister(name).ifPresent(refusal -> refused.put(name, refusal));
            }
        }
        return refused;
    }

    public Optional<Registration> find(String name) {
        return index.find(name);
    }

    /** The address of an actor with messages of this type; empty if there is none of the name or its type is another. */
    @SuppressWarnings("unchecked") // The type was given together with the address.
    public <M> Optional<ActorRef<M>> find(String name, Class<M> type) {
        return index.find(name).filter(entry -> entry.type().equals(type)).map(entry -> (ActorRef<M>) entry.ref());
    }

    /** As {@link #find(String, Class)}, and only if the actor is active; says why not. */
    public <M> Lookup<M> resolve(String name, Class<M> type) {
        return index.find(name).map(entry -> Lookup.in(entry, type)).orElseGet(() -> new Lookup.NoSuchName<>(name));
    }

    /** The entries that match, in the order of their names, each name once. */
    public List<Registration> find(ActorQuery query) {
        // A name that is taken out and added again behind the reader is met twice: the later entry counts.
        Map<String, Registration> found = new TreeMap<>();
        index.candidates(query)
                .filter(entry -> query.matches(entry, time.now()))
                .forEach(entry -> found.put(entry.name(), entry));
        return List.copyOf(found.values());
    }

    public List<Registration> all() {
        return find(ActorQuery.ANY);
    }

    public int size() {
        return index.size();
    }

    /** Those that depend on it directly. */
    public Set<String> dependants(String name) {
        return index.neededBy(name);
    }

    /** Those that depend on it, directly or by others. */
    public Set<String> allDependants(String name) {
        return Set.copyOf(DependencyGraph.reach(name, index::neededBy));
    }

    /** Every name after those it depends on. */
    public synchronized List<String> startOrder() {
        return DependencyGraph.startOrder(all().stream().map(Registration::name).toList(), this::needsOf);
    }

    /** Finds actors by what they do on a chain. */
    public Discovery discovery() {
        return new Discovery(this);
    }

    /** Entries that are terminated or whose actor has ended are taken out, as far as nothing depends on them. The names. */
    public synchronized List<String> removeEnded() {
        Set<String> ended = all().stream()
                .filter(entry ->
                        entry.state() == RegistryState.TERMINATED || entry.ref().state() == LifecycleState.STOPPED)
                .map(Registration::name)
                .collect(Collectors.toSet());
        Set<String> refused = unregisterAll(ended).keySet();
        return ended.stream().filter(name -> !refused.contains(name)).sorted().toList();
    }

    /** The registry in numbers. */
    public synchronized RegistryStatistics statistics() {
        return counters.statistics(all(), time.now());
    }

    /**
     * Takes out what has ended, names what has not changed for long, and checks every index against the entries; if one is
     * wrong, all are made anew.
     */
    public synchronized Maintenance maintain(Duration inactiveAfter) {
        List<String> removed = removeEnded();
        Instant now = time.now();
        List<String> inactive = all().stream()
                .filter(entry -> Duration.between(entry.lastActivity(), now).compareTo(inactiveAfter) > 0)
                .map(Registration::name)
                .toList();
        List<String> problems = index.problems();
        if (!problems.isEmpty()) {
            index.rebuild();
        }
        return new Maintenance(removed, inactive, problems);
    }

    /**
     * What maintenance found.
     *
     * @param removed entries taken out
     * @param inactive entries that stay but have not changed for long
     * @param repaired what was wrong with the indexes; nothing unless there is a bug
     */
    public record Maintenance(List<String> removed, List<String> inactive, List<String> repaired) {
        public Maintenance {
            removed = List.copyOf(removed);
            inactive = List.copyOf(inactive);
            repaired = List.copyOf(repaired);
        }
    }
}

package org.alys.actor.registry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Questions to a graph of what needs what. Pure. */
final class DependencyGraph {
    private DependencyGraph() {}

    /** A cycle that {@code name} would close by needing {@code needs}; begins and ends with it. */
    static Optional<List<String>> cycleThrough(String name, Set<String> needs, Function<String, Set<String>> needsOf) {
        Map<String, String> reachedFrom = new HashMap<>();
        List<String> open = new ArrayList<>(new TreeSet<>(needs));
        open.forEach(need -> reachedFrom.put(need, name));
        while (!open.isEmpty()) {
            String next = open.removeLast();
            if (next.equals(name)) {
                return Optional.of(path(name, reachedFrom));
            }
            for (String further : new TreeSet<>(needsOf.apply(next))) {
                if (reachedFrom.putIfAbsent(further, next) == null) {
                    open.add(further);
                }
            }
        }
        return Optional.empty();
    }

    private static List<String> path(String name, Map<String, String> reachedFrom) {
        List<String> backwards = new ArrayList<>(List.of(name));
        String at = reachedFrom.getOrDefault(name, name);
        while (!at.equals(name)) {
            backwards.add(at);
            at = reachedFrom.getOrDefault(at, name);
        }
        backwards.add(name);
        return backwards.reversed();
    }

    /** All that can be reached from {@code name} in one step or more, without itself. */
    static Set<String> reach(String name, Function<String, Set<String>> step) {
        Set<String> reached = new HashSet<>();
        List<String> open = new ArrayList<>(step.apply(name));
        while (!open.isEmpty()) {
            String next = open.removeLast();
            if (!next.equals(name) && reached.add(next)) {
                open.addAll(step.apply(next));
            }
        }
        return reached;
    }

    /** Every name after those it needs; for a graph without cycles. */
    static List<String> startOrder(List<String> names, Function<String, Set<String>> needsOf) {
        LinkedHashSet<String> placed = new LinkedHashSet<>();
        Set<String> left = new HashSet<>(names);
        while (!left.isEmpty()) {
            List<String> ready = left.stream()
                    .filter(name -> placed.containsAll(needsOf.apply(name)))
                    .sorted()
                    .toList();
            if (ready.isEmpty()) {
                throw new IllegalStateException("dependency cycle or gap among " + left);
            }
            placed.addAll(ready);
            ready.forEach(left::remove);
        }
        return List.copyOf(placed);
    }
}

package org.alys.actor;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeSet;

/** Puts names after the names they depend on; otherwise the order given is kept. */
final class DependencyOrder {
    private final Map<String, Set<String>> dependencies;
    private final SequencedSet<String> ordered = new LinkedHashSet<>();
    private final SequencedSet<String> open = new LinkedHashSet<>();

    private DependencyOrder(Map<String, Set<String>> dependencies) {
        this.dependencies = dependencies;
    }

    /**
     * @param dependencies what each name depends on, in the order wished for
     * @throws IllegalArgumentException if a dependency is unknown, or if they form a cycle, which is named
     */
    static List<String> of(Map<String, Set<String>> dependencies) {
        DependencyOrder order = new DependencyOrder(dependencies);
        dependencies.keySet().forEach(order::place);
        return List.copyOf(order.ordered);
    }

    private void place(String name) {
        if (ordered.contains(name)) {
            return;
        }
        Set<String> needs = dependencies.get(name);
        if (needs == null) {
            throw new IllegalArgumentException(open.getLast() + " depends on " + name + ", which is not there");
        }
        if (!open.add(name)) {
            List<String> cycle = new ArrayList<>(open);
            cycle.subList(0, cycle.indexOf(name)).clear();
            cycle.add(name);
            throw new IllegalArgumentException("dependency cycle " + String.join(" -> ", cycle));
        }
        new TreeSet<>(needs).forEach(this::place);
        open.remove(name);
        ordered.add(name);
    }
}

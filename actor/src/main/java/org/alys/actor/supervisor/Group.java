package org.alys.actor.supervisor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;

/** The children of one supervisor in start order, with those that ended by a failure or a halt; for its thread. */
final class Group {
    private final SequencedMap<String, Child> children = new LinkedHashMap<>();

    /** Adds a child, the youngest; one of its name that has ended is forgotten. */
    void add(String name, Child child) {
        children.putLast(name, child);
    }

    void remove(String name) {
        children.remove(name);
    }

    List<String> names() {
        return List.copyOf(children.keySet());
    }

    /**
     * The child a report comes from. Reports of children that a restart or a removal has replaced may still be under
     * way; they say nothing of those that bear their names now.
     */
    Optional<Child> reporting(String name, Object mark) {
        return Optional.ofNullable(children.get(name)).filter(child -> child.bears(mark));
    }

    /** A child that has not ended. */
    Optional<Child> living(String name) {
        return Optional.ofNullable(children.get(name)).filter(Child::living);
    }

    int countLiving() {
        return (int) children.values().stream().filter(Child::living).count();
    }

    Set<String> healthy() {
        return children.entrySet().stream()
                .filter(child -> child.getValue().healthy())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    List<SupervisorMessage.ChildStatus> status() {
        return children.entrySet().stream()
                .map(entry -> entry.getValue().status(entry.getKey()))
                .toList();
    }
}

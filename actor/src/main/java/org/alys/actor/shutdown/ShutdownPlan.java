package org.alys.actor.shutdown;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.alys.actor.Priority;

/**
 * In which order actors stop. Actors of one stage stop together, stages one after the other.
 *
 * @param stages names, first to stop first
 * @param critical names of critical actors; if one of them ends by a failure the shutdown is forced
 */
public record ShutdownPlan(List<List<String>> stages, Set<String> critical) {

    /**
     * An actor to be stopped.
     *
     * @param name its name
     * @param priority background actors stop first, critical ones last
     * @param dependsOn names of actors that must outlive it
     */
    public record Member(String name, Priority priority, Set<String> dependsOn) {
        public Member {
            dependsOn = Set.copyOf(dependsOn);
        }
    }

    public ShutdownPlan {
        stages = stages.stream().map(List::copyOf).toList();
        critical = Set.copyOf(critical);
    }

    /** A plan without critical actors. */
    public ShutdownPlan(List<List<String>> stages) {
        this(stages, Set.of());
    }

    /**
     * Every actor before all it depends on; where dependencies leave a choice, the less important first.
     *
     * @throws IllegalArgumentException if a dependency is unknown, a name is there twice, or there is a cycle
     */
    public static ShutdownPlan of(List<Member> members) {
        Map<String, Member> left = new LinkedHashMap<>();
        for (Member member : members) {
            if (left.put(member.name(), member) != null) {
                throw new IllegalArgumentException("two actors are named " + member.name());
            }
        }
        for (Member member : members) {
            member.dependsOn().stream().filter(name -> !left.containsKey(name)).forEach(name -> {
                throw new IllegalArgumentException(member.name() + " depends on " + name + ", which is not there");
            });
        }
        List<List<String>> stages = new ArrayList<>();
        while (!left.isEmpty()) {
            Set<String> needed = new HashSet<>();
            left.values().forEach(member -> needed.addAll(member.dependsOn()));
            List<Member> free = left.values().stream()
                    .filter(member -> !needed.contains(member.name()))
                    .toList();
            Priority least = free.stream()
                    .map(Member::priority)
                    .max(Comparator.naturalOrder())
                    .orElseThrow(() -> new IllegalArgumentException("dependency cycle among " + left.keySet()));
            List<String> stage = free.stream()
                    .filter(member -> member.priority() == least)
                    .map(Member::name)
                    .toList();
            stage.forEach(left::remove);
            stages.add(stage);
        }
        Set<String> critical = new HashSet<>();
        members.stream()
                .filter(member -> member.priority() == Priority.CRITICAL)
                .forEach(member -> critical.add(member.name()));
        return new ShutdownPlan(stages, critical);
    }

    /** How many actors it stops. */
    public int size() {
        return stages.stream().mapToInt(List::size).sum();
    }
}

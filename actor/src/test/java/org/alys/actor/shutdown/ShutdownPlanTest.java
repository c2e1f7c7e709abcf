package org.alys.actor.shutdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.alys.actor.Priority;

class ShutdownPlanTest {
    private static final List<Priority> PRIORITIES = List.of(Priority.values());

    /** Each depends only on earlier ones, so there is no cycle. */
    private static List<ShutdownPlan.Member> members(int count, long seed) {
        Random random = new Random(seed);
        List<ShutdownPlan.Member> members = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            Set<String> needs = new HashSet<>();
            for (int other = 0; other < n; other++) {
                if (random.nextInt(4) == 0) {
                    needs.add("actor" + other);
                }
            }
            members.add(new ShutdownPlan.Member("actor" + n, PRIORITIES.get(random.nextInt(4)), needs));
        }
        return members;
    }

    @Property
    void stopsEveryActorOnceAndBeforeWhatItDependsOn(@ForAll @IntRange(max = 20) int count, @ForAll long seed) {
        List<ShutdownPlan.Member> members = members(count, seed);

        ShutdownPlan plan = ShutdownPlan.of(members);

        List<String> order = plan.stages().stream().flatMap(List::stream).toList();
        assertThat(order).hasSize(count).doesNotHaveDuplicates();
        for (ShutdownPlan.Member member : members) {
            for (String need : member.dependsOn()) {
                assertThat(order.indexOf(member.name())).isLessThan(order.indexOf(need));
            }
        }
    }

    @Example
    void refusesACycle() {
        List<ShutdownPlan.Member> cycle = List.of(
                new ShutdownPlan.Member("a", Priority.NORMAL, Set.of("b")),
                new ShutdownPlan.Member("b", Priority.NORMAL, Set.of("a")));

        assertThatThrownBy(() -> ShutdownPlan.of(cycle)).hasMessageContaining("cycle");
    }

    @Property
    void endsInCompleteWhateverPathThePhasesTake(@ForAll long seed) {
        Random random = new Random(seed);
        ShutdownPhase phase = ShutdownPhase.RUNNING;
        int steps = 0;
        while (phase != ShutdownPhase.COMPLETE) {
            ShutdownPhase from = phase;
            List<ShutdownPhase> next = List.of(ShutdownPhase.values()).stream()
                    .filter(from::canMoveTo)
                    .toList();
            phase = next.get(random.nextInt(next.size()));
            int all = random.nextInt(5);
            assertThat(phase.percent(0, all)).isBetween(from.percent(3, 3), phase.percent(all, all));
            assertThat(++steps).isLessThan(10);
        }
    }
}

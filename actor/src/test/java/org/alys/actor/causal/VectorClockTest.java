package org.alys.actor.causal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.alys.actor.causal.VectorClock.Order;

class VectorClockTest {
    /** Few participants and small numbers, so that every order is met often. */
    @Provide
    Arbitrary<VectorClock> clocks() {
        return Arbitraries.maps(
                        Arbitraries.of("a", "b", "c"), Arbitraries.longs().between(1, 3))
                .map(events -> new VectorClock(new TreeMap<>(events)));
    }

    private static boolean atMost(VectorClock one, VectorClock other) {
        Order order = one.compare(other);
        return order == Order.EQUAL || order == Order.BEFORE;
    }

    @Property
    void isAPartialOrder(
            @ForAll("clocks") VectorClock one, @ForAll("clocks") VectorClock two, @ForAll("clocks") VectorClock three) {
        assertThat(one.compare(one)).isEqualTo(Order.EQUAL);
        assertThat(one.compare(two) == Order.EQUAL).isEqualTo(one.equals(two));
        if (atMost(one, two) && atMost(two, one)) {
            assertThat(one).isEqualTo(two);
        }
        if (atMost(one, two) && atMost(two, three)) {
            assertThat(atMost(one, three)).isTrue();
        }
    }

    @Property
    void looksTheSameFromBothSides(@ForAll("clocks") VectorClock one, @ForAll("clocks") VectorClock two) {
        Order back = switch (one.compare(two)) {
            case EQUAL -> Order.EQUAL;
            case BEFORE -> Order.AFTER;
            case AFTER -> Order.BEFORE;
            case CONCURRENT -> Order.CONCURRENT;
        };
        assertThat(two.compare(one)).isEqualTo(back);
    }

    @Property
    void mergesToTheLeastUpperBound(
            @ForAll("clocks") VectorClock one, @ForAll("clocks") VectorClock two, @ForAll("clocks") VectorClock bound) {
        VectorClock merged = one.merge(two);
        assertThat(atMost(one, merged) && atMost(two, merged)).isTrue();
        if (atMost(one, bound) && atMost(two, bound)) {
            assertThat(atMost(merged, bound)).isTrue();
        }
        assertThat(two.merge(one)).isEqualTo(merged);
        assertThat(merged.merge(two)).isEqualTo(merged);
    }

    @Property
    void movesForwardWithEveryEvent(@ForAll("clocks") VectorClock clock) {
        assertThat(clock.happensBefore(clock.tick("a"))).isTrue();
        assertThat(clock.tick("a").compare(clock.tick("b"))).isEqualTo(Order.CONCURRENT);
    }

    @Property
    void hasALogicalTimeThatGrowsAlongInfluence(@ForAll("clocks") VectorClock one, @ForAll("clocks") VectorClock two) {
        Assume.that(one.happensBefore(two));
        assertThat(one.logicalTime()).isLessThan(two.logicalTime());
    }

    @Example
    void refusesMoreParticipantsThanItHoldsAndImpossibleNumbers() {
        VectorClock full = VectorClock.ZERO;
        for (int n = 0; n < VectorClock.MAX_PARTICIPANTS; n++) {
            full = full.tick("actor-" + n);
        }
        VectorClock most = full;
        assertThat(most.tick("actor-0").of("actor-0")).isEqualTo(2);
        assertThatThrownBy(() -> most.tick("one too many")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> VectorClock.of(Map.of("a", 0L))).isInstanceOf(IllegalArgumentException.class);
    }

    @Example
    void refusesImpossibleRelationsAndStamps() {
        assertThatThrownBy(() -> new Relation.WorkflowStep("saga", 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Relation.Aggregation(Set.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () -> new Causal<>("m", new EventId("a", 2), VectorClock.ZERO.tick("a"), new Relation.Root()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

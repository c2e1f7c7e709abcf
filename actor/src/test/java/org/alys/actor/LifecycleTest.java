package org.alys.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class LifecycleTest {
    @Property
    void takesLegalStepsAndRefusesAllOthers(@ForAll @Size(max = 40) List<LifecycleState> steps) {
        Lifecycle lifecycle = new Lifecycle();
        for (LifecycleState step : steps) {
            LifecycleState before = lifecycle.state();
            if (before.canMoveTo(step)) {
                lifecycle.moveTo(step);
                assertThat(lifecycle.state()).isEqualTo(step);
            } else {
                assertThatThrownBy(() -> lifecycle.moveTo(step)).isInstanceOf(IllegalStateException.class);
                assertThat(lifecycle.state()).isEqualTo(before);
            }
        }
    }

    @Property
    void neverRunsAgainAfterItBeganToStop(@ForAll @Size(max = 60) List<LifecycleState> steps) {
        LifecycleState state = LifecycleState.STOPPING;
        for (LifecycleState step : steps) {
            state = state.canMoveTo(step) ? step : state;
        }
        assertThat(state).isIn(LifecycleState.STOPPING, LifecycleState.STOPPED);
    }

    @Example
    void canAlwaysReachTheEnd() {
        assertThat(LifecycleState.values())
                .allSatisfy(state -> assertThat(reachableFrom(state)).contains(LifecycleState.STOPPED));
    }

    @Example
    void neverLeavesTheEnd() {
        assertThat(reachableFrom(LifecycleState.STOPPED)).containsExactly(LifecycleState.STOPPED);
    }

    @Example
    void restartsOnlyAfterAFailure() {
        assertThat(Arrays.stream(LifecycleState.values()).filter(state -> state.canMoveTo(LifecycleState.RESTARTING)))
                .containsExactly(LifecycleState.FAILED);
    }

    private static Set<LifecycleState> reachableFrom(LifecycleState start) {
        Set<LifecycleState> reached = EnumSet.of(start);
        boolean grown = true;
        while (grown) {
            grown = false;
            for (LifecycleState next : LifecycleState.values()) {
                grown |= reached.stream().anyMatch(state -> state.canMoveTo(next)) && reached.add(next);
            }
        }
        return reached;
    }
}

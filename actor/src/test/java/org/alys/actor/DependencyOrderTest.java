package org.alys.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class DependencyOrderTest {
    /** Node n depends only on nodes with a larger number, so there is no cycle. */
    @Property
    void putsEveryNameAfterWhatItDependsOn(@ForAll @Size(min = 1, max = 12) List<Set<Byte>> seeds) {
        Map<String, Set<String>> dependencies = new LinkedHashMap<>();
        for (int n = 0; n < seeds.size(); n++) {
            Set<String> needs = new TreeSet<>();
            for (byte seed : seeds.get(n)) {
                int later = n + 1 + Math.floorMod(seed, 12);
                if (later < seeds.size()) {
                    needs.add("n" + later);
                }
            }
            dependencies.put("n" + n, needs);
        }

        List<String> order = DependencyOrder.of(dependencies);

        assertThat(order).containsExactlyInAnyOrderElementsOf(dependencies.keySet());
        dependencies.forEach((name, needs) ->
                assertThat(order.subList(0, order.indexOf(name))).containsAll(needs));
    }

    @Example
    void namesACycle() {
        assertThatThrownBy(() -> DependencyOrder.of(Map.of("a", Set.of("b"), "b", Set.of("c"), "c", Set.of("b"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("dependency cycle (b -> c -> b|c -> b -> c)");
    }

    @Example
    void namesADependencyThatIsNotThere() {
        assertThatThrownBy(() -> DependencyOrder.of(Map.of("a", Set.of("b"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a depends on b, which is not there");
    }
}

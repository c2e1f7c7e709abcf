package org.alys.actor.testkit.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.alys.actor.ActorOptions;
import org.alys.actor.ActorPath;
import org.alys.actor.ActorRef;
import org.alys.actor.ActorSystem;
import org.alys.actor.Priority;
import org.alys.actor.testkit.Simulation;
import org.junit.jupiter.api.Test;

class TargetTest {
    private static final int ACTORS = 100;
    private static final int EACH = 10;

    /** The actors of a hundred that are struck at least once, and how often in all. */
    private record Struck(Set<String> places, int strikes) {}

    private static Struck strike(long seed, Target target, int oneIn) {
        Chaos chaos = Chaos.plan(seed)
                .ranked(place -> switch (place.charAt(place.length() - 1)) {
                    case '0' -> Priority.CRITICAL;
                    case '1', '2' -> Priority.HIGH;
                    default -> Priority.NORMAL;
                })
                .with(new Fault.Drop(), target, oneIn)
                .build();
        Simulation.run(seed, simulation -> {
            try (ActorSystem system =
                    simulation.system("targets").interference(chaos).build()) {
                system.start();
                List<ActorRef<Integer>> all = new ArrayList<>();
                IntStream.range(0, ACTORS)
                        .forEach(n -> all.add(
                                system.spawn("actor-" + n, () -> (number, context) -> {}, ActorOptions.DEFAULTS)));
                all.forEach(actor -> IntStream.range(0, EACH).forEach(actor::tell));
                simulation.sleep(Duration.ofSeconds(1));
            }
            return true;
        });
        Set<String> places = new TreeSet<>();
        chaos.strikes().forEach(strike -> places.add(strike.place()));
        return new Struck(places, chaos.strikes().size());
    }

    @Test
    void canBeAnybody() {
        Struck struck = strike(1, new Target.Random(), 20);

        assertThat(struck.strikes()).isBetween(20, 100);
        assertThat(struck.places()).hasSizeGreaterThan(15);
        assertThat(strike(2, new Target.Random(), 20)).isNotEqualTo(struck);
    }

    @Test
    void canBeTheCritical() {
        Struck struck = strike(1, new Target.Critical(), 1);

        assertThat(struck.strikes()).isEqualTo(10 * EACH);
        assertThat(struck.places()).hasSize(10).allMatch(place -> place.endsWith("0"));
    }

    @Test
    void canBeThoseOfARank() {
        Struck struck = strike(1, new Target.Priority(Priority.HIGH), 1);

        assertThat(struck.places()).hasSize(20).allMatch(place -> place.endsWith("1") || place.endsWith("2"));
    }

    @Test
    void canBeOneAlone() {
        assertThat(strike(1, new Target.Specific("/actor-42"), 1)).isEqualTo(new Struck(Set.of("/actor-42"), EACH));
    }

    @Test
    void canBeAShareThatStaysTheSame() {
        Struck struck = strike(1, new Target.Percentage(30), 1);

        assertThat(struck.places()).hasSizeBetween(15, 45);
        assertThat(struck.strikes()).isEqualTo(struck.places().size() * EACH);
        assertThat(strike(2, new Target.Percentage(30), 1).places()).isNotEqualTo(struck.places());
        assertThat(strike(1, new Target.Percentage(0), 1).places()).isEmpty();
        assertThat(strike(1, new Target.Percentage(100), 1).places()).hasSize(ACTORS);
    }

    @Test
    void aPartOfAGroupMayBelongToAnother() {
        Fault.Partition partition =
                new Fault.Partition(Map.of("near", Set.of("/chain", "/sync"), "far", Set.of("/chain/pool", "/other")));

        assertThat(partition.separates(new ActorPath("/chain/store"), new ActorPath("/chain/pool/worker")))
                .isTrue();
        assertThat(partition.separates(new ActorPath("/chain/pool/worker"), new ActorPath("/other")))
                .isFalse();
        assertThat(partition.separates(new ActorPath("/chain"), new ActorPath("/sync")))
                .isFalse();
    }

    @Test
    void refusesDelaysThatNoClockCanHold() {
        Duration tooLong = Duration.ofDays(100_000);

        assertThatThrownBy(() -> new Fault.Delay(Duration.ZERO, tooLong)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Fault.Reorder(1, tooLong)).isInstanceOf(IllegalArgumentException.class);
    }
}

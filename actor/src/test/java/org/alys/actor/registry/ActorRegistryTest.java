package org.alys.actor.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterTry;
import org.alys.actor.ActorOptions;
import org.alys.actor.ActorRef;
import org.alys.actor.ActorSystem;
import org.alys.actor.Priority;
import org.alys.actor.TimeSource;
import org.alys.actor.supervision.FederationGate;

class ActorRegistryTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private Instant now = START;
    private final TimeSource time = new TimeSource() {
        @Override
        public Instant now() {
            return now;
        }

        @Override
        public long nanos() {
            return 0;
        }
    };
    private final ActorSystem system = ActorSystem.named("test").build();
    private final ActorRef<String> ref = system.spawn("any", () -> (message, context) -> {}, ActorOptions.DEFAULTS);
    private final ActorRegistry registry = new ActorRegistry(time, 40);

    @AfterTry
    void stop() {
        system.close();
    }

    private Registration entry(String name, String... tags) {
        return Registration.of(name, ref, String.class, Priority.NORMAL, now).withTags(Set.of(tags));
    }

    private void active(String name, String... tags) {
        assertThat(registry.register(entry(name, tags))).isEmpty();
        assertThat(registry.moveTo(name, RegistryState.ACTIVE)).isEmpty();
        assertThat(registry.setHealth(name, RegistryHealth.HEALTHY)).isEmpty();
    }

    private List<String> names(ActorQuery query) {
        return registry.find(query).stream().map(Registration::name).toList();
    }

    @Example
    void findsByEveryKeyAndTheirCombination() {
        active("chain", "consensus", "core");
        now = START.plusSeconds(60);
        active("peer.1", "network");
        active("peer.2", "network", "core");

        assertThat(names(ActorQuery.ANY.named(Pattern.compile("peer\\..*")))).containsExactly("peer.1", "peer.2");
        assertThat(names(ActorQuery.ANY.withAllTags("network", "core"))).containsExactly("peer.2");
        assertThat(names(ActorQuery.ANY.withAnyTag("consensus", "network"))).hasSize(3);
        assertThat(names(ActorQuery.ANY.upAtLeast(Duration.ofMinutes(1)))).containsExactly("chain");
        assertThat(names(ActorQuery.ANY.ofType(Integer.class))).isEmpty();
        assertThat(registry.find("chain", String.class)).contains(ref);
        assertThat(registry.find("chain", Integer.class)).isEmpty();
    }

    @Example
    void enforcesTheLifeOfAnEntry() {
        registry.register(entry("a"));

        assertThat(registry.moveTo("a", RegistryState.SUSPENDED))
                .contains(new RegistryRefusal.LifecycleViolation(
                        "a", RegistryState.REGISTERING, RegistryState.SUSPENDED));
        assertThat(registry.find("a")).get().returns(RegistryState.REGISTERING, Registration::state);
    }

    @Example
    void refusesACycleAndNamesIt() {
        registry.register(entry("a"));
        registry.register(entry("b").withDependencies(Set.of("a")));
        registry.register(entry("c").withDependencies(Set.of("b")));

        assertThat(registry.setDependencies("a", Set.of("c")))
                .contains(new RegistryRefusal.DependencyCycle(List.of("a", "c", "b", "a")));
        assertThat(registry.startOrder()).containsExactly("a", "b", "c");
        assertThat(registry.unregister("a")).contains(new RegistryRefusal.StillNeeded("a", List.of("b")));
        assertThat(registry.unregisterAll(Set.of("a", "b", "c"))).isEmpty();
    }

    @Example
    void countsTheFederation() {
        for (String member : List.of("m1", "m2", "m3", "m4")) {
            active(member, ActorRegistry.FEDERATION);
        }
        registry.setHealth("m4", RegistryHealth.UNHEALTHY);
        FederationGate three = new FederationGate(3, true);

        assertThat(registry.federation(three)).isEqualTo(new ActorRegistry.FederationSummary(4, 3, 0, true));
        registry.moveTo("m3", RegistryState.FAILED);
        assertThat(registry.federation(three)).isEqualTo(new ActorRegistry.FederationSummary(4, 2, 0, false));
    }

    @Property(tries = 100)
    void everyIndexAgreesWithTheEntriesAfterAnyOperations(@ForAll long seed) {
        Random random = new Random(seed);
        int refused = 0;
        for (int n = 0; n < 200; n++) {
            String name = "a" + random.nextInt(50);
            String tag = "t" + random.nextInt(4);
            Optional<RegistryRefusal> refusal = switch (random.nextInt(5)) {
                case 0, 1 -> registry.register(entry(name, tag));
                case 2 -> registry.unregister(name);
                case 3 -> registry.setTags(name, Set.of(tag));
                default -> registry.moveTo(name, RegistryState.ACTIVE);
            };
            refused += refusal.isPresent() ? 1 : 0;
        }

        assertThat(refused).isPositive();
        assertThat(registry.size()).isLessThanOrEqualTo(40);
        Set<String> all = new HashSet<>(names(ActorQuery.ANY));
        for (int t = 0; t < 4; t++) {
            String tag = "t" + t;
            assertThat(names(ActorQuery.ANY.withAllTags(tag)))
                    .containsExactlyElementsOf(registry.all().stream()
                            .filter(entry -> entry.tags().contains(tag))
                            .map(Registration::name)
                            .toList());
            all.removeAll(names(ActorQuery.ANY.withAllTags(tag)));
        }
        assertThat(all).isEmpty();
        assertThat(names(ActorQuery.ANY.in(RegistryState.ACTIVE))).hasSize((int) registry.all().stream()
                .filter(entry -> entry.state() == RegistryState.ACTIVE)
                .count());
    }
}

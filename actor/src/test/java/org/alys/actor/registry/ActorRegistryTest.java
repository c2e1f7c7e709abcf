package org.alys.actor.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterTry;
import org.alys.actor.ActorOptions;
import org.alys.actor.ActorRef;
import org.alys.actor.ActorSystem;
import org.alys.actor.LifecycleState;
import org.alys.actor.Priority;
import org.alys.actor.TimeSource;
import org.alys.actor.supervision.FederationGate;

class ActorRegistryTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private Instant now = START;
    private Runnable inMidQuery = () -> {};
    private final TimeSource time = new TimeSource() {
        @Override
        public Instant now() {
            Runnable once = inMidQuery;
            inMidQuery = () -> {};
            once.run();
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

    /** The two names have one hash, so that the one that is added again lies behind the other, where the reader still goes. */
    @Example
    void anEntryThatIsTakenOutAndAddedAgainBehindTheReaderIsFoundOnce() {
        registry.register(entry("Aa", "tag"));
        registry.register(entry("BB", "tag"));
        Registration again = entry("Aa", "tag", "again");
        for (ActorQuery query : List.of(ActorQuery.ANY, ActorQuery.ANY.withAllTags("tag"))) {
            inMidQuery = () -> {
                assertThat(registry.unregister("Aa")).isEmpty();
                assertThat(registry.register(again)).isEmpty();
            };

            assertThat(registry.find(query)).hasSize(2).first().isEqualTo(again);
        }
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
            active(member, Discovery.FEDERATION);
        }
        registry.setHealth("m4", RegistryHealth.UNHEALTHY);
        FederationGate three = new FederationGate(3, true);

        assertThat(registry.discovery().federation(three)).isEqualTo(new Discovery.FederationSummary(4, 3, 0, true));
        registry.moveTo("m3", RegistryState.FAILED);
        assertThat(registry.discovery().federation(three)).isEqualTo(new Discovery.FederationSummary(4, 2, 0, false));
    }

    /** Its entry still says that it is healthy. */
    @Example
    void countsAMemberOutFromTheMomentItStopsOrIsPaused() {
        active("m1", Discovery.FEDERATION);
        system.start();
        FederationGate one = new FederationGate(1, true);
        assertThat(registry.discovery().federation(one).thresholdMet()).isTrue();

        system.pause(ref);
        while (ref.state() != LifecycleState.PAUSED) {
            Thread.onSpinWait();
        }
        assertThat(registry.discovery().federation(one).healthy()).isZero();
        system.resume(ref);
        system.stop(ref).join();

        assertThat(registry.find("m1")).get().returns(RegistryHealth.HEALTHY, Registration::health);
        assertThat(registry.discovery().federation(one)).isEqualTo(new Discovery.FederationSummary(1, 0, 0, false));
    }

    @Example
    void refusesWhatIsTooLongOrTooMuchAndChangesNothing() {
        Set<String> tags = IntStream.rangeClosed(0, 20).mapToObj(n -> "t" + n).collect(Collectors.toSet());
        Map<String, String> metadata =
                IntStream.rangeClosed(0, 50).boxed().collect(Collectors.toMap(n -> "k" + n, n -> "v"));
        assertThat(registry.register(entry("x".repeat(129)))).contains(new RegistryRefusal.BadName(129));
        assertThat(registry.register(entry(""))).contains(new RegistryRefusal.BadName(0));
        assertThat(registry.register(entry("a").withTags(tags))).contains(new RegistryRefusal.TooManyTags("a", 21));
        active("a", "core");

        assertThat(registry.setTags("a", tags)).contains(new RegistryRefusal.TooManyTags("a", 21));
        assertThat(registry.setMetadata("a", metadata)).contains(new RegistryRefusal.TooMuchMetadata("a", 51));
        assertThat(registry.find("a")).get().returns(Set.of("core"), Registration::tags);
        assertThat(registry.size()).isEqualTo(1);
        assertThat(registry.register(entry("x".repeat(128)))).isEmpty();
        assertThat(registry.register(entry("a")).orElseThrow().code()).isEqualTo("registry.name-taken");
        assertThat(registry.register(entry("b").withTags(tags)).orElseThrow().code())
                .isEqualTo("registry.too-many-tags");
    }

    @Example
    void countsWhatItDoes() {
        active("a", "x");
        now = START.plusSeconds(30);
        active("b", "x");
        registry.setHealth("b", RegistryHealth.UNHEALTHY);
        registry.register(entry("b"));
        registry.unregister("a");

        RegistryStatistics statistics = registry.statistics();

        assertThat(statistics)
                .returns(1, RegistryStatistics::actors)
                .returns(Map.of(Priority.NORMAL, 1), RegistryStatistics::byPriority)
                .returns(Map.of("String", 1), RegistryStatistics::byType)
                .returns(Map.of(RegistryState.ACTIVE, 1), RegistryStatistics::byState)
                .returns(Map.of(RegistryHealth.UNHEALTHY, 1), RegistryStatistics::byHealth)
                .returns(2L, RegistryStatistics::registered)
                .returns(1L, RegistryStatistics::unregistered)
                .returns(1L, RegistryStatistics::refused)
                .returns(2, RegistryStatistics::registrationsLastMinute)
                .returns(8, RegistryStatistics::writesLastMinute)
                .returns(Duration.ofSeconds(30), RegistryStatistics::meanLifetime)
                .returns(2 / 3.0, RegistryStatistics::healthyReports);
        now = START.plusSeconds(61);
        assertThat(registry.statistics().registrationsLastMinute()).isEqualTo(1);
    }

    @Property
    void countsTheEventsOfTheLastMinute(@ForAll @Size(max = 100) List<@IntRange(max = 40) Integer> gaps) {
        Rate rate = new Rate();
        List<Long> times = new ArrayList<>();
        long second = 1_000_000;
        for (int gap : gaps) {
            second += gap;
            times.add(second);
            rate.count(Instant.ofEpochSecond(second));
            long edge = second - 60;
            assertThat(rate.lastMinute(Instant.ofEpochSecond(second)))
                    .isEqualTo((int) times.stream().filter(at -> at > edge).count());
        }
        assertThat(rate.lastMinute(Instant.ofEpochSecond(second + 60))).isZero();
    }

    @Example
    void resolvesTheAddressOfAnActiveActorAndSaysWhyNotOtherwise() {
        active("a");
        registry.register(entry("new"));

        assertThat(registry.resolve("a", String.class).address()).contains(ref);
        assertThat(registry.resolve("a", Integer.class))
                .isEqualTo(new Lookup.OtherType<>("a", Integer.class, String.class));
        assertThat(registry.resolve("zz", String.class)).isEqualTo(new Lookup.NoSuchName<>("zz"));
        assertThat(registry.resolve("new", String.class))
                .isEqualTo(new Lookup.NotActive<>("new", RegistryState.REGISTERING));
    }

    @Example
    void findsTheActorsOfConsensusAndGovernance() {
        registry.register(Registration.of("chain", ref, String.class, Priority.CRITICAL, now)
                .withTags(Set.of(Discovery.CONSENSUS, Discovery.BLOCK_PRODUCTION, Discovery.VALIDATION)));
        registry.moveTo("chain", RegistryState.ACTIVE);
        active("sync", Discovery.CONSENSUS, Discovery.VALIDATION);
        registry.setDependencies("sync", Set.of("chain"));
        active("miner", Discovery.BLOCK_PRODUCTION);
        active("votes", Discovery.GOVERNANCE, "tally");

        assertThat(registry.discovery().consensusCritical().stream().map(Registration::name))
                .containsExactly("chain");
        assertThat(registry.discovery().blockProducers().stream().map(Registration::name))
                .containsExactly("miner");
        registry.setHealth("chain", RegistryHealth.HEALTHY);
        assertThat(registry.discovery().blockProducers().stream().map(Registration::name))
                .containsExactly("chain", "miner");
        assertThat(registry.discovery().validatorChain().stream().map(Registration::name))
                .containsExactly("chain", "sync");
        assertThat(registry.discovery().governance("tally").stream().map(Registration::name))
                .containsExactly("votes");
        assertThat(registry.discovery().governance("proposals")).isEmpty();
    }

    @Example
    void letsATerminatedEntryGiveWayToANewOneOfItsName() {
        active("a");
        assertThat(registry.register(entry("b").withDependencies(Set.of("a")))).isEmpty();
        registry.moveTo("a", RegistryState.SHUTTING_DOWN);
        registry.moveTo("a", RegistryState.TERMINATED);
        now = START.plusSeconds(4000);

        assertThat(registry.unregister("a")).contains(new RegistryRefusal.StillNeeded("a", List.of("b")));
        assertThat(registry.register(entry("a", "fresh"))).isEmpty();
        assertThat(registry.dependants("a")).containsExactly("b");
        assertThat(registry.maintain(Duration.ofHours(1)))
                .isEqualTo(new ActorRegistry.Maintenance(List.of(), List.of("b"), List.of()));
    }

    @Property
    void takesLegalStepsAndRefusesAllOthers(@ForAll @Size(max = 30) List<RegistryState> steps) {
        ActorRegistry fresh = new ActorRegistry(time, 1);
        fresh.register(entry("a"));
        RegistryState state = RegistryState.REGISTERING;
        for (RegistryState step : steps) {
            Optional<RegistryRefusal> refusal = fresh.moveTo("a", step);
            assertThat(refusal.isEmpty()).isEqualTo(state.canMoveTo(step));
            state = state.canMoveTo(step) ? step : state;
            assertThat(fresh.find(ActorQuery.ANY.in(state))).hasSize(1);
        }
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
        assertThat(registry.maintain(Duration.ofHours(1)).repaired()).isEmpty();
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

    @Example
    void takesATagThatIsGivenTwiceForOne() {
        assertThat(ActorQuery.ANY.withAllTags("a", "a")).isEqualTo(ActorQuery.ANY.withAllTags("a"));
        assertThat(ActorQuery.ANY.withAnyTag("a", "a")).isEqualTo(ActorQuery.ANY.withAnyTag("a"));
        assertThat(registry.discovery().governance(Discovery.GOVERNANCE)).isEmpty();
    }
}

package org.alys.actor.registry;

import java.time.Instant;
import java.util.Set;
import org.alys.actor.ActorOptions;
import org.alys.actor.ActorRef;
import org.alys.actor.ActorSystem;
import org.alys.actor.Priority;
import org.alys.actor.TimeSource;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.ZZZ_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** What no interleaving may show a reader of the registry; run by {@code InterleavingTest}. */
public final class RegistryProofs {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private RegistryProofs() {}

    static class Entries {
        private static final ActorRef<String> ANY = ActorSystem.named("proof")
                .scheduler((delay, task) -> () -> {})
                .build()
                .spawn("any", () -> (message, context) -> {}, ActorOptions.DEFAULTS);

        final ActorRegistry registry = new ActorRegistry(TimeSource.system(), 100);

        static Registration entry(String name, String tag) {
            return Registration.of(name, ANY, String.class, Priority.NORMAL, START)
                    .withTags(Set.of(tag));
        }

        final boolean has(String name, String tag) {
            return registry.find(ActorQuery.ANY.withAllTags(tag)).stream()
                    .anyMatch(entry -> entry.name().equals(name));
        }
    }

    @JCStressTest
    @Outcome(id = "false, false", expect = Expect.FORBIDDEN, desc = "missed an entry that was there all the time")
    @Outcome(expect = Expect.ACCEPTABLE, desc = "found by the old tag or by the new")
    @State
    public static class AReaderMissesNoEntryThatChangesItsTag extends Entries {
        public AReaderMissesNoEntryThatChangesItsTag() {
            registry.register(entry("a", "old"));
        }

        @Actor
        public void writer() {
            registry.setTags("a", Set.of("new"));
        }

        @Actor
        public void reader(ZZ_Result result) {
            result.r1 = has("a", "old");
            result.r2 = has("a", "new");
        }
    }

    @JCStressTest
    @Outcome(id = "REGISTERING, REGISTERING", expect = Expect.ACCEPTABLE, desc = "before")
    @Outcome(id = "REGISTERING, ACTIVE", expect = Expect.ACCEPTABLE, desc = "between")
    @Outcome(id = "ACTIVE, ACTIVE", expect = Expect.ACCEPTABLE, desc = "after")
    @Outcome(expect = Expect.FORBIDDEN, desc = "went back in its life")
    @State
    public static class AReaderNeverSeesAnEntryGoBack extends Entries {
        public AReaderNeverSeesAnEntryGoBack() {
            registry.register(entry("a", "tag"));
        }

        @Actor
        public void writer() {
            registry.moveTo("a", RegistryState.ACTIVE);
        }

        @Actor
        public void reader(LL_Result result) {
            result.r1 = registry.find("a").orElseThrow().state();
            result.r2 = registry.find("a").orElseThrow().state();
        }
    }

    @JCStressTest
    @Outcome(id = "true, false, true", expect = Expect.ACCEPTABLE, desc = "the indexes agree with the entries")
    @Outcome(expect = Expect.FORBIDDEN, desc = "an index lost an entry or kept one")
    @State
    public static class TheLastOfATagGoesWhileTheNextComes extends Entries {
        public TheLastOfATagGoesWhileTheNextComes() {
            registry.register(entry("a", "tag"));
        }

        @Actor
        public void leaving() {
            registry.unregister("a");
            registry.register(entry("b", "tag"));
        }

        @Actor
        public void coming() {
            registry.register(entry("c", "tag"));
        }

        @Arbiter
        public void afterwards(ZZZ_Result result) {
            result.r1 = has("b", "tag") && registry.find("b").isPresent();
            result.r2 = has("a", "tag") || registry.find("a").isPresent();
            result.r3 = has("c", "tag") && registry.size() == 2;
        }
    }

    @JCStressTest
    @Outcome(id = "true, false", expect = Expect.ACCEPTABLE, desc = "the first has the name")
    @Outcome(id = "false, true", expect = Expect.ACCEPTABLE, desc = "the second has the name")
    @Outcome(expect = Expect.FORBIDDEN, desc = "both, or none")
    @State
    public static class ANameGoesToOneOfTwo extends Entries {
        @Actor
        public void first(ZZ_Result result) {
            result.r1 = registry.register(entry("a", "one")).isEmpty();
        }

        @Actor
        public void second(ZZ_Result result) {
            result.r2 = registry.register(entry("a", "two")).isEmpty();
        }
    }
}

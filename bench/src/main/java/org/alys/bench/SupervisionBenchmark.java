package org.alys.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.alys.actor.ActorOptions;
import org.alys.actor.ActorRef;
import org.alys.actor.ActorSystem;
import org.alys.actor.Priority;
import org.alys.actor.registry.ActorQuery;
import org.alys.actor.registry.ActorRegistry;
import org.alys.actor.registry.Registration;
import org.alys.actor.registry.RegistryRefusal;
import org.alys.actor.registry.RegistryState;
import org.alys.actor.supervision.Assessment;
import org.alys.actor.supervision.Decision;
import org.alys.actor.supervision.DomainFailure;
import org.alys.actor.supervision.DomainPolicies;
import org.alys.actor.supervision.Failure;
import org.alys.actor.supervision.FailurePattern;
import org.alys.actor.supervision.FailureRecord;
import org.alys.actor.supervision.PatternDetector;
import org.alys.actor.supervision.RestartHistory;
import org.alys.actor.supervision.SupervisionPolicy;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What supervisors and the registry do all the time, among {@value #ACTORS} actors. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@Fork(1)
public class SupervisionBenchmark {
    private static final int ACTORS = 100_000;
    private static final int WORKERS = 20;
    private static final int RECORDS = 50;

    private final Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final SupervisionPolicy policy = DomainPolicies.chain();
    private final Failure failure = new DomainFailure.Network("peer", "reset");
    private final RestartHistory history = history();
    private final List<FailureRecord> records = records();
    private final ActorSystem system = ActorSystem.named("bench").build();
    private final ActorRegistry registry = registry();
    private final ActorQuery query = ActorQuery.ANY
            .ofType(Integer.class)
            .at(Priority.HIGH)
            .in(RegistryState.ACTIVE)
            .withAllTags("worker", "shard-7");
    private double draw = 0.25;
    private int next;

    private RestartHistory history() {
        RestartHistory made = RestartHistory.EMPTY;
        for (int i = 5; i > 0; i--) {
            made = made.restarting(policy.window(), now.minusSeconds(i), Duration.ofMillis(100));
        }
        return made;
    }

    private List<FailureRecord> records() {
        List<FailureRecord> made = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            made.add(new FailureRecord(
                    i + 1,
                    now.minusMillis(700L * (RECORDS - i)),
                    "/node/worker-" + i % 7,
                    failure,
                    new Decision.Immediate()));
        }
        return made;
    }

    private ActorRegistry registry() {
        system.start();
        ActorRef<Integer> ref = system.spawn("worker", () -> (message, context) -> {}, ActorOptions.DEFAULTS);
        ActorRegistry made = new ActorRegistry(system.time(), ACTORS);
        for (int i = 0; i < ACTORS; i++) {
            boolean worker = i % (ACTORS / WORKERS) == 0;
            String name = "actor-" + i;
            accepted(made.register(
                    Registration.of(name, ref, Integer.class, worker ? Priority.HIGH : Priority.NORMAL, now)
                            .withTags(worker ? Set.of("worker", "shard-7") : Set.of("shard-" + i % 100))));
            accepted(made.moveTo(name, RegistryState.ACTIVE));
        }
        return made;
    }

    private static void accepted(Optional<RegistryRefusal> refused) {
        refused.ifPresent(reason -> {
            throw new IllegalStateException("the registry refuses: " + reason);
        });
    }

    @TearDown
    public void stop() {
        system.stop(Duration.ofSeconds(10));
    }

    @Benchmark
    public Assessment assess() {
        return Assessment.of(failure);
    }

    @Benchmark
    public Decision decide() {
        return policy.decide("/node/chain", failure, history, now, draw);
    }

    @Benchmark
    public Optional<Duration> backoff() {
        return policy.strategy().delay(6, now, draw);
    }

    @Benchmark
    public List<FailurePattern.Found> detectPatterns() {
        return PatternDetector.STANDARD.detect(records, now);
    }

    @Benchmark
    public Optional<Registration> findByName() {
        next = next == ACTORS - 1 ? 0 : next + 1;
        return registry.find(NAMES.get(next));
    }

    @Benchmark
    public List<Registration> composedQuery() {
        List<Registration> found = registry.find(query);
        if (found.size() != WORKERS) {
            throw new IllegalStateException("the query finds " + found.size() + " actors");
        }
        return found;
    }

    private static final List<String> NAMES = names();

    private static List<String> names() {
        List<String> names = new ArrayList<>(ACTORS);
        for (int i = 0; i < ACTORS; i++) {
            // New strings, whose hash is computed once, as names in messages are.
            names.add("actor-" + i);
        }
        return names;
    }
}

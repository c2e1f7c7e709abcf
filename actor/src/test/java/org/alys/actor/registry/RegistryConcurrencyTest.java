package org.alys.actor.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.alys.actor.ActorOptions;
import org.alys.actor.ActorRef;
import org.alys.actor.ActorSystem;
import org.alys.actor.Priority;
import org.alys.actor.TimeSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Writers and lock-free readers at once, on real threads. */
@Timeout(60)
class RegistryConcurrencyTest {
    private static final int WRITES = 20_000;
    private static final int STABLE = 20;
    private static final List<RegistryState> LIFE =
            List.of(RegistryState.ACTIVE, RegistryState.SUSPENDED, RegistryState.ACTIVE);

    private final ActorSystem system = ActorSystem.named("test").build();
    private final ActorRef<String> ref = system.spawn("any", () -> (message, context) -> {}, ActorOptions.DEFAULTS);
    private final ActorRegistry registry = new ActorRegistry(TimeSource.system(), 1000);
    private final AtomicInteger writersLeft = new AtomicInteger(2);

    @AfterEach
    void stop() {
        system.close();
    }

    private Registration entry(String name, String... tags) {
        return Registration.of(
                        name,
                        ref,
                        String.class,
                        Priority.NORMAL,
                        TimeSource.system().now())
                .withTags(Set.of(tags));
    }

    /** Adds, takes out, and changes tags and state of entries of its own, and changes what does not matter of stable ones. */
    private int write(int writer) {
        Random random = new Random(writer);
        Set<String> mine = new HashSet<>();
        for (int n = 0; n < WRITES; n++) {
            String name = "w" + writer + "." + random.nextInt(30);
            Optional<RegistryRefusal> refusal = switch (random.nextInt(5)) {
                case 0 -> registry.register(entry(name, "flux", "t" + random.nextInt(3)));
                case 1 -> registry.unregister(name);
                case 2 -> registry.setTags(name, Set.of("flux", "t" + random.nextInt(3)));
                case 3 -> registry.moveTo(name, LIFE.get(random.nextInt(LIFE.size())));
                default ->
                    registry.setTags("stable" + random.nextInt(STABLE), Set.of("stable", "s" + random.nextInt(3)));
            };
            refusal.ifPresent(why -> mine.add(why.code()));
        }
        writersLeft.decrementAndGet();
        return mine.size();
    }

    private int read() {
        int reads = 0;
        ActorQuery activeStable = ActorQuery.ANY.withAllTags("stable").in(RegistryState.ACTIVE);
        ActorQuery flux = ActorQuery.ANY.withAllTags("flux");
        ActorQuery typed = ActorQuery.ANY.ofType(String.class).withAnyTag("stable");
        while (writersLeft.get() > 0 || reads == 0) {
            reads++;
            assertThat(names(activeStable)).hasSize(STABLE).doesNotHaveDuplicates();
            assertThat(names(typed)).hasSize(STABLE);
            assertThat(registry.find(flux)).allMatch(entry -> entry.tags().contains("flux"));
            List<String> some = names(ActorQuery.ANY.withAllTags("flux", "t1"));
            assertThat(some).doesNotHaveDuplicates().allMatch(name -> name.startsWith("w"));
            assertThat(registry.find("stable" + reads % STABLE)).isPresent();
            assertThat(registry.size()).isBetween(STABLE, STABLE + 60);
        }
        return reads;
    }

    private List<String> names(ActorQuery query) {
        return registry.find(query).stream().map(Registration::name).toList();
    }

    @Test
    void noReaderMissesWhatStaysOrSeesWhatDoesNotMatchWhileOthersWrite()
            throws InterruptedException, ExecutionException {
        for (int n = 0; n < STABLE; n++) {
            registry.register(entry("stable" + n, "stable"));
            registry.moveTo("stable" + n, RegistryState.ACTIVE);
        }
        List<Callable<Integer>> tasks = List.of(() -> write(0), () -> write(1), this::read, this::read);
        List<Integer> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(tasks.size())) {
            for (Future<Integer> done : threads.invokeAll(tasks)) {
                results.add(done.get());
            }
        }

        assertThat(results).allMatch(count -> count > 0);
        assertThat(registry.maintain(Duration.ofHours(1)).repaired()).isEmpty();
        assertThat(names(ActorQuery.ANY.withAnyTag("stable", "flux"))).hasSize(registry.size());
    }
}

package org.alys.actor.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.alys.actor.Actor;
import org.alys.actor.ActorContext;
import org.alys.actor.ActorOptions;
import org.alys.actor.ActorRef;
import org.alys.actor.ActorSnapshot;
import org.alys.actor.ActorSystem;
import org.alys.actor.Priority;
import org.alys.actor.Reply;
import org.alys.actor.health.HealthSettings;
import org.alys.actor.health.HealthThresholds;
import org.alys.actor.health.Monitored;
import org.alys.actor.health.Recovery;
import org.alys.actor.supervision.OperationalFailure;
import org.alys.actor.testkit.ManualTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RegistryKeeperTest {
    private static final Duration PATIENCE = Duration.ofDays(1);
    private static final HealthThresholds QUICK = new HealthThresholds(1, 1, Duration.ofSeconds(1), 0);

    record Ping(Reply<Boolean> reply) {}

    sealed interface Event {}

    record Made(int height) implements Event {}

    record Changed() implements Event {}

    private final ManualTime time = new ManualTime();
    private final ActorSystem system =
            ActorSystem.named("test").time(time).scheduler(time).build();
    private final ActorRegistry registry = new ActorRegistry(time, 100);
    private final Set<String> ill = ConcurrentHashMap.newKeySet();
    private final RegistryKeeper.Settings settings = new RegistryKeeper.Settings(
            Duration.ofSeconds(30),
            Duration.ofMinutes(5),
            Duration.ofHours(1),
            HealthSettings.STANDARD.withThresholds(QUICK));
    private final ActorRef<KeeperMessage> keeper = system.spawn(
            "keeper",
            RegistryKeeper.of(registry, settings, Recovery.actions(new Recovery.None(), new Recovery.None())),
            ActorOptions.DEFAULTS);

    private final class Patient implements Actor<Ping> {
        @Override
        public void receive(Ping message, ActorContext<Ping> context) {
            message.reply().success(!ill.contains(context.path().name()));
        }
    }

    @BeforeEach
    void start() {
        system.start();
    }

    @AfterEach
    void stop() {
        system.close();
    }

    private ActorRef<Ping> spawn(String name) {
        return system.spawn(name, Patient::new, ActorOptions.DEFAULTS);
    }

    private CompletableFuture<Optional<RegistryRefusal>> register(String name, ActorRef<Ping> ref, String... needs) {
        Registration entry = Registration.of(name, ref, Ping.class, Priority.CRITICAL, time.now())
                .withDependencies(Set.of(needs));
        Monitored<Ping> monitored = new Monitored<>(name, ref, Ping::new, Priority.CRITICAL, false);
        return keeper.askAsync(reply -> new KeeperMessage.Register(entry, monitored, reply), PATIENCE);
    }

    /** Everything the keeper and its monitor had to do is done when this returns. */
    private void settle() {
        for (int n = 0; n < 3; n++) {
            keeper.ask(KeeperMessage.GetHealth::new, PATIENCE);
        }
    }

    private void await(java.util.function.BooleanSupplier condition) {
        long giveUp = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(giveUp);
            settle();
        }
        // What follows in the same handler is done, too.
        settle();
    }

    @Test
    void registersWhatProvesHealthyAndKeepsItsHealth() {
        assertThat(register("a", spawn("a")).join()).isEmpty();
        settle();
        assertThat(system.actors().stream().mapToInt(ActorSnapshot::restarts)).containsOnly(0);
        assertThat(registry.find("a"))
                .get()
                .returns(RegistryState.ACTIVE, Registration::state)
                .returns(RegistryHealth.HEALTHY, Registration::health);

        ill.add("a");
        settle();
        time.advance(Duration.ofSeconds(5));
        await(() -> registry.find("a").orElseThrow().health() == RegistryHealth.CRITICAL);
        assertThat(registry.find("a").orElseThrow().state()).isEqualTo(RegistryState.FAILED);

        ill.clear();
        time.advance(Duration.ofSeconds(5));
        await(() -> registry.find("a").orElseThrow().health() == RegistryHealth.HEALTHY);
        assertThat(registry.find("a").orElseThrow().state()).isEqualTo(RegistryState.ACTIVE);
    }

    @Test
    void doesNotRegisterWhatIsNotHealthyInTime() {
        ill.add("a");
        CompletableFuture<Optional<RegistryRefusal>> outcome = register("a", spawn("a"));
        settle();

        time.advance(Duration.ofSeconds(30));

        assertThat(outcome.join()).contains(new RegistryRefusal.NotReady("a"));
        assertThat(registry.find("a")).isEmpty();
    }

    @Test
    void refusesWhatTheRegistryRefuses() {
        ActorRef<Ping> a = spawn("a");
        register("a", a).join();

        assertThat(register("a", a).join()).contains(new RegistryRefusal.NameTaken("a"));
        assertThat(register("b", spawn("b"), "zz").join()).contains(new RegistryRefusal.MissingDependency("b", "zz"));
        assertThat(keeper.ask(
                        (Reply<Optional<RegistryRefusal>> reply) -> new KeeperMessage.Unregister("a", reply), PATIENCE))
                .isEmpty();
        assertThat(registry.size()).isZero();
    }

    @Test
    void takesOutTheDeadAndKeepsTheNameOfWhatIsStillNeeded() {
        ActorRef<Ping> a = spawn("a");
        ActorRef<Ping> b = spawn("b");
        register("a", a).join();
        register("b", b, "a").join();

        system.stop(a).join();
        settle();
        assertThat(registry.find("a")).get().returns(RegistryState.TERMINATED, Registration::state);
        ActorRef<Ping> again = spawn("a");
        assertThat(register("a", again).join()).isEmpty();
        assertThat(registry.resolve("a", Ping.class).address()).contains(again);

        system.stop(b).join();
        system.stop(again).join();
        settle();
        assertThat(registry.size()).isZero();
    }

    @Test
    void givesAnAddressAsSoonAsItIsActive() {
        CompletableFuture<ActorRef<Ping>> early =
                keeper.askAsync(reply -> new KeeperMessage.Await<>("a", Ping.class, reply), PATIENCE);
        settle();
        assertThat(early).isNotDone();
        ActorRef<Ping> a = spawn("a");
        register("a", a).join();

        assertThat(early.join()).isEqualTo(a);
        assertThat(keeper.ask(
                        (Reply<ActorRef<Ping>> reply) -> new KeeperMessage.Await<>("a", Ping.class, reply), PATIENCE))
                .isEqualTo(a);
    }

    @Test
    void doesNotRememberForEverWhoWaitsForAnAddress() {
        CompletableFuture<ActorRef<Ping>> inVain =
                keeper.askAsync(reply -> new KeeperMessage.Await<>("nobody", Ping.class, reply), PATIENCE);
        settle();

        time.advance(Duration.ofMinutes(60));
        settle();
        assertThat(inVain).isNotDone();
        time.advance(Duration.ofMinutes(5));

        assertThatThrownBy(inVain::join).hasStackTraceContaining("no such actor");
    }

    @Test
    void goesOnWithWhatItKeptAfterARestart() {
        ActorRef<Ping> a = spawn("a");
        register("a", a).join();

        system.restart(keeper, new OperationalFailure.RestartRequested("test"), false);
        settle();
        system.stop(a).join();
        settle();

        assertThat(registry.size()).isZero();
    }

    @Test
    void tellsTheSubscribersOfAKindOfEvent() {
        EventIndex<Event> index = new EventIndex<>();
        List<Integer> heard = new java.util.concurrent.CopyOnWriteArrayList<>();
        ActorRef<Integer> one =
                system.spawn("one", () -> (height, context) -> heard.add(height), ActorOptions.DEFAULTS);
        ActorRef<Integer> two = system.spawn("two", () -> (height, context) -> {}, ActorOptions.DEFAULTS);
        index.subscribe(Made.class, one, Made::height);
        index.subscribe(Made.class, two, Made::height);
        index.subscribe(Changed.class, two, changed -> 0);

        assertThat(index.publish(new Made(7))).isEqualTo(2);
        assertThat(index.subscribers(Changed.class)).containsExactly(two.path());
        system.stop(two).join();
        assertThat(index.publish(new Made(8))).isEqualTo(1);
        assertThat(index.subscribers(Made.class)).containsExactly(one.path());
        assertThat(index.unsubscribe(one)).isEqualTo(1);
        assertThat(index.publish(new Made(9))).isZero();
        system.stop(one).join();
        assertThat(heard).isSubsetOf(7, 8);
    }

    @Test
    void takesOutWhatIsNotHealthyInTimeAlsoAfterARestart() {
        ill.add("a");
        CompletableFuture<Optional<RegistryRefusal>> outcome = register("a", spawn("a"));
        settle();
        system.restart(keeper, new OperationalFailure.RestartRequested("test"), false);
        settle();
        assertThat(outcome).isCompletedExceptionally();

        time.advance(Duration.ofSeconds(30));
        settle();

        assertThat(registry.find("a")).isEmpty();
    }

    @Test
    void hasRoomForThoseWhoWaitWhenTheWaitOfOthersIsOver() {
        List<CompletableFuture<ActorRef<Ping>>> inVain = IntStream.range(0, 1000)
                .mapToObj(n -> keeper.<ActorRef<Ping>>askAsync(
                        reply -> new KeeperMessage.Await<>("nobody", Ping.class, reply), Duration.ofSeconds(1)))
                .toList();
        settle();
        time.advance(Duration.ofSeconds(1));
        assertThat(inVain).allMatch(CompletableFuture::isCompletedExceptionally);

        CompletableFuture<ActorRef<Ping>> early =
                keeper.askAsync(reply -> new KeeperMessage.Await<>("a", Ping.class, reply), PATIENCE);
        ActorRef<Ping> a = spawn("a");
        register("a", a).join();

        assertThat(early.join()).isEqualTo(a);
    }

    @Test
    void cleansUpWhateverItsActorsAreCalled() {
        CompletableFuture<ActorRef<Ping>> inVain =
                keeper.askAsync(reply -> new KeeperMessage.Await<>("nobody", Ping.class, reply), PATIENCE);
        assertThat(register("clean up", spawn("tidy")).join()).isEmpty();

        time.advance(Duration.ofMinutes(65));
        settle();

        assertThat(inVain).isCompletedExceptionally();
    }

    @Test
    void takesOutWhatWasNotHealthyInTimeWhenNothingNeedsItAnyMore() {
        ill.add("a");
        CompletableFuture<Optional<RegistryRefusal>> outcome = register("a", spawn("a"));
        settle();
        ActorRef<Ping> b = spawn("b");
        register("b", b, "a").join();
        time.advance(Duration.ofSeconds(30));
        settle();
        assertThat(outcome).isCompletedWithValue(Optional.of(new RegistryRefusal.NotReady("a")));
        assertThat(registry.find("a")).get().returns(RegistryState.TERMINATED, Registration::state);

        system.stop(b).join();
        settle();
        time.advance(Duration.ofMinutes(5));
        settle();

        assertThat(registry.size()).isZero();
    }
}

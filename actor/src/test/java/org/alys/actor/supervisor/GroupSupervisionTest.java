package org.alys.actor.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.alys.actor.Actor;
import org.alys.actor.ActorContext;
import org.alys.actor.ActorFactory;
import org.alys.actor.ActorOptions;
import org.alys.actor.ActorPath;
import org.alys.actor.ActorRef;
import org.alys.actor.ActorSystem;
import org.alys.actor.DeadLetter;
import org.alys.actor.LifecycleState;
import org.alys.actor.Reply;
import org.alys.actor.supervision.OperationalFailure;
import org.alys.actor.supervision.RestartStrategy;
import org.alys.actor.supervision.SupervisionPolicy;
import org.alys.actor.testkit.CleanEnd;
import org.alys.actor.testkit.LifeEvents;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class GroupSupervisionTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final SupervisionPolicy GENEROUS =
            SupervisionPolicy.of(new RestartStrategy.Immediate()).withLimit(1000, Duration.ofMinutes(1));

    sealed interface Message {}

    record Work(CountDownLatch done) implements Message {}

    record Fail() implements Message {}

    record Block(CountDownLatch begun) implements Message {}

    record Starts(Reply<Integer> reply) implements Message {}

    private final Map<String, AtomicInteger> starts = new ConcurrentHashMap<>();
    private final LifeEvents events = new LifeEvents(PATIENCE);

    @RegisterExtension
    final CleanEnd end = new CleanEnd();

    private final ActorSystem system = end.system("test", settings -> settings.observer(events));

    private final class Worker implements Actor<Message> {
        @Override
        public void started(ActorContext<Message> context) {
            startsOf(context.path().name()).incrementAndGet();
        }

        @Override
        public void receive(Message message, ActorContext<Message> context) throws Exception {
            switch (message) {
                case Work(CountDownLatch done) -> done.countDown();
                case Fail() -> throw new IllegalStateException("boom");
                case Block(CountDownLatch begun) -> {
                    begun.countDown();
                    new CountDownLatch(1).await();
                }
                case Starts(Reply<Integer> reply) ->
                    reply.success(startsOf(context.path().name()).get());
            }
        }
    }

    @BeforeEach
    void start() {
        end.expectDeadLetters(letter -> letter.message() instanceof Fail || letter.message() instanceof Block);
        system.start();
    }

    /** Work that waits for children of a supervisor that is restarted ends with them. */
    private void expectLossBelowASupervisor() {
        end.expectDeadLetters(
                letter -> letter.message() instanceof Work && letter.reason() == DeadLetter.Reason.ACTOR_STOPPED);
    }

    private List<ChildSpec<?>> workers(String... names) {
        List<ChildSpec<?>> specs = new ArrayList<>();
        for (String name : names) {
            specs.add(ChildSpec.of(name, Worker::new, ActorOptions.DEFAULTS.withSupervision(GENEROUS)));
        }
        return specs;
    }

    private ActorRef<SupervisorMessage> group(GroupStrategy strategy, SupervisionPolicy limit) {
        return system.spawn(
                "group",
                Supervisor.of(strategy, limit, workers("a", "b", "c")),
                ActorOptions.DEFAULTS.withSupervision(GENEROUS));
    }

    @SuppressWarnings("unchecked") // All children here are workers.
    private ActorRef<Message> child(ActorRef<SupervisorMessage> group, String name) {
        return (ActorRef<Message>)
                group.ask((Reply<Optional<ActorRef<?>>> reply) -> new SupervisorMessage.Find(name, reply), PATIENCE)
                        .orElseThrow();
    }

    private void await(BooleanSupplier condition) {
        events.await(condition);
    }

    private AtomicInteger startsOf(String name) {
        return starts.computeIfAbsent(name, fresh -> new AtomicInteger());
    }

    private List<Integer> starts() {
        return Stream.of("a", "b", "c").map(name -> startsOf(name).get()).toList();
    }

    @Test
    void restartsOnlyTheOneThatFailed() {
        ActorRef<SupervisorMessage> group = group(GroupStrategy.ONE_FOR_ONE, GENEROUS);
        child(group, "b").tell(new Fail());

        await(() -> starts().equals(List.of(1, 2, 1)));
        assertThat(status(group).failures()).isEqualTo(1);
        assertThat(starts()).isEqualTo(List.of(1, 2, 1));
    }

    @Test
    void restartsAllForOne() {
        ActorRef<SupervisorMessage> group = group(GroupStrategy.ONE_FOR_ALL, GENEROUS);
        child(group, "b").tell(new Fail());

        await(() -> starts().equals(List.of(2, 2, 2)));
    }

    @Test
    void restartsTheRestForOne() {
        ActorRef<SupervisorMessage> group = group(GroupStrategy.REST_FOR_ONE, GENEROUS);
        child(group, "b").tell(new Fail());

        await(() -> starts().equals(List.of(1, 2, 2)));
    }

    @Test
    void losesNoMessageOfAnyChildWhenAllRestartForOne() throws InterruptedException {
        ActorRef<SupervisorMessage> group = group(GroupStrategy.ONE_FOR_ALL, GENEROUS);
        CountDownLatch done = new CountDownLatch(900);
        for (int n = 0; n < 300; n++) {
            for (String name : List.of("a", "b", "c")) {
                child(group, name).tell(new Work(done));
            }
            if (n % 50 == 25) {
                child(group, "b").tell(new Fail());
            }
        }

        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void failsItselfOnceWhenTheGroupFailsTooOften() {
        end.expectDeadLetters(letter -> letter.message() instanceof SupervisorMessage.ChildFailed);
        ActorRef<SupervisorMessage> group = group(
                GroupStrategy.ONE_FOR_ALL,
                SupervisionPolicy.of(new RestartStrategy.Immediate()).withLimit(2, Duration.ofMinutes(1)));
        ActorRef<Message> a = child(group, "a");
        for (int n = 0; n < 3; n++) {
            a.tell(new Fail());
        }

        await(() -> a.state() == LifecycleState.STOPPED);
        await(() -> status(group).healthy());
        assertThat(system.actors().stream()
                        .filter(actor -> actor.path().equals(ActorPath.of("group")))
                        .findFirst()
                        .orElseThrow()
                        .restarts())
                .isEqualTo(1);
    }

    @Test
    void restartsAnActorThatBlocksForEverAndKeepsItsMailbox() throws InterruptedException {
        ActorRef<SupervisorMessage> group = group(GroupStrategy.ONE_FOR_ONE, GENEROUS);
        ActorRef<Message> b = child(group, "b");
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(5);
        b.tell(new Block(begun));
        for (int n = 0; n < 5; n++) {
            b.tell(new Work(done));
        }
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();

        system.restart(b, new OperationalFailure.HealthCheckFailed(3), true);

        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(starts()).isEqualTo(List.of(1, 2, 1));
    }

    @Test
    void restartsAChildOnRequestWithoutCountingIt() {
        ActorRef<SupervisorMessage> group = group(GroupStrategy.ONE_FOR_ALL, GENEROUS);

        assertThat(group.<Boolean>ask(
                        reply -> new SupervisorMessage.RestartChild("a", "new settings", reply), PATIENCE))
                .isTrue();

        await(() -> starts().equals(List.of(2, 1, 1)));
        assertThat(status(group).failures()).isZero();
    }

    @Test
    void forgetsChildrenThatStopWithoutAFailure() {
        ActorRef<SupervisorMessage> group = group(GroupStrategy.ONE_FOR_ALL, GENEROUS);
        for (int n = 0; n < 100; n++) {
            ChildSpec<String> guest =
                    ChildSpec.of("guest-" + n, () -> (message, context) -> context.stop(), ActorOptions.DEFAULTS);
            ActorRef<?> added = group.<ActorRef<?>>ask(reply -> new SupervisorMessage.AddChild(guest, reply), PATIENCE);
            system.stop(added).join();
        }

        await(() -> status(group).children().size() == 3);
        assertThat(status(group).healthy()).isTrue();
    }

    @Test
    void haltsEveryChildAndStaysToAnswer() {
        ActorRef<SupervisorMessage> group = group(GroupStrategy.ONE_FOR_ALL, GENEROUS);

        group.tell(new SupervisorMessage.Halt("the threshold is lost"));

        await(() -> status(group).children().stream().allMatch(c -> c.state() == LifecycleState.STOPPED));
        assertThat(status(group).halted()).contains("the threshold is lost");
    }

    @Test
    void isHealthyAgainAfterEveryActorOfTheTreeHasCrashedInTurnUnderLoad() {
        expectLossBelowASupervisor();
        ActorRef<SupervisorMessage> group = group(GroupStrategy.REST_FOR_ONE, GENEROUS);
        for (String name : List.of("a", "b", "c")) {
            ActorRef<Message> child = child(group, name);
            CountDownLatch before = new CountDownLatch(100);
            for (int n = 0; n < 100; n++) {
                child.tell(new Work(before));
            }
            child.tell(new Fail());
        }
        system.restart(group, new OperationalFailure.RestartRequested("crash of the supervisor"), false);

        await(() -> status(group).children().size() == 3 && status(group).healthy());
        for (String name : List.of("a", "b", "c")) {
            assertThat(child(group, name).ask(Starts::new, PATIENCE)).isGreaterThan(1);
        }
    }

    private SupervisorMessage.Status status(ActorRef<SupervisorMessage> group) {
        return group.ask(SupervisorMessage.GetStatus::new, PATIENCE);
    }

    private CompletableFuture<ActorRef<?>> add(ActorRef<SupervisorMessage> group, ChildSpec<?> spec) {
        return group.askAsync(reply -> new SupervisorMessage.AddChild(spec, reply), PATIENCE);
    }

    private static boolean remove(ActorRef<SupervisorMessage> group, String name) {
        return group.ask(reply -> new SupervisorMessage.RemoveChild(name, reply), PATIENCE);
    }

    @Test
    void refusesAChildThatCannotBeAndKeepsTheOthers() throws InterruptedException {
        ActorRef<SupervisorMessage> group = group(GroupStrategy.ONE_FOR_ONE, GENEROUS);
        CountDownLatch begun = new CountDownLatch(1);
        child(group, "b").tell(new Block(begun));
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        ActorRef<Message> stopping = child(group, "b");
        assertThat(remove(group, "b")).isTrue();

        assertThat(add(group, workers("b").getFirst()))
                .as("the old one still stops")
                .failsWithin(PATIENCE);
        assertThat(add(group, workers("no/name").getFirst())).failsWithin(PATIENCE);
        assertThat(add(group, ChildSpec.of("d", Worker::new, ActorOptions.DEFAULTS.withDependencies("a"))))
                .failsWithin(PATIENCE);

        system.restart(stopping, new OperationalFailure.RestartRequested("end of the test"), true);
        await(() -> stopping.state() == LifecycleState.STOPPED);
        assertThat(starts()).isEqualTo(List.of(1, 1, 1));
        assertThat(add(group, workers("b").getFirst())).succeedsWithin(PATIENCE);
        await(() -> status(group).healthy());
    }

    /** A child that is not started again when it fails. */
    private static ChildSpec<Message> mortal(ActorFactory<Message> factory) {
        return ChildSpec.of("mortal", factory, ActorOptions.DEFAULTS.withRestart(new RestartStrategy.Never()));
    }

    private ActorRef<SupervisorMessage> groupWithADeadChild(GroupStrategy strategy) {
        ActorRef<SupervisorMessage> group = group(strategy, GENEROUS);
        assertThat(add(group, mortal(Worker::new))).succeedsWithin(PATIENCE);
        ActorRef<Message> child = child(group, "mortal");
        child.tell(new Fail());
        await(() -> child.state() == LifecycleState.STOPPED);
        await(() -> status(group).failures() == 1);
        return group;
    }

    private List<String> names(ActorRef<SupervisorMessage> group) {
        return status(group).children().stream()
                .map(SupervisorMessage.ChildStatus::name)
                .toList();
    }

    @Test
    void takesAChildThatIsAddedAgainForTheYoungest() {
        ActorRef<SupervisorMessage> group = groupWithADeadChild(GroupStrategy.REST_FOR_ONE);
        assertThat(add(group, workers("d").getFirst())).succeedsWithin(PATIENCE);
        assertThat(add(group, mortal(Worker::new))).succeedsWithin(PATIENCE);
        await(() -> status(group).healthy());
        assertThat(names(group)).containsExactly("a", "b", "c", "d", "mortal");

        child(group, "d").tell(new Fail());

        await(() -> startsOf("d").get() == 2 && startsOf("mortal").get() == 3);
        assertThat(starts()).isEqualTo(List.of(1, 1, 1));
    }

    @Test
    void forgetsAChildThatHasEndedWhenItIsRemoved() {
        ActorRef<SupervisorMessage> group = groupWithADeadChild(GroupStrategy.ONE_FOR_ONE);
        assertThat(names(group)).containsExactly("a", "b", "c", "mortal");

        assertThat(remove(group, "mortal")).isFalse();

        assertThat(names(group)).containsExactly("a", "b", "c");
        assertThat(status(group).healthy()).isTrue();
    }

    @Test
    void refusesTwoChildrenOfOneName() {
        assertThatThrownBy(() -> Supervisor.of(GroupStrategy.ONE_FOR_ONE, GENEROUS, workers("a", "b", "a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a");
    }
}

package org.alys.actor.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterTry;
import org.alys.actor.Actor;
import org.alys.actor.ActorContext;
import org.alys.actor.ActorOptions;
import org.alys.actor.ActorRef;
import org.alys.actor.ActorSystem;
import org.alys.actor.LifecycleState;
import org.alys.actor.Reply;
import org.alys.actor.supervision.Failure;
import org.alys.actor.supervision.FederationGate;
import org.alys.actor.supervision.OperationalFailure;
import org.alys.actor.supervision.RestartStrategy;
import org.alys.actor.supervision.Severity;
import org.alys.actor.supervision.SupervisionPolicy;
import org.alys.actor.testkit.ManualTime;

class FederationSupervisionTest {
    private static final Duration PATIENCE = Duration.ofDays(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final SupervisionPolicy GENEROUS =
            SupervisionPolicy.of(new RestartStrategy.Immediate()).withLimit(1000, Duration.ofMinutes(1));

    sealed interface Message {}

    record Fail() implements Message {}

    record Block(CountDownLatch begun) implements Message {}

    private final ManualTime time = new ManualTime();
    private final ActorSystem system =
            ActorSystem.named("test").time(time).scheduler(time).build();
    private final EmergencyHalt halt = new EmergencyHalt();
    /** Members whose restart waits for the test to let it pass. */
    private final Set<String> slow = ConcurrentHashMap.newKeySet();

    private volatile CountDownLatch letPass = new CountDownLatch(1);

    /** A slow member waits to be let pass. */
    private final CountDownLatch comingUp = new CountDownLatch(1);

    /** Run while a member is failing, before anybody has been told. */
    private volatile Runnable whileFailing = () -> {};

    private final class Member implements Actor<Message> {
        @Override
        public void restarted(Failure cause, ActorContext<Message> context) throws InterruptedException {
            if (slow.contains(context.path().name())) {
                CountDownLatch pass = letPass;
                comingUp.countDown();
                pass.await();
            }
        }

        @Override
        public void receive(Message message, ActorContext<Message> context) throws InterruptedException {
            switch (message) {
                case Fail() -> throw new IllegalStateException("boom");
                case Block(CountDownLatch begun) -> {
                    begun.countDown();
                    new CountDownLatch(1).await();
                }
            }
        }
    }

    @AfterTry
    void stop() {
        letPass.countDown();
        system.close();
    }

    private ActorRef<SupervisorMessage> federation(GroupStrategy strategy, int threshold, boolean allowDegraded) {
        SupervisionPolicy policy = GENEROUS.withGuidance((actor, failure, proposed, now) -> {
            whileFailing.run();
            return proposed;
        });
        List<ChildSpec<?>> members = new ArrayList<>();
        for (String name : List.of("m1", "m2", "m3", "m4")) {
            members.add(ChildSpec.of(name, Member::new, ActorOptions.DEFAULTS.withSupervision(policy)));
        }
        FederationRule rule = new FederationRule(new FederationGate(threshold, allowDegraded), LONGEST_WAIT);
        ActorRef<SupervisorMessage> group = system.spawn(
                "federation",
                halt.over(Supervisor.of(strategy, GENEROUS, members, rule)),
                ActorOptions.DEFAULTS.withSupervision(GENEROUS));
        system.start();
        await(group, metrics -> metrics.healthy() == 4);
        return group;
    }

    private static void await(
            ActorRef<SupervisorMessage> group, java.util.function.Predicate<SupervisionMetrics> condition) {
        long giveUp = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.test(metrics(group))) {
            assertThat(System.nanoTime()).isLessThan(giveUp);
            Thread.onSpinWait();
        }
    }

    private static SupervisionMetrics metrics(ActorRef<SupervisorMessage> group) {
        return group.ask(SupervisorMessage.GetMetrics::new, PATIENCE);
    }

    private static CompletableFuture<Boolean> restart(ActorRef<SupervisorMessage> group, String name) {
        return group.askAsync(reply -> new SupervisorMessage.RestartChild(name, "new settings", reply), PATIENCE);
    }

    @SuppressWarnings("unchecked") // All children here are members.
    private static ActorRef<Message> member(ActorRef<SupervisorMessage> group, String name) {
        return (ActorRef<Message>)
                group.ask((Reply<Optional<ActorRef<?>>> reply) -> new SupervisorMessage.Find(name, reply), PATIENCE)
                        .orElseThrow();
    }

    @Example
    void restartsOneMemberAfterTheOtherSoThatTheThresholdHolds() {
        slow.add("m1");
        ActorRef<SupervisorMessage> group = federation(GroupStrategy.ONE_FOR_ONE, 3, true);

        assertThat(restart(group, "m1").join()).isTrue();
        CompletableFuture<Boolean> second = restart(group, "m2");

        assertThat(metrics(group))
                .returns(3, SupervisionMetrics::healthy)
                .returns(1, SupervisionMetrics::waiting)
                .returns(1L, SupervisionMetrics::requested);
        assertThat(second).isNotDone();

        letPass.countDown();

        assertThat(second.join()).isTrue();
        await(group, metrics -> metrics.healthy() == 4 && metrics.restarts() == 2);
        assertThat(metrics(group)).returns(0, SupervisionMetrics::waiting).returns(0L, SupervisionMetrics::givenUp);
    }

    @Example
    void givesUpARestartThatWaitedTooLongAndSaysWhy() {
        slow.add("m1");
        ActorRef<SupervisorMessage> group = federation(GroupStrategy.ONE_FOR_ONE, 3, true);
        restart(group, "m1").join();
        CompletableFuture<Boolean> second = restart(group, "m2");
        metrics(group);

        time.advance(LONGEST_WAIT);

        assertThatThrownBy(second::join).rootCause().isInstanceOf(ThresholdHeldException.class);
        assertThat(metrics(group)).returns(1L, SupervisionMetrics::givenUp).returns(0, SupervisionMetrics::waiting);
        assertThat(member(group, "m2").state()).isEqualTo(LifecycleState.RUNNING);
    }

    @Example
    void restartsAMemberThatIsIllEvenBelowTheThresholdSinceThatTakesNothingAway() {
        ActorRef<SupervisorMessage> group = federation(GroupStrategy.ONE_FOR_ONE, 4, true);
        CompletableFuture<Boolean> wanted = restart(group, "m1");
        assertThat(metrics(group).waiting()).isEqualTo(1);

        group.tell(new SupervisorMessage.ReportHealth("m1", false));

        assertThat(wanted.join()).isTrue();
        await(group, metrics -> metrics.restarts() == 1);
        assertThat(metrics(group).healthy()).isEqualTo(3);
        group.tell(new SupervisorMessage.ReportHealth("m1", true));
        assertThat(metrics(group).healthy()).isEqualTo(4);
    }

    @Example
    void restartsAMemberThatCrashedAtOnce() {
        ActorRef<SupervisorMessage> group = federation(GroupStrategy.ONE_FOR_ONE, 4, false);

        member(group, "m3").tell(new Fail());

        await(group, metrics -> metrics.restarts() == 1 && metrics.healthy() == 4);
    }

    @Example
    void rollsThroughTheGroupWhenAllRestartForOne() {
        slow.addAll(Set.of("m2", "m3", "m4"));
        ActorRef<SupervisorMessage> group = federation(GroupStrategy.ONE_FOR_ALL, 2, true);

        member(group, "m1").tell(new Fail());

        await(group, metrics -> metrics.restarts() == 1 && metrics.waiting() == 1);
        assertThat(metrics(group).healthy()).isEqualTo(2);
        letPass.countDown();
        await(group, metrics -> metrics.restarts() == 4 && metrics.healthy() == 4);
        assertThat(metrics(group).groupRestarts()).isEqualTo(3);
    }

    @Example
    void recoversAStuckMemberThroughItsSupervisor() throws InterruptedException {
        ActorRef<SupervisorMessage> group = federation(GroupStrategy.ONE_FOR_ONE, 3, true);
        CountDownLatch begun = new CountDownLatch(1);
        member(group, "m1").tell(new Block(begun));
        begun.await();

        group.tell(new SupervisorMessage.RecoverChild("m1", new OperationalFailure.HealthCheckFailed(3)));

        await(group, metrics -> metrics.restarts() == 1);
    }

    @Example
    void failsOnceWithAChildThatIsBeyondHelpAndKeepsItsCounts() throws InterruptedException {
        ActorRef<SupervisorMessage> group = federation(GroupStrategy.ONE_FOR_ONE, 3, true);
        ActorRef<Message> before = member(group, "m1");
        CountDownLatch begun = new CountDownLatch(1);
        before.tell(new Block(begun));
        begun.await();
        time.advance(Duration.ofMinutes(5));

        group.tell(new SupervisorMessage.EscalateChild("m1", new OperationalFailure.HealthCheckFailed(3)));

        await(group, metrics -> metrics.escalations() == 1 && metrics.healthy() == 4);
        assertThat(before.state()).isEqualTo(LifecycleState.STOPPED);
        assertThat(member(group, "m1").state()).isNotEqualTo(LifecycleState.STOPPED);
        assertThat(metrics(group).uptime()).isEqualTo(Duration.ofMinutes(5));
    }

    @Example
    void haltsAllDomainsOnceInACriticalEmergencyAndStaysHaltedOverARestart() {
        ActorRef<SupervisorMessage> group = federation(GroupStrategy.ONE_FOR_ONE, 3, true);
        assertThat(halt.report(Severity.MAJOR, "slow")).isFalse();
        assertThat(halt.report(Severity.CRITICAL, "two heads")).isTrue();
        assertThat(halt.report(Severity.FATAL, "again")).isFalse();
        await(group, metrics -> metrics.children() == 0);
        system.restart(group, new OperationalFailure.RestartRequested("test"), false);

        assertThat(metrics(group).children()).isZero();
        assertThat(group.ask(SupervisorMessage.GetStatus::new, PATIENCE).halted())
                .contains("two heads");
        assertThat(halt.reason()).contains("two heads");
    }

    /** It has failed, and the news of it is still on its way. */
    @Example
    void countsAMemberOutFromTheMomentItFails() throws InterruptedException {
        CountDownLatch failing = new CountDownLatch(1);
        whileFailing = () -> {
            failing.countDown();
            try {
                letPass.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        };
        ActorRef<SupervisorMessage> group = federation(GroupStrategy.ONE_FOR_ONE, 3, true);
        member(group, "m1").tell(new Fail());
        failing.await();

        CompletableFuture<Boolean> other = restart(group, "m2");

        assertThat(metrics(group)).returns(3, SupervisionMetrics::healthy).returns(1, SupervisionMetrics::waiting);
        letPass.countDown();
        assertThat(other.join()).isTrue();
    }

    @Example
    void refusesAThresholdThatItsMembersCannotReach() {
        FederationRule five = new FederationRule(new FederationGate(5, true), LONGEST_WAIT);

        assertThatThrownBy(() -> Supervisor.of(GroupStrategy.ONE_FOR_ONE, GENEROUS, List.of(), five))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Whatever is asked for and in whatever order members come back, choice never takes the healthy below the threshold. */
    @Property(tries = 300)
    void neverTakesTheHealthyBelowTheThresholdByChoice(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int threshold) {
        Random random = new Random(seed);
        Set<String> healthy = new HashSet<>(Set.of("a", "b", "c", "d", "e", "f"));
        Set<String> down = new HashSet<>();
        ChosenRestarts chosen = new ChosenRestarts(
                Optional.of(new FederationRule(new FederationGate(threshold, false), LONGEST_WAIT)),
                () -> Set.copyOf(healthy));
        java.util.function.Consumer<ChosenRestarts.Wanted> begin = wanted -> {
            if (healthy.remove(wanted.name())) {
                assertThat(healthy).hasSizeGreaterThanOrEqualTo(threshold);
            }
            down.add(wanted.name());
        };
        for (int n = 0; n < 100; n++) {
            String name = String.valueOf((char) ('a' + random.nextInt(6)));
            switch (random.nextInt(3)) {
                case 0 ->
                    chosen.want(
                            new ChosenRestarts.Wanted(
                                    name, new OperationalFailure.RestartRequested("test"), false, List.of()),
                            begin);
                case 1 -> {
                    if (down.remove(name)) {
                        healthy.add(name);
                        chosen.retry(begin);
                    }
                }
                default -> {
                    // A crash, which nobody chose.
                    if (healthy.remove(name)) {
                        down.add(name);
                    }
                }
            }
        }
        healthy.addAll(Set.of("a", "b", "c", "d", "e", "f"));
        for (int n = 0; n < 12 && threshold < 6; n++) {
            chosen.retry(begin);
            healthy.addAll(down);
            down.clear();
        }
        if (threshold < 6) {
            assertThat(chosen.waiting()).isZero();
        }
    }

    @Example
    void carriesOutAWaitingRestartTogetherWithOneThatMayBegin() {
        ActorRef<SupervisorMessage> group = federation(GroupStrategy.ONE_FOR_ONE, 4, true);
        CompletableFuture<Boolean> wanted = restart(group, "m1");
        assertThat(metrics(group).waiting()).isEqualTo(1);

        group.tell(new SupervisorMessage.RecoverChild("m1", new OperationalFailure.HealthCheckFailed(3)));

        assertThat(wanted.join()).isTrue();
        assertThat(metrics(group)).returns(0, SupervisionMetrics::waiting).returns(1L, SupervisionMetrics::requested);
    }

    @Example
    void doesNotTakeAMemberForHealthyThatIsRestartedOnceMoreWhileItComesUp() throws InterruptedException {
        slow.add("m1");
        ActorRef<SupervisorMessage> group = federation(GroupStrategy.ONE_FOR_ONE, 3, true);
        member(group, "m1").tell(new Fail());
        await(group, metrics -> metrics.healthy() == 3);
        comingUp.await();
        CountDownLatch first = letPass;
        assertThat(restart(group, "m1").join()).isTrue();
        ActorRef<Message> m1 = member(group, "m1");

        letPass = new CountDownLatch(1);
        first.countDown();
        await(group, metrics -> metrics.restarts() == 1);
        while (system.actors().stream().noneMatch(actor -> actor.path().equals(m1.path()) && actor.restarts() == 2)) {
            Thread.onSpinWait();
        }

        assertThat(metrics(group).healthy()).isEqualTo(3);
        CompletableFuture<Boolean> other = restart(group, "m2");
        assertThat(metrics(group).waiting()).isEqualTo(1);
        letPass.countDown();
        assertThat(other.join()).isTrue();
    }
}

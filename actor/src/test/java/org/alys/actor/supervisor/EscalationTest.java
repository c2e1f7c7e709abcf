package org.alys.actor.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alys.actor.ActorOptions;
import org.alys.actor.ActorRef;
import org.alys.actor.ActorSystem;
import org.alys.actor.Reply;
import org.alys.actor.supervision.Decision;
import org.alys.actor.supervision.EscalationPolicy;
import org.alys.actor.supervision.Failure;
import org.alys.actor.supervision.Notice;
import org.alys.actor.supervision.Notifier;
import org.alys.actor.supervision.Reduction;
import org.alys.actor.supervision.RestartHistory;
import org.alys.actor.supervision.RestartStrategy;
import org.alys.actor.supervision.SupervisionPolicy;
import org.alys.actor.testkit.Simulation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of actors that fail beyond the limit of their policy. */
@Timeout(60)
class EscalationTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HEALTHY = Duration.ofMinutes(5);
    private static final SupervisionPolicy TWICE =
            SupervisionPolicy.of(new RestartStrategy.Immediate()).withLimit(2, Duration.ofMinutes(1));
    private static final SupervisionPolicy GENEROUS = TWICE.withLimit(1000, Duration.ofMinutes(1));
    private static final Failure BOOM = new Failure.Panic(new IllegalStateException("boom"));

    private record Fail() {}

    private static ActorRef<SupervisorMessage> group(ActorSystem system, Reduction reduction, List<Integer> levels) {
        SupervisionPolicy policy = TWICE.withEscalation(
                new EscalationPolicy.RestartWithReduction(reduction, new RestartStrategy.Immediate(), 4));
        ChildSpec<Fail> child = ChildSpec.of(
                "indexer",
                () -> {
                    levels.add(reduction.level());
                    return (message, context) -> {
                        throw new IllegalStateException("told to fail");
                    };
                },
                ActorOptions.DEFAULTS.withSupervision(policy));
        return system.spawn(
                "group",
                Supervisor.of(GroupStrategy.ONE_FOR_ONE, GENEROUS, List.of(child)),
                ActorOptions.DEFAULTS.withSupervision(GENEROUS));
    }

    @SuppressWarnings("unchecked") // There is no other child.
    private static void fail(ActorRef<SupervisorMessage> group, int times) {
        ActorRef<Fail> child = (ActorRef<Fail>)
                group.ask((Reply<Optional<ActorRef<?>>> reply) -> new SupervisorMessage.Find("indexer", reply), SECOND)
                        .orElseThrow();
        for (int n = 0; n < times; n++) {
            child.tell(new Fail());
        }
    }

    @Test
    void reducesAnActorBeyondItsLimitStepByStepAndGivesEverythingBackWhenItIsHealthy() {
        Reduction reduction = new Reduction(2, HEALTHY);
        List<Integer> levels = new ArrayList<>();
        Simulation.run(1, simulation -> {
            try (ActorSystem system = simulation.system("escalation").build()) {
                system.start();
                ActorRef<SupervisorMessage> group = group(system, reduction, levels);
                fail(group, 5);
                simulation.sleep(HEALTHY.minus(SECOND));
                assertThat(levels).containsExactly(0, 0, 0, 1, 2, 2);

                simulation.sleep(SECOND.multipliedBy(2));
                assertThat(levels).containsExactly(0, 0, 0, 1, 2, 2, 0);
                assertThat(group.ask(SupervisorMessage.GetMetrics::new, SECOND))
                        .returns(5L, SupervisionMetrics::failures)
                        .returns(1, SupervisionMetrics::healthy);
                simulation.sleep(HEALTHY.multipliedBy(2));
                assertThat(levels).as("it is given back once").hasSize(7);
            }
            return true;
        });
    }

    @Test
    void keepsAnActorReducedThatFailsAgainBeforeItIsHealthy() {
        Reduction reduction = new Reduction(5, HEALTHY);
        List<Integer> levels = new ArrayList<>();
        Simulation.run(2, simulation -> {
            try (ActorSystem system = simulation.system("escalation").build()) {
                system.start();
                ActorRef<SupervisorMessage> group = group(system, reduction, levels);
                fail(group, 3);
                simulation.sleep(HEALTHY.minus(SECOND));
                fail(group, 1);
                simulation.sleep(HEALTHY.minus(SECOND));
                assertThat(levels).containsExactly(0, 0, 0, 1, 1);
                simulation.sleep(SECOND.multipliedBy(2));
                assertThat(levels).last().isEqualTo(0);
            }
            return true;
        });
    }

    @Test
    void escalatesWhenReductionDoesNotHelpEither() {
        Reduction reduction = new Reduction(2, HEALTHY);
        List<Integer> levels = new ArrayList<>();
        Simulation.run(3, simulation -> {
            try (ActorSystem system = simulation.system("escalation").build()) {
                system.start();
                fail(group(system, reduction, levels), 7);
                simulation.sleep(SECOND);
                assertThat(system.actors())
                        .filteredOn(actor -> actor.path().value().equals("/group"))
                        .singleElement()
                        .satisfies(group -> assertThat(group.restarts()).isEqualTo(1));
            }
            return true;
        });
    }

    private static Decision decide(EscalationPolicy escalation) {
        Instant now = Instant.EPOCH;
        RestartHistory spent = RestartHistory.EMPTY
                .restarting(TWICE.window(), now, Duration.ZERO)
                .restarting(TWICE.window(), now, Duration.ZERO);
        return TWICE.withEscalation(escalation).decide("/actor", BOOM, spent, now, 0);
    }

    @Test
    void tellsSomebodyOutsideAndThenDoesWhatTheOtherPolicySays() {
        List<Notice> told = new ArrayList<>();
        Notifier notifier = told::add;
        Decision decision =
                decide(new EscalationPolicy.ExternalNotification(notifier, new EscalationPolicy.ContinueWithout()));

        assertThat(decision).isEqualTo(new Decision.Abandon(BOOM));
        assertThat(told).containsExactly(new Notice(Instant.EPOCH, "/actor", BOOM, decision));
        assertThat(TWICE.withEscalation(
                                new EscalationPolicy.ExternalNotification(notifier, new EscalationPolicy.ToParent()))
                        .decide("/actor", BOOM, RestartHistory.EMPTY, Instant.EPOCH, 0))
                .isEqualTo(new Decision.Immediate());
        assertThat(told).as("nobody is told within the limit").hasSize(1);
    }

    @Test
    void decidesByCodeIfToldTo() {
        Decision pause = new Decision.Delayed(Duration.ofHours(1));
        assertThat(decide(new EscalationPolicy.Custom((failure, history, now) -> pause)))
                .isEqualTo(pause);
    }

    @Test
    void sendsNoticesBesideTheFailureTriesAgainAndKeepsABoundedNumber() {
        Simulation.run(4, simulation -> {
            List<String> sent = new ArrayList<>();
            int[] refusals = {2};
            try (ActorSystem system = simulation.system("desk").build()) {
                system.start();
                ActorRef<Notice> desk = system.spawn(
                        "desk",
                        NoticeDesk.of(notice -> {
                            if (refusals[0]-- > 0) {
                                throw new IOException("the pager is away");
                            }
                            sent.add(notice.actor());
                        }),
                        NoticeDesk.OPTIONS);
                Notifier notifier = NoticeDesk.notifier(desk);
                Notice first = new Notice(simulation.now(), "/a", BOOM, new Decision.Abandon(BOOM));
                assertThat(notifier.offer(first)).isTrue();
                simulation.sleep(Duration.ofMinutes(1));
                assertThat(sent).containsExactly("/a");

                system.pause(desk);
                simulation.sleep(SECOND);
                for (int n = 0; n < 3 * NoticeDesk.ROOM; n++) {
                    assertThat(notifier.offer(first)).isTrue();
                }
                system.resume(desk);
                simulation.sleep(SECOND);
                assertThat(sent).hasSizeBetween(NoticeDesk.ROOM / 2, 2 * NoticeDesk.ROOM);
            }
            return true;
        });
    }

    @Test
    void refusesAnImpossibleReduction() {
        assertThatThrownBy(() -> new Reduction(0, HEALTHY)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Reduction(1, Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new EscalationPolicy.RestartWithReduction(
                        new Reduction(1, HEALTHY), new RestartStrategy.Immediate(), 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

package org.alys.actor.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.alys.actor.ActorOptions;
import org.alys.actor.ActorRef;
import org.alys.actor.ActorSystem;
import org.alys.actor.Delivery;
import org.alys.actor.Overflow;
import org.alys.actor.Priority;
import org.alys.actor.Reply;
import org.alys.actor.SendOptions;
import org.alys.actor.supervision.RestartStrategy;
import org.alys.actor.supervision.SupervisionPolicy;
import org.alys.actor.testkit.Simulation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a supervisor hears of its children, in many orders of events. */
@Timeout(60)
class ChildNewsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int SEEDS = 300;
    private static final SupervisionPolicy GENEROUS =
            SupervisionPolicy.of(new RestartStrategy.Immediate()).withLimit(1000, Duration.ofMinutes(1));

    private record Fail() {}

    private static ActorRef<SupervisorMessage> group(ActorSystem system) {
        List<ChildSpec<?>> children = Stream.of("a", "b")
                .<ChildSpec<?>>map(name -> ChildSpec.<Fail>of(
                        name,
                        () -> (message, context) -> {
                            throw new IllegalStateException("told to fail");
                        },
                        ActorOptions.DEFAULTS.withSupervision(GENEROUS)))
                .toList();
        return system.spawn(
                "group",
                Supervisor.of(GroupStrategy.ONE_FOR_ALL, GENEROUS, children),
                ActorOptions.DEFAULTS.withMailbox(4, new Overflow.Reject()).withSupervision(GENEROUS));
    }

    @SuppressWarnings("unchecked") // All children here understand the same.
    private static ActorRef<Fail> child(ActorRef<SupervisorMessage> group, String name) {
        return (ActorRef<Fail>)
                group.ask((Reply<Optional<ActorRef<?>>> reply) -> new SupervisorMessage.Find(name, reply), SECOND)
                        .orElseThrow();
    }

    @Test
    void leavesNothingBehindWhenItStopsWhileItsChildrenFail() {
        LongStream.range(0, SEEDS)
                .forEach(seed -> Simulation.run(seed, simulation -> {
                    ActorSystem system = simulation.system("news").build();
                    system.start();
                    ActorRef<SupervisorMessage> group = group(system);
                    ActorRef<Fail> a = child(group, "a");
                    ActorRef<Fail> b = child(group, "b");
                    simulation.start("fail a", () -> a.tell(new Fail()));
                    simulation.start("fail b", () -> b.tell(new Fail()));
                    simulation.await(system.stop(group));
                    simulation.sleep(SECOND);
                    system.close();

                    assertThat(system.deadLetters().latest())
                            .allSatisfy(letter -> assertThat(letter.message()).isEqualTo(new Fail()));
                    return true;
                }));
    }

    @Test
    void hearsOfAFailureThoughItsMailboxIsFull() {
        LongStream.range(0, SEEDS / 10)
                .forEach(seed -> Simulation.run(seed, simulation -> {
                    try (ActorSystem system = simulation.system("news").build()) {
                        system.start();
                        ActorRef<SupervisorMessage> group = group(system);
                        ActorRef<Fail> a = child(group, "a");
                        system.pause(group);
                        simulation.sleep(SECOND);
                        Delivery last = new Delivery.Accepted();
                        while (last.accepted()) {
                            last = group.tell(
                                    new SupervisorMessage.ReportHealth("a", true), SendOptions.at(Priority.CRITICAL));
                        }
                        a.tell(new Fail());
                        simulation.sleep(SECOND);
                        system.resume(group);
                        simulation.sleep(SECOND);

                        assertThat(group.ask(SupervisorMessage.GetStatus::new, SECOND)
                                        .failures())
                                .isEqualTo(1);
                        assertThat(group.ask(SupervisorMessage.GetMetrics::new, SECOND)
                                        .healthy())
                                .isEqualTo(2);
                    }
                    return true;
                }));
    }
}

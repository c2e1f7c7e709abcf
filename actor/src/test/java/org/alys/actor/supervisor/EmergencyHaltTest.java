package org.alys.actor.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.alys.actor.Actor;
import org.alys.actor.ActorContext;
import org.alys.actor.ActorFactory;
import org.alys.actor.ActorOptions;
import org.alys.actor.ActorRef;
import org.alys.actor.ActorSystem;
import org.alys.actor.Delivery;
import org.alys.actor.Overflow;
import org.alys.actor.Priority;
import org.alys.actor.SendOptions;
import org.alys.actor.supervision.OperationalFailure;
import org.alys.actor.supervision.RestartStrategy;
import org.alys.actor.supervision.Severity;
import org.alys.actor.supervision.SupervisionPolicy;
import org.alys.actor.testkit.Simulation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An emergency halt in virtual time. */
@Timeout(60)
class EmergencyHaltTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final SupervisionPolicy POLICY =
            SupervisionPolicy.of(new RestartStrategy.Immediate()).withLimit(1000, Duration.ofMinutes(1));

    private final EmergencyHalt halt = new EmergencyHalt();
    private final List<String> acts = new ArrayList<>();

    private final class Worker implements Actor<String> {
        @Override
        public void started(ActorContext<String> context) {
            acts.add("started");
        }

        @Override
        public void receive(String message, ActorContext<String> context) {}

        @Override
        public void stopping(ActorContext<String> context) {
            acts.add("stopped");
        }
    }

    private ActorFactory<SupervisorMessage> domain() {
        ChildSpec<String> worker = ChildSpec.of("worker", Worker::new, ActorOptions.DEFAULTS);
        return halt.over(Supervisor.of(GroupStrategy.ONE_FOR_ONE, POLICY, List.of(worker)));
    }

    private static ActorRef<SupervisorMessage> spawn(
            ActorSystem system, String name, ActorFactory<SupervisorMessage> domain) {
        return system.spawn(
                name,
                domain,
                ActorOptions.DEFAULTS.withMailbox(4, new Overflow.Reject()).withSupervision(POLICY));
    }

    private static SupervisorMessage.Status status(ActorRef<SupervisorMessage> domain) {
        return domain.ask(SupervisorMessage.GetStatus::new, SECOND);
    }

    private interface Story {
        void tell(ActorSystem system, Simulation simulation) throws InterruptedException;
    }

    private static void play(Story story) {
        Simulation.run(1, simulation -> {
            try (ActorSystem system = simulation.system("test").build()) {
                system.start();
                story.tell(system, simulation);
            }
            return true;
        });
    }

    @Test
    void reachesASupervisorWhoseMailboxIsFullAndTellsWhoHasNotObeyedYet() {
        play((system, simulation) -> {
            ActorRef<SupervisorMessage> domain = spawn(system, "domain", domain());
            ActorRef<SupervisorMessage> other = spawn(system, "other", domain());
            status(domain);
            status(other);
            system.pause(domain);
            simulation.sleep(SECOND);
            Delivery last = new Delivery.Accepted();
            while (last.accepted()) {
                last = domain.tell(
                        new SupervisorMessage.ReportHealth("worker", true), SendOptions.at(Priority.CRITICAL));
            }
            assertThat(halt.outstanding()).isEmpty();

            assertThat(halt.report(Severity.CRITICAL, "two heads")).isTrue();
            simulation.sleep(SECOND);

            assertThat(halt.outstanding()).containsExactly(domain.path());
            system.resume(domain);
            simulation.sleep(SECOND);
            assertThat(halt.outstanding()).isEmpty();
            assertThat(status(domain).halted()).contains("two heads");
            assertThat(acts).containsExactly("started", "started", "stopped", "stopped");
        });
    }

    @Test
    void haltsASupervisorThatBeginsLaterBeforeItStartsAChild() {
        play((system, simulation) -> {
            halt.report(Severity.FATAL, "two heads");

            ActorRef<SupervisorMessage> late = spawn(system, "late", domain());

            assertThat(status(late).halted()).contains("two heads");
            assertThat(acts).isEmpty();
            assertThat(halt.outstanding()).isEmpty();
        });
    }

    /** The order may come when one life is over and the next has not begun. */
    @Test
    void haltsASupervisorThatIsBeingRestartedInWhateverOrder() {
        for (long seed = 0; seed < 300; seed++) {
            EmergencyHalt own = new EmergencyHalt();
            List<String> running = new ArrayList<>();
            Simulation.run(seed, simulation -> {
                ChildSpec<String> worker = ChildSpec.of(
                        "worker",
                        () -> new Actor<String>() {
                            @Override
                            public void receive(String message, ActorContext<String> context) {}

                            @Override
                            public void started(ActorContext<String> context) {
                                running.add("worker");
                            }

                            @Override
                            public void stopping(ActorContext<String> context) {
                                running.remove("worker");
                            }
                        },
                        ActorOptions.DEFAULTS);
                try (ActorSystem system = simulation.system("test").build()) {
                    system.start();
                    ActorRef<SupervisorMessage> domain = spawn(
                            system,
                            "domain",
                            own.over(Supervisor.of(GroupStrategy.ONE_FOR_ONE, POLICY, List.of(worker))));
                    status(domain);
                    simulation.start(
                            "restart",
                            () -> system.restart(domain, new OperationalFailure.RestartRequested("test"), false));
                    simulation.start("emergency", () -> own.report(Severity.CRITICAL, "two heads"));
                    simulation.sleep(SECOND);

                    assertThat(status(domain).halted()).contains("two heads");
                    assertThat(own.outstanding()).isEmpty();
                    assertThat(running).isEmpty();
                }
                return true;
            });
        }
    }

    @Test
    void waitsForNobodyThatIsOver() {
        play((system, simulation) -> {
            ActorRef<SupervisorMessage> domain = spawn(system, "domain", domain());
            status(domain);
            simulation.await(system.stop(domain));

            assertThat(halt.report(Severity.CRITICAL, "two heads")).isTrue();

            assertThat(halt.outstanding()).isEmpty();
            assertThat(system.deadLetters().count()).isZero();
        });
    }
}

package org.alys.actor.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alys.actor.Actor;
import org.alys.actor.ActorContext;
import org.alys.actor.ActorOptions;
import org.alys.actor.ActorRef;
import org.alys.actor.ActorSystem;
import org.alys.actor.Overflow;
import org.alys.actor.supervision.Failure;
import org.alys.actor.supervision.Guidance;
import org.alys.actor.supervision.OperationalFailure;
import org.alys.actor.supervision.PatientRestarts;
import org.alys.actor.supervision.RestartStrategy;
import org.alys.actor.supervision.SupervisionPolicy;
import org.alys.actor.supervisor.ChildSpec;
import org.alys.actor.supervisor.GroupStrategy;
import org.alys.actor.supervisor.Supervisor;
import org.alys.actor.supervisor.SupervisorMessage;
import org.alys.actor.testkit.Simulation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In virtual time, with a source whose readings the test sets. */
@Timeout(60)
class ResourceWatchTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration THREE_READINGS = Duration.ofSeconds(16);
    private static final SupervisionPolicy GENEROUS =
            SupervisionPolicy.of(new RestartStrategy.Immediate()).withLimit(1000, Duration.ofMinutes(1));

    private final Overload overload = new Overload();
    private final List<ResourceEvent> events = new ArrayList<>();
    private double memory = 0.5;

    private ActorRef<ResourceMessage> watch(
            ActorSystem system, ResourceWatch.Settings settings, ResourceSource... more) {
        List<ResourceSource> sources = new ArrayList<>(List.of(more));
        sources.add(() -> List.of(new ResourceReading(JvmResources.MEMORY, memory)));
        return system.spawn(
                "resources",
                () -> new ResourceWatch(settings.withListener(events::add), sources),
                ActorOptions.DEFAULTS);
    }

    @Test
    void tellsOnceWhenAResourceRunsOutAndWhenItIsBack() {
        Simulation.run(1, simulation -> {
            try (ActorSystem system = simulation.system("resources").build()) {
                system.start();
                ActorRef<ResourceMessage> watch = watch(system, ResourceWatch.Settings.standard(overload));
                simulation.sleep(THREE_READINGS);
                assertThat(events).isEmpty();

                memory = 0.97;
                simulation.sleep(THREE_READINGS);
                assertThat(events)
                        .singleElement()
                        .returns(ResourceLevel.NORMAL, ResourceEvent::from)
                        .returns(ResourceLevel.ERROR, ResourceEvent::to)
                        .returns(
                                new OperationalFailure.ResourceExhausted(JvmResources.MEMORY, 0.97),
                                ResourceEvent::failure);
                assertThat(overload.now()).isTrue();
                simulation.sleep(THREE_READINGS);
                assertThat(events).hasSize(1);

                memory = 0.85;
                simulation.sleep(THREE_READINGS);
                memory = 0.2;
                simulation.sleep(THREE_READINGS);
                assertThat(events)
                        .extracting(ResourceEvent::to)
                        .containsExactly(ResourceLevel.ERROR, ResourceLevel.WARNING, ResourceLevel.NORMAL);
                assertThat(overload.now()).isFalse();
                assertThat(watch.ask(ResourceMessage.GetGauges::new, SECOND).get(JvmResources.MEMORY))
                        .returns(0.2, ResourceGauge::use)
                        .returns(ResourceLevel.NORMAL, ResourceGauge::level);
            }
            return true;
        });
    }

    @Test
    void anEarlierOverloadIsOverWhenTheWatchIsStartedAfreshOrStopped() {
        Simulation.run(3, simulation -> {
            try (ActorSystem system = simulation.system("resources").build()) {
                system.start();
                ActorRef<ResourceMessage> watch = watch(system, ResourceWatch.Settings.standard(overload));
                memory = 0.97;
                simulation.sleep(THREE_READINGS);
                assertThat(overload.now()).isTrue();

                system.restart(watch, new OperationalFailure.RestartRequested("new settings"), false);
                memory = 0.2;
                simulation.sleep(THREE_READINGS);
                assertThat(overload.now()).isFalse();

                memory = 0.97;
                simulation.sleep(THREE_READINGS);
                assertThat(overload.now()).isTrue();
                simulation.await(system.stop(watch));
                assertThat(overload.now()).isFalse();
            }
            return true;
        });
    }

    /** Notes why it was started again. */
    private record Cache(List<Failure> causes) implements Actor<String> {
        @Override
        public void receive(String message, ActorContext<String> context) {}

        @Override
        public void restarted(Failure cause, ActorContext<String> context) {
            causes.add(cause);
        }
    }

    @Test
    void makesTheSpendersOfAResourceFailOverIt() {
        List<Failure> cache = new ArrayList<>();
        List<Failure> other = new ArrayList<>();
        Simulation.run(2, simulation -> {
            try (ActorSystem system = simulation.system("resources").build()) {
                system.start();
                ActorOptions options = ActorOptions.DEFAULTS.withSupervision(GENEROUS);
                ActorRef<SupervisorMessage> group = system.spawn(
                        "group",
                        Supervisor.of(
                                GroupStrategy.ONE_FOR_ONE,
                                GENEROUS,
                                List.of(
                                        ChildSpec.of("cache", () -> new Cache(cache), options),
                                        ChildSpec.of("other", () -> new Cache(other), options))),
                        options);
                watch(
                        system,
                        ResourceWatch.Settings.standard(overload)
                                .withRelief(Relief.failing(group, Map.of(JvmResources.MEMORY, List.of("cache")))));
                memory = 0.99;
                simulation.sleep(Duration.ofMinutes(2));

                assertThat(group.ask(SupervisorMessage.GetStatus::new, SECOND).failures())
                        .isEqualTo(1);
            }
            return true;
        });
        assertThat(cache).containsExactly(new OperationalFailure.ResourceExhausted(JvmResources.MEMORY, 0.99));
        assertThat(other).isEmpty();
    }

    @Test
    void seesAMailboxThatStaysFull() {
        Simulation.run(3, simulation -> {
            try (ActorSystem system = simulation.system("resources").build()) {
                system.start();
                ActorRef<String> slow = system.spawn(
                        "slow",
                        () -> (message, context) -> {},
                        ActorOptions.DEFAULTS.withMailbox(16, new Overflow.Reject()));
                watch(system, ResourceWatch.Settings.standard(overload), new MailboxResources(Map.of("slow", slow)));
                system.pause(slow);
                simulation.sleep(SECOND);
                for (int n = 0; n < 16; n++) {
                    slow.tell("waits");
                }
                simulation.sleep(THREE_READINGS);
                assertThat(events)
                        .singleElement()
                        .returns("mailbox:slow", ResourceEvent::resource)
                        .returns(ResourceLevel.ERROR, ResourceEvent::to);

                system.resume(slow);
                simulation.sleep(THREE_READINGS);
                assertThat(events).last().returns(ResourceLevel.NORMAL, ResourceEvent::to);
            }
            return true;
        });
    }

    /** How long after its second failure an actor runs again, when calm comes {@code calmAfter} that failure. */
    private static Duration restartUnderOverload(boolean urgent, Duration calmAfter) {
        return Simulation.run(4, simulation -> {
            boolean[] overloaded = {true};
            PatientRestarts patience = new PatientRestarts(
                    () -> overloaded[0], SECOND, Duration.ofSeconds(30), actor -> urgent, Guidance.NONE);
            SupervisionPolicy policy = SupervisionPolicy.of(
                            new RestartStrategy.Fixed(Duration.ofMillis(100), Optional.empty()))
                    .withGuidance(patience);
            List<Long> ran = new ArrayList<>();
            try (ActorSystem system = simulation.system("patience").build()) {
                system.start();
                ActorRef<String> actor = system.spawn(
                        "actor",
                        () -> {
                            ran.add(simulation.nanos());
                            return (message, context) -> {
                                throw new IllegalStateException(message);
                            };
                        },
                        ActorOptions.DEFAULTS.withSupervision(policy));
                actor.tell("first");
                simulation.sleep(SECOND);
                assertThat(ran).as("a first restart is at once").hasSize(2).containsOnly(0L);
                actor.tell("again");
                simulation.sleep(calmAfter);
                overloaded[0] = false;
                simulation.sleep(Duration.ofMinutes(1));
            }
            assertThat(ran).hasSize(3);
            return Duration.ofNanos(ran.getLast()).minus(SECOND);
        });
    }

    @Test
    void holdsRepeatedRestartsUntilItIsCalmAndNoLongerThanItsPatience() {
        assertThat(restartUnderOverload(false, Duration.ofMillis(1))).isEqualTo(Duration.ofMillis(100));
        assertThat(restartUnderOverload(false, Duration.ofSeconds(10))).isEqualTo(Duration.ofMillis(10_100));
        assertThat(restartUnderOverload(false, Duration.ofMinutes(5))).isEqualTo(Duration.ofSeconds(30));
        assertThat(restartUnderOverload(true, Duration.ofMinutes(5))).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void readsTheMemoryOfThisProcess() {
        byte[] held = new byte[1 << 23];
        System.gc();

        assertThat(new JvmResources().read())
                .filteredOn(reading -> reading.resource().equals(JvmResources.MEMORY))
                .singleElement()
                .satisfies(
                        memory -> assertThat(memory.use() * Runtime.getRuntime().maxMemory())
                                .isBetween((double) held.length, (double)
                                        Runtime.getRuntime().maxMemory()));
    }
}

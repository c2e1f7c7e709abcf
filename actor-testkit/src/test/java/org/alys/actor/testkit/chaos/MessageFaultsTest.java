package org.alys.actor.testkit.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.alys.actor.ActorOptions;
import org.alys.actor.ActorRef;
import org.alys.actor.ActorSystem;
import org.alys.actor.AskException;
import org.alys.actor.DeadLetter;
import org.alys.actor.Delivery;
import org.alys.actor.Reply;
import org.alys.actor.testkit.Simulation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class MessageFaultsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Target ANYBODY = new Target.Random();
    private static final Fault LIE = new Fault.Byzantine((message, random) -> message instanceof Numbers.Sent sent
            ? new Numbers.Sent(sent.sender(), -1 - random.nextInt(1000))
            : message);
    private static final Fault DELAY = new Fault.Delay(Duration.ofMillis(1), SECOND);
    private static final Fault REORDER = new Fault.Reorder(5, SECOND);
    private static final Fault CRASH = new Fault.Crash(() -> new IllegalStateException("injected"));

    private static Plan everything(long seed) {
        return Chaos.plan(seed)
                .with(new Fault.Drop(), ANYBODY, 10)
                .with(DELAY, ANYBODY, 5)
                .with(REORDER, ANYBODY, 4)
                .with(LIE, ANYBODY, 15)
                .with(new Fault.Exhaustion(), ANYBODY, 25)
                .with(CRASH, ANYBODY, 12);
    }

    @Test
    void replaysExactlyFromTheSeed() {
        LongStream.range(0, 50).forEach(seed -> {
            Numbers.Outcome first = Numbers.play(seed, everything(seed));

            assertThat(first.strikes()).isNotEmpty();
            assertThat(Numbers.play(seed, everything(seed))).isEqualTo(first);
        });
    }

    @Test
    void strikesElsewhereWithAnotherSeed() {
        assertThat(LongStream.range(0, 5)
                        .mapToObj(seed -> Numbers.play(7, everything(seed)).strikes())
                        .distinct())
                .hasSize(5);
    }

    @Test
    void losesWhatIsDroppedAndNothingElse() {
        Numbers.Outcome outcome = Numbers.play(3, Chaos.plan(3).with(new Fault.Drop(), ANYBODY, 4));

        assertThat(outcome.strikes()).hasSizeGreaterThan(5);
        assertThat(outcome.handled())
                .hasSize(3 * Numbers.EACH - outcome.strikes().size())
                .doesNotHaveDuplicates();
        assertThat(outcome.of(0)).isSorted();
    }

    @Test
    void keepsTheOrderOfEachSenderHoweverItDelaysAndReorders() {
        Plan plan = Chaos.plan(1).with(DELAY, ANYBODY, 3).with(REORDER, ANYBODY, 3);

        LongStream.range(0, 300).forEach(seed -> {
            Numbers.Outcome outcome = Numbers.play(seed, plan);
            List<Integer> all = IntStream.rangeClosed(1, Numbers.EACH).boxed().toList();
            for (int sender = 0; sender < 3; sender++) {
                assertThat(outcome.of(sender)).as("seed %d", seed).isEqualTo(all);
            }
        });
    }

    @Test
    void letsOtherSendersOvertakeAtMostSoManyTimes() {
        Plan second = Chaos.plan(1)
                .with(Injection.of(new Fault.Reorder(1, SECOND), ANYBODY).times(1));

        List<String> order = Simulation.run(1, simulation -> {
            List<String> handled = new ArrayList<>();
            try (ActorSystem system =
                    simulation.system("order").interference(second.build()).build()) {
                system.start();
                ActorRef<String> to =
                        system.spawn("to", () -> (message, context) -> handled.add(message), ActorOptions.DEFAULTS);
                ActorRef<String> from =
                        system.spawn("from", () -> (message, context) -> to.tell(message), ActorOptions.DEFAULTS);
                to.tell("held");
                from.tell("overtakes");
                simulation.sleep(Duration.ofMillis(1));
                from.tell("comes after");
                simulation.sleep(SECOND);
            }
            return handled;
        });

        assertThat(order).containsExactly("overtakes", "held", "comes after");
    }

    @Test
    void altersWhatIsSaidAndKeepsWhoSaidIt() {
        Numbers.Outcome outcome = Numbers.play(2, Chaos.plan(2).with(LIE, ANYBODY, 4));

        assertThat(outcome.handled()).hasSize(3 * Numbers.EACH);
        assertThat(outcome.handled().stream().filter(sent -> sent.number() < 0))
                .hasSize(outcome.strikes().size())
                .hasSizeGreaterThan(5);
    }

    @Test
    void answersAnAlteredRequestToTheOneWhoAsked() {
        record Question(int number, Reply<Integer> reply) {}
        Fault doubled =
                new Fault.Byzantine((message, random) -> message instanceof Question(int number, Reply<Integer> reply)
                        ? new Question(2 * number, reply)
                        : message);

        int answer = Simulation.run(1, simulation -> {
            Chaos chaos = Chaos.plan(1).with(doubled, ANYBODY).build();
            try (ActorSystem system =
                    simulation.system("asks").interference(chaos).build()) {
                system.start();
                ActorRef<Question> actor = system.spawn(
                        "actor",
                        () -> (question, context) -> question.reply().success(question.number() + 1),
                        ActorOptions.DEFAULTS);
                return actor.<Integer>ask(reply -> new Question(20, reply), SECOND);
            }
        });

        assertThat(answer).isEqualTo(41);
    }

    @Test
    void makesAMailboxFullAndTellsTheSender() {
        Simulation.run(1, simulation -> {
            Chaos chaos = Chaos.plan(1)
                    .with(Injection.of(new Fault.Exhaustion(), ANYBODY).times(1))
                    .build();
            try (ActorSystem system =
                    simulation.system("full").interference(chaos).build()) {
                ActorRef<String> actor = system.spawn("actor", () -> (message, context) -> {}, ActorOptions.DEFAULTS);

                assertThat(actor.tell("refused")).isInstanceOf(Delivery.MailboxFull.class);
                assertThat(system.deadLetters().count(DeadLetter.Reason.MAILBOX_FULL))
                        .isOne();
                assertThat(actor.tell("accepted").accepted()).isTrue();
            }
            return true;
        });
    }

    /** Asks {@code to} from a handler of {@code from}; false if there was no answer. */
    private static boolean reaches(Simulation simulation, ActorRef<CompletableFuture<Boolean>> from) {
        CompletableFuture<Boolean> reached = new CompletableFuture<>();
        from.tell(reached);
        return simulation.await(reached);
    }

    private static ActorRef<CompletableFuture<Boolean>> asking(
            ActorSystem system, String name, ActorRef<Reply<Boolean>> to) {
        return system.spawn(
                name,
                () -> (reached, context) -> {
                    try {
                        reached.complete(to.<Boolean>ask(reply -> reply, SECOND));
                    } catch (AskException lost) {
                        reached.complete(false);
                    }
                },
                ActorOptions.DEFAULTS);
    }

    @Test
    void partitionsNamedGroupsUntilTheyAreHealed() {
        Fault split = new Fault.Partition(Map.of("east", Set.of("/a", "/b"), "west", Set.of("/c")));
        Plan plan =
                Chaos.plan(1).with(Injection.of(split, ANYBODY).between(Duration.ofMinutes(1), Duration.ofMinutes(2)));

        Simulation.run(1, simulation -> {
            Chaos chaos = plan.build();
            try (ActorSystem system =
                    simulation.system("split").interference(chaos).build()) {
                system.start();
                ActorRef<Reply<Boolean>> a =
                        system.spawn("a", () -> (reply, context) -> reply.success(true), ActorOptions.DEFAULTS);
                ActorRef<CompletableFuture<Boolean>> b = asking(system, "b", a);
                ActorRef<CompletableFuture<Boolean>> c = asking(system, "c", a);
                assertThat(reaches(simulation, c)).isTrue();

                simulation.sleep(Duration.ofMinutes(1));
                assertThat(reaches(simulation, b)).isTrue();
                assertThat(reaches(simulation, c)).isFalse();

                simulation.sleep(Duration.ofMinutes(1));
                assertThat(reaches(simulation, c)).isTrue();
                assertThat(chaos.strikes()).singleElement().returns("/a", Strike::place);
            }
            return true;
        });
    }

    @Test
    void letsEverythingGoWhenItIsCalmed() {
        Simulation.run(1, simulation -> {
            Chaos chaos = Chaos.plan(1)
                    .with(new Fault.Delay(Duration.ofDays(1), Duration.ofDays(1)), ANYBODY)
                    .build();
            try (ActorSystem system =
                    simulation.system("calm").interference(chaos).build()) {
                system.start();
                List<Integer> handled = new ArrayList<>();
                ActorRef<Integer> actor =
                        system.spawn("actor", () -> (number, context) -> handled.add(number), ActorOptions.DEFAULTS);
                IntStream.range(0, 10).forEach(actor::tell);
                simulation.sleep(Duration.ofHours(1));
                assertThat(handled).isEmpty();
                assertThat(chaos.held()).isEqualTo(10);

                chaos.calm();
                actor.tell(10);
                simulation.sleep(SECOND);

                assertThat(handled).isSorted().hasSize(11);
                assertThat(chaos.held()).isZero();
            }
            return true;
        });
    }

    @Test
    void refusesImpossibleFaults() {
        assertThatThrownBy(() -> new Fault.Delay(SECOND, Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Fault.Reorder(0, SECOND)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Target.Percentage(101)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Injection.of(new Fault.Drop(), ANYBODY).oneIn(0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Who adds up what was lost from the strikes counts no message twice. */
    @Test
    void aMessageIsLostOnce() {
        Chaos chaos = Chaos.plan(1)
                .with(new Fault.Drop(), new Target.Specific("/actor"), 2)
                .with(new Fault.Drop(), new Target.Random(), 2)
                .with(new Fault.Exhaustion(), new Target.Random())
                .build();
        Simulation.run(1, simulation -> {
            try (ActorSystem system =
                    simulation.system("lost").interference(chaos).build()) {
                system.start();
                ActorRef<Integer> actor = system.spawn("actor", () -> (number, context) -> {}, ActorOptions.DEFAULTS);
                for (int n = 0; n < 100; n++) {
                    actor.tell(n);
                }
            }
            return true;
        });

        assertThat(chaos.strikes()).hasSize(100);
    }
}

package org.alys.actor.testkit.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.alys.actor.ActorSystem;
import org.alys.actor.DeadLetter;
import org.alys.actor.testkit.CleanEnd;
import org.alys.actor.testkit.LifeEvents;
import org.alys.actor.testkit.Simulation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every actor of a tree is killed in turn while work goes on. */
@Timeout(600)
class TreeUnderFireTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int SEEDS = Boolean.getBoolean("alys.test.all") ? 500 : 10;

    @RegisterExtension
    final CleanEnd end = new CleanEnd();

    private static boolean belowOrAt(DeadLetter letter, String place) {
        return (letter.recipient().value() + "/").startsWith(place + "/");
    }

    /** What died with the killing of one actor: the message it was killed over, and what waited below it if it had children. */
    private static void judge(Tree tree, String victim, List<DeadLetter> letters) {
        assertThat(letters).allMatch(letter -> belowOrAt(letter, victim));
        List<DeadLetter> killedOver = letters.stream()
                .filter(letter -> letter.reason() == DeadLetter.Reason.HANDLER_FAILED)
                .toList();
        assertThat(killedOver)
                .singleElement()
                .returns(victim, letter -> letter.recipient().value());
        if (!tree.isSupervisor(victim)) {
            assertThat(letters).hasSize(1);
        }
    }

    /** All that was sent was handled once or is one dead letter, in order. */
    private static void judge(Tree tree, ActorSystem system) {
        long work = system.deadLetters().latest().stream()
                .filter(letter -> letter.message() instanceof Tree.Message.Work)
                .count();
        assertThat(tree.handled() + work).isEqualTo(tree.sent());
        assertThat(tree.places())
                .allSatisfy(place -> assertThat(tree.direct(place)).isSorted().doesNotHaveDuplicates());
        assertThat(system.failure()).isEmpty();
    }

    private static List<DeadLetter> after(ActorSystem system, int before) {
        List<DeadLetter> all = system.deadLetters().latest();
        return all.subList(before, all.size());
    }

    private static void killAll(long seed) {
        Simulation.run(seed, simulation -> {
            Killer killer = new Killer();
            try (ActorSystem system = simulation
                    .system("tree")
                    .interference(killer)
                    .deadLetterHistory(1 << 16)
                    .build()) {
                Tree tree = new Tree(system);
                system.start();
                simulation.sleep(SECOND);
                for (String victim : tree.places()) {
                    int before = system.deadLetters().latest().size();
                    killer.aim(victim);
                    tree.load();
                    simulation.sleep(SECOND);

                    assertThat(killer.hasStruck()).isTrue();
                    assertThat(tree.healthy()).isTrue();
                    judge(tree, victim, after(system, before));
                }
                judge(tree, system);
            }
            return true;
        });
    }

    @Test
    void isHealthyAfterEachKillAndLosesNoMessageOfSiblingsInManyOrders() {
        LongStream.range(0, SEEDS).forEach(TreeUnderFireTest::killAll);
    }

    @Test
    void isHealthyAfterEachKillAndLosesNoMessageOfSiblingsOnRealThreads() {
        Killer killer = new Killer();
        LifeEvents events = new LifeEvents(Duration.ofSeconds(30));
        ActorSystem system =
                end.system("tree", settings -> settings.interference(killer).observer(events));
        end.expectDeadLetters(letter -> true);
        Tree tree = new Tree(system);
        system.start();
        events.await(tree::healthy);
        for (String victim : tree.places()) {
            int before = system.deadLetters().latest().size();
            int restarts = tree.restarts(victim);
            killer.aim(victim);
            tree.load();
            events.await(() -> killer.hasStruck() && tree.restarts(victim) > restarts && tree.healthy());
            tree.settle();
            judge(tree, victim, after(system, before));
        }
        judge(tree, system);
    }
}

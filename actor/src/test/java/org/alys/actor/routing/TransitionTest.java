package org.alys.actor.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.function.Consumer;
import org.alys.actor.ActorFactory;
import org.alys.actor.ActorOptions;
import org.alys.actor.ActorPath;
import org.alys.actor.ActorRef;
import org.alys.actor.ActorSystem;
import org.alys.actor.AskException;
import org.alys.actor.Reply;
import org.alys.actor.supervision.EscalationPolicy;
import org.alys.actor.supervision.RestartStrategy;
import org.alys.actor.supervision.SupervisionPolicy;
import org.alys.actor.testkit.Simulation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TransitionTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final ActorOptions ENDS_AT_THE_SECOND_FAILURE =
            ActorOptions.DEFAULTS.withSupervision(SupervisionPolicy.of(new RestartStrategy.Immediate())
                    .withLimit(1, Duration.ofMinutes(1))
                    .withEscalation(new EscalationPolicy.ContinueWithout()));

    /** A question that breaks one version. */
    private record Ask(String breaks, Reply<String> reply) {}

    private static ActorFactory<Ask> version(String name) {
        return () -> (ask, context) -> {
            if (ask.breaks().equals(name)) {
                throw new IllegalStateException("told to break");
            }
            ask.reply().success(name + " at " + context.path().name());
        };
    }

    private final Switchover switchover = new Switchover();

    private void play(Consumer<Part> scenario) {
        Simulation.run(1, simulation -> {
            try (ActorSystem system = simulation.system("transition").build()) {
                system.start();
                ActorRef<Ask> part = system.spawn(
                        "part",
                        Transition.of(
                                new Transition.Version<>(version("one"), ENDS_AT_THE_SECOND_FAILURE),
                                new Transition.Version<>(version("two"), ENDS_AT_THE_SECOND_FAILURE),
                                switchover),
                        ActorOptions.DEFAULTS);
                scenario.accept(new Part(system, part));
            }
            return true;
        });
    }

    private record Part(ActorSystem system, ActorRef<Ask> ref) {
        String who() {
            return ref.ask(reply -> new Ask("none", reply), SECOND);
        }

        void breakIt(String version) {
            assertThatThrownBy(() -> ref.<String>ask(reply -> new Ask(version, reply), SECOND))
                    .isInstanceOf(AskException.class);
        }

        boolean runs(String child) {
            return system.find(ActorPath.of("part").child(child)).isPresent();
        }
    }

    @Test
    void movesTheWorkOverAndBackWhileTheOldVersionStaysReady() {
        play(part -> {
            assertThat(part.who()).isEqualTo("one at old");
            assertThat(part.runs("new-1")).isFalse();

            assertThat(switchover.moveOver()).isTrue();
            assertThat(part.who()).isEqualTo("two at new-1");
            assertThat(part.runs("old")).isTrue();

            assertThat(switchover.moveBack()).isTrue();
            assertThat(part.who()).isEqualTo("one at old");
            assertThat(switchover.moveOver()).isTrue();
            assertThat(part.who()).isEqualTo("two at new-2");
            assertThat(switchover.failures()).isZero();
        });
    }

    @Test
    void goesBackByItselfWhenTheNewVersionFailsForGoodAndNotBefore() {
        play(part -> {
            switchover.moveOver();
            assertThat(part.who()).isEqualTo("two at new-1");
            part.breakIt("two");
            assertThat(part.who()).isEqualTo("two at new-1");
            part.breakIt("two");
            assertThat(part.who()).isEqualTo("one at old");
            assertThat(switchover.stage()).isEqualTo(Switchover.Stage.OLD);
            assertThat(switchover.failures()).isEqualTo(1);
            assertThat(part.system().failure()).isEmpty();
        });
    }

    @Test
    void stopsTheOldVersionWhenTheTransitionIsFinished() {
        play(part -> {
            assertThat(switchover.finish()).isFalse();
            switchover.moveOver();
            part.who();
            assertThat(switchover.finish()).isTrue();
            assertThat(part.who()).isEqualTo("two at new-1");
            assertThat(part.who()).isEqualTo("two at new-1");
            assertThat(part.runs("old")).isFalse();
            assertThat(switchover.moveBack()).isFalse();
        });
    }

    @Test
    void failsItselfWhenTheNewVersionEndsAfterThat() {
        play(part -> {
            switchover.moveOver();
            switchover.finish();
            assertThat(part.who()).isEqualTo("two at new-1");
            part.breakIt("two");
            part.breakIt("two");
            part.breakIt("none");
            assertThat(part.who()).as("it was started again").isEqualTo("two at new-1");
        });
    }

    @Test
    void goesBackAlsoWhenTheNewVersionHasEndedMeanwhile() {
        play(part -> {
            switchover.moveOver();
            assertThat(part.who()).isEqualTo("two at new-1");
            part.breakIt("two");
            part.breakIt("two");
            assertThat(switchover.moveBack()).isTrue();

            assertThat(part.who()).isEqualTo("one at old");
        });
    }

    @Test
    void isFinishedAlsoWhenTheOldVersionHasEndedMeanwhile() {
        play(part -> {
            part.breakIt("one");
            part.breakIt("one");
            switchover.moveOver();
            assertThat(part.who()).isEqualTo("two at new-1");
            switchover.finish();

            assertThat(part.who()).isEqualTo("two at new-1");
        });
    }

    @Test
    void failsItselfWhenNoVersionIsLeft() {
        play(part -> {
            part.breakIt("one");
            part.breakIt("one");
            part.breakIt("none");
            assertThat(part.who()).as("it was started again").isEqualTo("one at old");
        });
    }
}

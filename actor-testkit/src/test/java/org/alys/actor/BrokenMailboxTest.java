package org.alys.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.alys.actor.testkit.Simulation;
import org.alys.actor.testkit.SimulationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Proof that seeds find what they are for: a mailbox that forgets to look once more before its actor rests. */
@Timeout(60)
class BrokenMailboxTest {
    private static final class Forgetful<M> extends Mailbox<M> {
        private final ThreadStarter threads;

        Forgetful(ActorOptions options, ThreadStarter threads) {
            super(options.mailboxCapacity(), options.overflow(), threads);
            this.threads = threads;
        }

        @Override
        boolean rest(boolean signalsOnly) {
            if (somethingWaits(signalsOnly)) {
                return false;
            }
            threads.pause();
            declareRest(signalsOnly);
            return true;
        }
    }

    private static final MailboxFactory FORGETFUL = new MailboxFactory() {
        @Override
        public <M> Mailbox<M> create(ActorOptions options, ThreadStarter threads) {
            return new Forgetful<>(options, threads);
        }
    };

    /** Two senders, one message each; ends when both have arrived. */
    private static boolean deliverTwo(long seed, MailboxFactory mailboxes) {
        return Simulation.run(seed, simulation -> {
            CompletableFuture<Boolean> both = new CompletableFuture<>();
            try (ActorSystem system =
                    simulation.system("small").mailboxes(mailboxes).build()) {
                system.start();
                ActorRef<Integer> actor = system.spawn(
                        "actor",
                        () -> new Actor<>() {
                            private int arrived;

                            @Override
                            public void receive(Integer message, ActorContext<Integer> context) {
                                if (++arrived == 2) {
                                    both.complete(true);
                                }
                            }
                        },
                        ActorOptions.DEFAULTS);
                simulation.start("first", () -> actor.tell(1));
                simulation.start("second", () -> actor.tell(2));
                return simulation.await(both);
            }
        });
    }

    private static boolean fails(long seed) {
        try {
            return !deliverTwo(seed, FORGETFUL);
        } catch (SimulationException lost) {
            return true;
        }
    }

    @Test
    void isFoundWithinAThousandSeedsAndReplayed() {
        OptionalLong seed =
                LongStream.range(0, 1000).filter(BrokenMailboxTest::fails).findFirst();

        assertThat(seed).isPresent();
        assertThatThrownBy(() -> deliverTwo(seed.getAsLong(), FORGETFUL))
                .isInstanceOf(SimulationException.class)
                .hasMessageContaining("nobody can go on");
    }

    @Test
    void isTheOnlyReasonForTheLoss() {
        assertThat(LongStream.range(0, 1000)).allMatch(seed -> deliverTwo(seed, MailboxFactory.STANDARD));
    }
}

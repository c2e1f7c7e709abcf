package org.alys.node.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Comparator;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.function.IntFunction;
import org.alys.node.network.BlockRange;
import org.alys.node.network.PeerRef;
import org.junit.jupiter.api.Test;

/** How long a download takes, by a clock that the test moves. */
class DownloadPaceTest {
    private static final int LENGTH = 700;
    private static final PaperChain CHAIN = new PaperChain(LENGTH);
    private static final DownloadLimits LIMITS = DownloadLimits.standard(3);
    private static final Duration TOO_LONG = Duration.ofHours(1);

    private record Due(long nanos, DownloadEvent event) {}

    /** A download from the start to the end of the chain. */
    private static final class Course {
        private final IntFunction<Duration> takes;
        private final Download download = new Download(LIMITS, new PeerScores(), 0, CHAIN.root(0), 0);
        private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparingLong(Due::nanos));
        private long nanos;

        /** @param takes how long the only peer takes to answer with so many blocks */
        Course(IntFunction<Duration> takes) {
            this.takes = takes;
            due.add(new Due(0, new DownloadEvent.PeerHas(new PeerRef("only", OptionalInt.empty()), LENGTH)));
        }

        Duration run() {
            tell(new DownloadEvent.Wanted(LENGTH, CHAIN.finality(LENGTH)));
            due.add(new Due(0, new DownloadEvent.Tick()));
            while (!download.isDone() && nanos < TOO_LONG.toNanos()) {
                Due next = due.remove();
                nanos = next.nanos();
                if (next.event() instanceof DownloadEvent.Tick) {
                    due.add(new Due(nanos + Duration.ofSeconds(1).toNanos(), next.event()));
                }
                tell(next.event());
            }
            return Duration.ofNanos(nanos);
        }

        private void tell(DownloadEvent event) {
            download.handle(event, nanos).forEach(this::carryOut);
        }

        private void carryOut(DownloadEffect effect) {
            switch (effect) {
                case DownloadEffect.Ask(long ask, var _, long from, int count) ->
                    due.add(new Due(
                            nanos + takes.apply(count).toNanos(),
                            new DownloadEvent.Answered(ask, CHAIN.range(from, from + count - 1, 8), 1000L * count)));
                case DownloadEffect.Check(long ask, var _, var _, BlockRange answer) ->
                    due.add(new Due(nanos, new DownloadEvent.Checked(ask, PaperChain.good(answer))));
                case DownloadEffect.Import(var blocks, var _) -> {
                    long last = blocks.getLast().block().height();
                    due.add(new Due(nanos, new DownloadEvent.Final(last, CHAIN.root(last))));
                }
                case DownloadEffect.Report _ -> {}
                case DownloadEffect.Contradiction(String facts) -> throw new AssertionError(facts);
            }
        }
    }

    /** Large blocks over a slow line: a second for each. */
    @Test
    void thePeerThatIsTooSlowForManyBlocksIsAskedForFew() {
        assertThat(new Course(Duration::ofSeconds).run()).isLessThan(Duration.ofMinutes(30));
    }
}

package org.alys.node.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.BeforeTry;
import org.alys.node.network.BlockRange;
import org.alys.node.network.PeerRef;

/** Whom a download asks first, and whom it asks instead. */
class SourceChoiceTest {
    private static final int LENGTH = 320;
    private static final PaperChain CHAIN = new PaperChain(LENGTH);
    private static final DownloadLimits LIMITS = new DownloadLimits(
            64, 128, 256, 1 << 20, 4, 2, 64, Duration.ofSeconds(10), Duration.ofSeconds(3), Duration.ofSeconds(1));

    private PeerScores scores = new PeerScores();
    private Download download = new Download(LIMITS, scores, 0, CHAIN.root(0), 7);

    @BeforeTry
    void startAfresh() {
        scores = new PeerScores();
        download = new Download(LIMITS, scores, 0, CHAIN.root(0), 7);
    }

    private static PeerRef peer(int number) {
        return new PeerRef("peer-" + number, OptionalInt.empty());
    }

    private static List<PeerRef> asked(List<DownloadEffect> effects) {
        return effects.stream()
                .filter(DownloadEffect.Ask.class::isInstance)
                .map(effect -> ((DownloadEffect.Ask) effect).peer())
                .toList();
    }

    private List<DownloadEffect> begin(int peers) {
        List<DownloadEffect> effects = new ArrayList<>();
        for (int i = 0; i < peers; i++) {
            download.handle(new DownloadEvent.PeerHas(peer(i), LENGTH), 0);
        }
        effects.addAll(download.handle(new DownloadEvent.Wanted(LENGTH, CHAIN.finality(LENGTH)), 0));
        return effects;
    }

    @Property
    void theBestAreAskedFirst(@ForAll @IntRange(min = 0, max = 5) int best) {
        for (int i = 0; i < 6; i++) {
            for (int time = 0; time <= (i == best ? 0 : 1 + i); time++) {
                scores.latency(peer(i), i == best ? Duration.ofMillis(1) : Duration.ofMillis(900), 0);
            }
        }
        List<PeerRef> order = asked(begin(6));
        assertThat(order).hasSize(LIMITS.requests()).doesNotHaveDuplicates();
        assertThat(order.getFirst()).isEqualTo(peer(best));
        for (int i = 1; i < order.size(); i++) {
            assertThat(scores.of(order.get(i), 0)).isLessThanOrEqualTo(scores.of(order.get(i - 1), 0));
        }
    }

    @Example
    void whoKeepsTheChainWaitingGivesWayToABetterPeer() {
        assertThat(asked(begin(1))).containsExactly(peer(0));
        long soon = Duration.ofSeconds(2).toNanos();
        scores.latency(peer(1), Duration.ofMillis(1), soon);
        answerAll(download.handle(new DownloadEvent.PeerHas(peer(1), LENGTH), soon), soon);
        List<DownloadEffect> effects =
                download.handle(new DownloadEvent.Tick(), Duration.ofSeconds(3).toNanos());
        assertThat(effects)
                .anySatisfy(effect -> assertThat(effect).isInstanceOfSatisfying(DownloadEffect.Ask.class, ask -> {
                    assertThat(ask.from()).isEqualTo(1);
                    assertThat(ask.peer()).isEqualTo(peer(1));
                }));
    }

    /** Until there is nothing more to ask for, all of it above what the first peer was asked. */
    private void answerAll(List<DownloadEffect> effects, long nanos) {
        for (DownloadEffect effect : effects) {
            if (effect instanceof DownloadEffect.Ask(long ask, PeerRef peer, long from, int count)) {
                assertThat(peer).isEqualTo(peer(1));
                assertThat(from).isGreaterThan(1);
                answerAll(
                        download.handle(
                                new DownloadEvent.Answered(ask, CHAIN.range(from, from + count - 1, 8), 1000), nanos),
                        nanos);
            }
        }
    }

    /** Or nobody would be asked: the one has failed on it, and the other is not good enough while there is a better one. */
    @Example
    void whoIsPoorIsAskedForWhatTheBetterOneFailedOn() {
        for (int time = 0; time < 20; time++) {
            scores.latency(peer(1), Duration.ofSeconds(2), 0);
            scores.failed(peer(1), 0);
            scores.judged(peer(1), false, 0);
        }
        assertThat(scores.of(peer(1), 0)).isLessThan(PeerScores.LEAST);
        assertThat(asked(begin(2))).containsExactly(peer(0));
        assertThat(asked(download.handle(new DownloadEvent.Unanswered(8), 0))).containsExactly(peer(1));
        assertThat(asked(download.handle(
                        new DownloadEvent.Unanswered(9), Duration.ofSeconds(2).toNanos())))
                .containsExactly(peer(0));
    }

    @Example
    void whoIsTheOnlyOneIsWaitedFor() {
        assertThat(asked(begin(1))).containsExactly(peer(0));
        assertThat(download.handle(
                        new DownloadEvent.Tick(), Duration.ofSeconds(9).toNanos()))
                .isEmpty();
    }

    private static List<Long> ends(List<DownloadEffect> effects) {
        return effects.stream()
                .filter(DownloadEffect.Ask.class::isInstance)
                .map(effect -> ((DownloadEffect.Ask) effect).from() + ((DownloadEffect.Ask) effect).count() - 1)
                .toList();
    }

    /** What is asked for after ranges of blocks came that have a certificate at heights that divide by {@code every}. */
    private List<DownloadEffect> askedAfterAllUpToTheStop(long stop, int every) {
        download = new Download(LIMITS, scores, 0, CHAIN.root(0), 0, OptionalLong.of(stop));
        List<DownloadEffect> open = begin(1);
        assertThat(ends(open)).isNotEmpty();
        while (open.stream().anyMatch(DownloadEffect.Ask.class::isInstance)) {
            DownloadEffect.Ask ask = (DownloadEffect.Ask) open.stream()
                    .filter(DownloadEffect.Ask.class::isInstance)
                    .findFirst()
                    .orElseThrow();
            long last = ask.from() + ask.count() - 1;
            if (last > stop) {
                return open;
            }
            BlockRange range = CHAIN.range(ask.from(), last, every);
            open = new ArrayList<>(download.handle(new DownloadEvent.Answered(ask.ask(), range, 1000), 0));
            open.addAll(download.handle(new DownloadEvent.Checked(ask.ask(), PaperChain.good(range)), 0));
        }
        return open;
    }

    @Example
    void nothingAboveTheStopIsAskedForWhenTheBlockThereIsProven() {
        assertThat(ends(askedAfterAllUpToTheStop(100, 20))).isEmpty();
    }

    @Example
    void laterBlocksProveTheStopWhenItHasNoCertificateOfItsOwn() {
        List<DownloadEffect> effects = askedAfterAllUpToTheStop(100, 30);
        assertThat(ends(effects)).isNotEmpty().allSatisfy(end -> assertThat(end).isGreaterThan(100));
    }

    @Example
    void numbersOfRequestsGoOnFromEarlierDownloads() {
        assertThat(begin(2).stream()
                        .filter(DownloadEffect.Ask.class::isInstance)
                        .map(effect -> ((DownloadEffect.Ask) effect).ask()))
                .containsExactly(8L, 9L);
        assertThat(download.lastAsk()).isEqualTo(9);
        assertThat(download.handle(new DownloadEvent.Answered(3, CHAIN.range(1, 32, 8), 1000), 1))
                .isEmpty();
    }
}

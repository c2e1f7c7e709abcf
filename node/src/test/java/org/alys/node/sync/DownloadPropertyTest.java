package org.alys.node.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.alys.chain.block.CertifiedBlock;
import org.alys.node.network.BlockRange;
import org.alys.node.network.Misconduct;
import org.alys.node.network.PeerRef;

/**
 * Whatever the order of answers, losses and lies, and wherever the chain gets other blocks from: each block comes to it once and in order,
 * as long as one peer is honest.
 */
class DownloadPropertyTest {
    private static final int LENGTH = 700;
    private static final PaperChain CHAIN = new PaperChain(LENGTH);
    private static final DownloadLimits LIMITS = new DownloadLimits(
            64, 128, 256, 1 << 20, 4, 2, 64, Duration.ofSeconds(10), Duration.ofSeconds(3), Duration.ofSeconds(1));

    enum Kind {
        HONEST,
        /** Loses half of what it is asked. */
        LOSSY,
        /** Gives a part of what it is asked. */
        SHORT,
        SILENT,
        EMPTY,
        /** Its answers fail the check. */
        INVALID,
        /** The last block of its answers is certified and not on the final chain. */
        FORKING,
        /** Shows no certificate of finality. */
        UNPROVEN,
        /** Leaves and comes back. */
        RESTLESS
    }

    @Property(tries = 1000)
    void everyBlockIsImportedOnceAndInOrder(
            @ForAll long seed,
            @ForAll @Size(max = 5) List<Kind> others,
            @ForAll @IntRange(min = 0, max = LENGTH - 1) int start,
            @ForAll @IntRange(min = 1, max = 40) int finalityEvery) {
        Run run = new Run(seed, others, start, finalityEvery);
        int steps = 0;
        while (run.imported < LENGTH) {
            run.step();
            assertThat(++steps).as("steps of " + others).isLessThan(60_000);
        }
        assertThat(run.download.isDone()).isTrue();
        assertThat(run.accused).doesNotContain(run.peers.getFirst());
    }

    private static final class Run {
        private final Random random;
        private final int finalityEvery;
        private final List<PeerRef> peers = new ArrayList<>();
        private final Map<PeerRef, Kind> kinds = new HashMap<>();
        private final Download download;
        private final List<DownloadEvent> due = new ArrayList<>();
        private final Set<BlockRange> invalid = Collections.newSetFromMap(new IdentityHashMap<>());
        private final Set<PeerRef> accused = new HashSet<>();
        private long imported;
        private long promised;
        private long nanos;

        Run(long seed, List<Kind> others, int start, int finalityEvery) {
            this.random = new Random(seed);
            this.finalityEvery = finalityEvery;
            this.imported = start;
            this.promised = start;
            this.download = new Download(LIMITS, new PeerScores(), start, CHAIN.root(start), 0);
            List<Kind> all = new ArrayList<>(List.of(Kind.HONEST));
            all.addAll(others);
            for (int i = 0; i < all.size(); i++) {
                PeerRef peer = new PeerRef("peer-" + i, OptionalInt.empty());
                peers.add(peer);
                kinds.put(peer, all.get(i));
                due.add(new DownloadEvent.PeerHas(peer, LENGTH));
            }
            long first = start + 1L + random.nextInt(LENGTH - start);
            tell(new DownloadEvent.Wanted(first, CHAIN.finality(first)));
            due.add(new DownloadEvent.Wanted(LENGTH, CHAIN.finality(LENGTH)));
        }

        /** Something that is due happens, or time passes. */
        void step() {
            if (random.nextInt(60) == 0) {
                advanceByItself();
            }
            if (due.isEmpty() || random.nextInt(8) == 0) {
                nanos += Duration.ofMillis(random.nextInt(4000)).toNanos();
                moveRestless();
                tell(new DownloadEvent.Tick());
            } else {
                tell(due.remove(random.nextInt(due.size())));
            }
        }

        /** Blocks come to the chain in other ways too. */
        private void advanceByItself() {
            long height = Math.min(LENGTH, imported + 1 + random.nextInt(20));
            tell(new DownloadEvent.Final(height, CHAIN.root(height)));
        }

        private void moveRestless() {
            for (PeerRef peer : peers) {
                if (kind(peer) == Kind.RESTLESS && random.nextInt(10) == 0) {
                    due.add(new DownloadEvent.PeerGone(peer));
                }
                if (random.nextInt(10) == 0) {
                    due.add(new DownloadEvent.PeerHas(peer, LENGTH));
                }
            }
        }

        private void tell(DownloadEvent event) {
            if (event instanceof DownloadEvent.Final(long height, var _)) {
                imported = Math.max(imported, height);
            }
            download.handle(event, nanos).forEach(this::carryOut);
        }

        private void carryOut(DownloadEffect effect) {
            switch (effect) {
                case DownloadEffect.Ask(long ask, PeerRef peer, long from, int count) -> {
                    assertThat(from).isGreaterThan(imported);
                    assertThat(from + count - 1).isLessThanOrEqualTo(Math.min(LENGTH, imported + LIMITS.window()));
                    assertThat(count).isBetween(1, LIMITS.maxBatch());
                    answer(ask, kind(peer), from, from + count - 1);
                }
                case DownloadEffect.Check(long ask, long from, int count, BlockRange answer) ->
                    due.add(new DownloadEvent.Checked(
                            ask, invalid.contains(answer) ? new RangeVerdict.Bad("forged") : PaperChain.good(answer)));
                case DownloadEffect.Import(var blocks, var finality) -> take(blocks, finality.size());
                case DownloadEffect.Report(PeerRef peer, Misconduct misconduct, String why) -> {
                    if (misconduct == Misconduct.INVALID_BLOCKS) {
                        assertThat(kind(peer)).isIn(Kind.INVALID, Kind.FORKING);
                    }
                    if (misconduct != Misconduct.UNRESPONSIVE) {
                        accused.add(peer);
                    }
                }
                case DownloadEffect.Contradiction(String facts) -> throw new AssertionError(facts);
            }
        }

        private Kind kind(PeerRef peer) {
            return Optional.ofNullable(kinds.get(peer)).orElseThrow();
        }

        private void answer(long ask, Kind kind, long from, long to) {
            BlockRange honest = CHAIN.range(from, to, finalityEvery);
            switch (kind) {
                case HONEST, RESTLESS -> due.add(new DownloadEvent.Answered(ask, honest, 1000));
                case LOSSY ->
                    due.add(
                            random.nextBoolean()
                                    ? new DownloadEvent.Unanswered(ask)
                                    : new DownloadEvent.Answered(ask, honest, 1000));
                case SHORT ->
                    due.add(new DownloadEvent.Answered(
                            ask, CHAIN.range(from, from + random.nextLong(to - from + 1), finalityEvery), 1000));
                case SILENT -> {}
                case EMPTY -> due.add(new DownloadEvent.Answered(ask, BlockRange.EMPTY, 0));
                case INVALID -> {
                    BlockRange forged = new BlockRange(honest.blocks(), List.of());
                    invalid.add(forged);
                    due.add(new DownloadEvent.Answered(ask, forged, 1000));
                }
                case FORKING -> due.add(new DownloadEvent.Answered(ask, forked(honest), 1000));
                case UNPROVEN ->
                    due.add(new DownloadEvent.Answered(ask, new BlockRange(honest.blocks(), List.of()), 1000));
            }
        }

        private static BlockRange forked(BlockRange honest) {
            List<CertifiedBlock> blocks = new ArrayList<>(honest.blocks());
            CertifiedBlock last = blocks.removeLast();
            blocks.add(PaperChain.block(last.block().parentRoot(), last.block().height(), 1));
            return new BlockRange(
                    blocks,
                    honest.finality().stream()
                            .filter(certificate -> !certificate
                                    .ballot()
                                    .root()
                                    .equals(last.block().root()))
                            .toList());
        }

        /** The chain takes it, now or later. */
        private void take(List<CertifiedBlock> blocks, int certificates) {
            assertThat(certificates).isPositive();
            assertThat(blocks.getFirst().block().height()).isEqualTo(imported + 1);
            for (CertifiedBlock block : blocks) {
                assertThat(block).isEqualTo(CHAIN.at(block.block().height()));
            }
            long last = blocks.getLast().block().height();
            assertThat(blocks).hasSize((int) (last - imported));
            if (promised < last && random.nextInt(5) == 0) {
                promised = last;
                due.add(new DownloadEvent.Unfinished());
            } else {
                due.add(new DownloadEvent.Final(last, CHAIN.root(last)));
            }
        }
    }
}

package org.alys.node.sync;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.alys.chain.block.CertifiedBlock;
import org.alys.chain.vote.Certificate;
import org.alys.node.network.BlockRange;
import org.alys.node.network.Misconduct;
import org.alys.node.network.PeerRef;
import org.alys.node.sync.Piece.Stage;
import org.alys.primitives.Bytes32;

/**
 * Fetches final blocks in ranges from several peers and hands them to the chain in order, each once. {@link Asker} asks, the answers are
 * checked here, {@link Handover} goes on with them. It reads no clock and does nothing itself: equal events and times give equal effects.
 * Not safe for threads that race.
 */
final class Download {
    private final OptionalLong stop;
    private final DownloadLimits limits;
    private final Pieces pieces = new Pieces();
    private final SourcePool sources;
    private final Asker asker;
    private final Blame blame;
    private final Handover handover;
    private final List<DownloadEffect> effects = new ArrayList<>();
    private long wanted;
    private Optional<Certificate> wantedFinality = Optional.empty();
    private long now;

    /** A download above a final block, as far as is wanted. */
    Download(DownloadLimits limits, PeerScores scores, long height, Bytes32 root, long lastAsk) {
        this(limits, scores, height, root, lastAsk, OptionalLong.empty());
    }

    /**
     * A download above a final block.
     *
     * @param root of the chain's final block, which is at {@code height}
     * @param lastAsk the number of the last request of an earlier download, whose answers may still come
     * @param stop where the chain will stop; what is above is asked for only if the block there cannot be proven without it
     */
    Download(DownloadLimits limits, PeerScores scores, long height, Bytes32 root, long lastAsk, OptionalLong stop) {
        this.stop = stop;
        this.limits = limits;
        this.sources = new SourcePool(limits, scores);
        this.asker = new Asker(limits, pieces, sources, lastAsk);
        this.blame = new Blame(pieces, sources, effects::add);
        this.handover = new Handover(limits, pieces, blame, effects::add, height, root);
        this.wanted = height;
    }

    /** Whether all that was wanted is in the chain. */
    boolean isDone() {
        return handover.next() > wanted;
    }

    /** Whether anybody who was not sent away has the next block, as far as was said. */
    boolean hasSource() {
        return sources.has(handover.next());
    }

    /** Whether the peer sent what no honest peer sends. */
    boolean isExpelled(PeerRef peer) {
        return sources.isExpelled(peer);
    }

    Optional<Source> source(PeerRef peer) {
        return sources.find(peer);
    }

    /** Peers that blocks are asked of now. */
    int activeSources() {
        return sources.busy();
    }

    /** The number of the last request. */
    long lastAsk() {
        return asker.lastAsk();
    }

    /**
     * Takes in one event.
     *
     * @param nanos the time of a monotonic clock, never before that of the last event
     * @return what to do now, in this order
     */
    List<DownloadEffect> handle(DownloadEvent event, long nanos) {
        now = nanos;
        effects.clear();
        switch (event) {
            case DownloadEvent.PeerHas(PeerRef peer, long height) -> sources.has(peer, height);
            case DownloadEvent.PeerGone(PeerRef peer) -> gone(peer);
            case DownloadEvent.Wanted(long height, Certificate finality) -> want(height, finality);
            case DownloadEvent.Answered(long ask, BlockRange range, long bytes) -> answered(ask, range, bytes);
            case DownloadEvent.Unanswered(long ask) -> unanswered(ask);
            case DownloadEvent.Checked(long ask, RangeVerdict verdict) ->
                pieces.arrived(ask).ifPresent(piece -> checked(piece, verdict));
            case DownloadEvent.Final(long height, Bytes32 root) -> handover.reached(height, root);
            case DownloadEvent.Unfinished _ -> handover.unfinished(now);
            case DownloadEvent.Tick _ -> {
                giveUpOldRequests();
                replaceSlow();
            }
        }
        if (!handover.isContradicted()) {
            pieces.trim(handover.next());
            checkArrived();
            handover.advance(now);
            effects.addAll(asker.ask(handover.next(), end(), now));
        }
        return List.copyOf(effects);
    }

    private void want(long height, Certificate finality) {
        if (height > wanted) {
            wanted = height;
            wantedFinality = Optional.of(finality);
        }
    }

    /**
     * The highest block to ask for now. A range that ends at the stop brings the certificate of its block, if there is one; if there is
     * none, a later block has to prove it.
     */
    private long end() {
        if (stop.isEmpty() || stop.getAsLong() >= wanted) {
            return wanted;
        }
        long last = stop.getAsLong();
        ReadyRun run = handover.run();
        boolean unproven = handover.next() + run.blocks() > last && run.proven().orElse(-1) < last;
        return unproven ? wanted : last;
    }

    private void gone(PeerRef peer) {
        for (long ask : asker.openOf(peer)) {
            asker.end(ask);
            pieces.asked(ask).ifPresent(piece -> pieces.release(piece, peer));
        }
        sources.gone(peer);
    }

    private void answered(long ask, BlockRange range, long bytes) {
        Optional<Asker.Request> request = asker.end(ask);
        Optional<Piece> piece = pieces.asked(ask);
        if (request.isEmpty() || piece.isEmpty()) {
            return;
        }
        Asker.Request made = request.get();
        int blocks = range.blocks().size();
        if (blocks > 0) {
            Duration took = Duration.ofNanos(now - made.atNanos());
            sources.find(made.peer()).ifPresent(source -> source.answered(made.count(), blocks, took));
            sources.scores().answered(made.peer(), bytes, took, now);
        }
        piece.get().stage = new Stage.Arrived(ask, made.peer(), range, bytes, false);
    }

    private void unanswered(long ask) {
        asker.end(ask).ifPresent(request -> blame.silent(ask, request.peer(), now));
    }

    private void giveUpOldRequests() {
        asker.openSince(now - limits.patience().toNanos()).forEach(this::unanswered);
    }

    /** The chain waits for the lowest range: who is slow with it gives way to a better one that has nothing to do. */
    private void replaceSlow() {
        Optional<Piece> lowest = pieces.holding(handover.next() + handover.run().blocks());
        if (lowest.isPresent()
                && lowest.get().stage instanceof Stage.Asked(long ask, PeerRef peer, long atNanos)
                && now - atNanos >= limits.hurry().toNanos()
                && sources.betterThan(peer, lowest.get(), now).isPresent()) {
            unanswered(ask);
        }
    }

    private void checked(Piece piece, RangeVerdict verdict) {
        Stage.Arrived arrived = (Stage.Arrived) piece.stage;
        switch (verdict) {
            case RangeVerdict.Good(var blocks, var finality) -> {
                Optional<String> fault = faultAtTarget(blocks);
                if (fault.isPresent()) {
                    blame.lie(piece, arrived.peer(), Misconduct.INVALID_BLOCKS, fault.get());
                    return;
                }
                sources.scores().judged(arrived.peer(), true, now);
                asker.measured(blocks.size(), arrived.bytes());
                pieces.ready(
                        piece, new Stage.Ready(arrived.peer(), blocks, withTarget(blocks, finality), arrived.bytes()));
            }
            case RangeVerdict.Empty _ -> {
                sources.find(arrived.peer()).ifPresent(source -> source.has(piece.from - 1));
                blame.useless(
                        piece, arrived.peer(), "it does not have block " + piece.from + ", which it said it had", now);
            }
            case RangeVerdict.Bad(String reason) -> blame.lie(piece, arrived.peer(), Misconduct.INVALID_BLOCKS, reason);
            case RangeVerdict.OtherChain(String reason) ->
                blame.lie(piece, arrived.peer(), Misconduct.OTHER_CHAIN, reason);
        }
    }

    /** The target's own certificate came with its proof, and need not come again. */
    private Optional<String> faultAtTarget(List<CertifiedBlock> blocks) {
        return atTarget(blocks)
                .filter(block -> !RangeCheck.makesFinal(wantedFinality.orElseThrow(), block.block()))
                .map(block -> block.block() + " is not the final block of its height");
    }

    private NavigableMap<Long, Certificate> withTarget(
            List<CertifiedBlock> blocks, NavigableMap<Long, Certificate> finality) {
        NavigableMap<Long, Certificate> all = new TreeMap<>(finality);
        atTarget(blocks).ifPresent(_ -> all.putIfAbsent(wanted, wantedFinality.orElseThrow()));
        return all;
    }

    private Optional<CertifiedBlock> atTarget(List<CertifiedBlock> blocks) {
        return blocks.stream()
                .filter(block -> block.block().height() == wanted && wantedFinality.isPresent())
                .findFirst();
    }

    private void checkArrived() {
        long checking = pieces.all()
                .filter(piece -> piece.stage instanceof Stage.Arrived arrived && arrived.checking())
                .count();
        for (Piece piece : pieces.all().toList()) {
            if (checking < limits.checks() && piece.stage instanceof Stage.Arrived arrived && !arrived.checking()) {
                piece.stage = new Stage.Arrived(arrived.ask(), arrived.peer(), arrived.answer(), arrived.bytes(), true);
                effects.add(new DownloadEffect.Check(arrived.ask(), piece.from, piece.count, arrived.answer()));
                checking++;
            }
        }
    }
}

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
import org.alys.node.sync.DownloadEffect.Import;
import org.alys.node.sync.DownloadEffect.Report;
import org.alys.node.sync.Piece.Stage;
import org.alys.primitives.Bytes32;

/**
 * Fetches final blocks in ranges from several peers and hands them to the chain in order, each once. It reads no clock and does nothing
 * itself: equal events and times give equal effects. Not safe for threads that race.
 */
final class Download {
    private final OptionalLong stop;
    private final DownloadLimits limits;
    private final Pieces pieces = new Pieces();
    private final SourcePool sources;
    private final Asker asker;
    private final List<DownloadEffect> effects = new ArrayList<>();
    private long next;
    private Bytes32 below;
    private long wanted;
    private Optional<Certificate> wantedFinality = Optional.empty();
    private OptionalLong importing = OptionalLong.empty();
    private long importAgainAt = Long.MIN_VALUE;
    private boolean contradicted;
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
        this.next = height + 1;
        this.below = root;
        this.wanted = height;
    }

    /** Whether all that was wanted is in the chain. */
    boolean isDone() {
        return next > wanted;
    }

    /** Whether anybody who was not sent away has the next block, as far as was said. */
    boolean hasSource() {
        return sources.has(next);
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
            case DownloadEvent.Final(long height, Bytes32 root) -> reached(height, root);
            case DownloadEvent.Unfinished _ -> {
                importing = OptionalLong.empty();
                importAgainAt = now + limits.retry().toNanos();
            }
            case DownloadEvent.Tick _ -> {
                giveUpOldRequests();
                replaceSlow();
            }
        }
        if (!contradicted) {
            checkArrived();
            importReady();
            effects.addAll(asker.ask(next, end(), now));
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
        ReadyRun run = new ReadyRun(pieces.run(next));
        boolean unproven = next + run.blocks() > last && run.proven().orElse(-1) < last;
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
        asker.end(ask).ifPresent(request -> {
            sources.scores().failed(request.peer(), now);
            pieces.asked(ask).ifPresent(piece -> pieces.release(piece, request.peer()));
            strike(request.peer(), "it did not answer");
        });
    }

    private void strike(PeerRef peer, String why) {
        sources.find(peer)
                .filter(source -> source.failed(now))
                .ifPresent(_ -> effects.add(new Report(peer, Misconduct.UNRESPONSIVE, why)));
    }

    private void giveUpOldRequests() {
        asker.openSince(now - limits.patience().toNanos()).forEach(this::unanswered);
    }

    /** The chain waits for the lowest range: who is slow with it gives way to a better one that has nothing to do. */
    private void replaceSlow() {
        Optional<Piece> lowest = pieces.at(next + new ReadyRun(pieces.run(next)).blocks());
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
                    expel(piece, arrived.peer(), Misconduct.INVALID_BLOCKS, fault.get());
                    return;
                }
                sources.scores().judged(arrived.peer(), true, now);
                asker.measured(blocks.size(), arrived.bytes());
                pieces.ready(
                        piece, new Stage.Ready(arrived.peer(), blocks, withTarget(blocks, finality), arrived.bytes()));
                pieces.trim(next);
            }
            case RangeVerdict.Empty _ -> {
                sources.scores().judged(arrived.peer(), false, now);
                sources.find(arrived.peer()).ifPresent(source -> source.has(piece.from - 1));
                pieces.release(piece, arrived.peer());
                strike(arrived.peer(), "it does not have block " + piece.from + ", which it said it had");
            }
            case RangeVerdict.Bad(String reason) -> expel(piece, arrived.peer(), Misconduct.INVALID_BLOCKS, reason);
            case RangeVerdict.OtherChain(String reason) -> expel(piece, arrived.peer(), Misconduct.OTHER_CHAIN, reason);
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

    private void expel(Piece piece, PeerRef peer, Misconduct misconduct, String why) {
        pieces.release(piece, peer);
        expel(peer, misconduct, why);
    }

    /** What it sent before and nobody has checked yet is not worth checking. */
    private void expel(PeerRef peer, Misconduct misconduct, String why) {
        if (isExpelled(peer)) {
            return;
        }
        sources.find(peer).ifPresent(Source::expel);
        pieces.all()
                .filter(piece -> piece.stage instanceof Stage.Arrived arrived
                        && arrived.peer().equals(peer))
                .forEach(piece -> pieces.release(piece, peer));
        effects.add(new Report(peer, misconduct, why));
    }

    private void reached(long height, Bytes32 root) {
        if (height >= next) {
            next = height + 1;
            below = root;
            pieces.trim(next);
        }
        if (importing.isPresent() && importing.getAsLong() <= height) {
            importing = OptionalLong.empty();
        }
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

    private void importReady() {
        ReadyRun run = new ReadyRun(pieces.run(next));
        for (Optional<Piece> wrong = run.contradicted(); wrong.isPresent(); wrong = run.contradicted()) {
            if (!dropEnd(wrong.get())) {
                return;
            }
            run = new ReadyRun(pieces.run(next));
        }
        if (run.proven().isEmpty()) {
            if (run.blocks() >= limits.window()) {
                run.pieces().forEach(this::dropUnproven);
            }
            return;
        }
        ReadyRun.Chunk chunk = run.first(limits.importTogether());
        if (!chunk.parentRoot().equals(below)) {
            contradict("block " + next + " of the final chain follows " + chunk.parentRoot() + ", ours is " + below);
        } else if (importing.isEmpty() && now >= importAgainAt) {
            importing = OptionalLong.of(chunk.last());
            effects.add(new Import(chunk.blocks(), chunk.finality()));
        }
    }

    /** Its blocks above its own last proof are certified and not on the final chain; no honest peer sends such as final. */
    private boolean dropEnd(Piece piece) {
        long proven = ReadyRun.ownProof(piece);
        if (proven == piece.last()) {
            contradict("two blocks of height " + piece.last() + " are final");
            return false;
        }
        if (piece.stage instanceof Stage.Ready ready) {
            pieces.cutAfter(piece, ready, proven);
            expel(ready.peer(), Misconduct.INVALID_BLOCKS, "its blocks above " + proven + " are not final");
        }
        return true;
    }

    private void dropUnproven(Piece piece) {
        if (piece.stage instanceof Stage.Ready ready) {
            sources.scores().judged(ready.peer(), false, now);
            pieces.release(piece, ready.peer());
            strike(ready.peer(), "it shows no finality");
        }
    }

    private void contradict(String facts) {
        contradicted = true;
        effects.add(new DownloadEffect.Contradiction(facts));
    }
}

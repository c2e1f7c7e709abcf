package org.alys.node.sync;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    /** A guess, until blocks have come. */
    private static final double FIRST_BLOCK_BYTES = 2048;

    private final DownloadLimits limits;
    private final Pieces pieces = new Pieces();
    private final SourcePool sources;
    private final Map<Long, Request> requests = new LinkedHashMap<>();
    private final List<DownloadEffect> effects = new ArrayList<>();
    private long next;
    private Bytes32 below;
    private long wanted;
    private Optional<Certificate> wantedFinality = Optional.empty();
    private OptionalLong importing = OptionalLong.empty();
    private long importAgainAt = Long.MIN_VALUE;
    private boolean contradicted;
    private double blockBytes = FIRST_BLOCK_BYTES;
    private long lastAsk;
    private long now;

    private record Request(PeerRef peer, int count, long atNanos) {}

    /**
     * A download above a final block.
     *
     * @param root of the chain's final block, which is at {@code height}
     * @param lastAsk the number of the last request of an earlier download, whose answers may still come
     */
    Download(DownloadLimits limits, PeerScores scores, long height, Bytes32 root, long lastAsk) {
        this.limits = limits;
        this.sources = new SourcePool(limits, scores);
        this.lastAsk = lastAsk;
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

    /** Peers that blocks are asked of now. */
    int activeSources() {
        return sources.busy();
    }

    /** The number of the last request. */
    long lastAsk() {
        return lastAsk;
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
            ask();
        }
        return List.copyOf(effects);
    }

    private void want(long height, Certificate finality) {
        if (height > wanted) {
            wanted = height;
            wantedFinality = Optional.of(finality);
        }
    }

    private void gone(PeerRef peer) {
        requests.entrySet().stream()
                .filter(entry -> entry.getValue().peer().equals(peer))
                .map(Map.Entry::getKey)
                .toList()
                .forEach(ask -> {
                    requests.remove(ask);
                    pieces.asked(ask).ifPresent(piece -> pieces.release(piece, peer));
                });
        sources.gone(peer);
    }

    private void answered(long ask, BlockRange range, long bytes) {
        Optional<Request> request = Optional.ofNullable(requests.remove(ask));
        Optional<Piece> piece = pieces.asked(ask);
        request.flatMap(made -> sources.find(made.peer())).ifPresent(source -> source.free(ask));
        if (request.isEmpty() || piece.isEmpty()) {
            return;
        }
        int blocks = range.blocks().size();
        if (blocks > 0) {
            Request made = request.get();
            Duration took = Duration.ofNanos(now - made.atNanos());
            sources.find(made.peer()).ifPresent(source -> source.answered(made.count(), blocks, took));
            sources.scores().answered(made.peer(), bytes, took, now);
            blockBytes = (3 * blockBytes + (double) bytes / blocks) / 4;
        }
        piece.get().stage = new Stage.Arrived(ask, request.get().peer(), range, bytes, false);
    }

    private void unanswered(long ask) {
        Optional.ofNullable(requests.remove(ask)).ifPresent(request -> {
            sources.scores().failed(request.peer(), now);
            sources.find(request.peer()).ifPresent(source -> source.free(ask));
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
        long oldest = now - limits.patience().toNanos();
        requests.entrySet().stream()
                .filter(entry -> entry.getValue().atNanos() <= oldest)
                .map(Map.Entry::getKey)
                .toList()
                .forEach(this::unanswered);
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

    private void ask() {
        for (Piece piece : pieces.free()) {
            sources.best(piece, now).ifPresent(source -> {
                int count = count(source, piece.from, piece.count);
                if (mayTake(piece.from, count)) {
                    ask(source, pieces.split(piece, count));
                }
            });
        }
        boolean more = true;
        while (more) {
            Piece beyond = new Piece(pieces.end(next) + 1, 1);
            long room = Math.min(wanted, next - 1 + limits.window()) - beyond.from + 1;
            Optional<Source> source = room > 0 ? sources.best(beyond, now) : Optional.empty();
            int count = source.map(found -> count(found, beyond.from, aligned(beyond.from, found.batch(), room)))
                    .orElse(0);
            more = count > 0 && mayTake(beyond.from, count);
            if (more) {
                Piece piece = new Piece(beyond.from, count);
                pieces.add(piece);
                ask(source.orElseThrow(), piece);
            }
        }
    }

    /** Ends where a span of finality ends, if that is possible: most probably its last block is proven. */
    private static int aligned(long from, int batch, long room) {
        long end = Math.ceilDiv(from + 1, BlockRange.FINALITY_SPAN) * BlockRange.FINALITY_SPAN - 1;
        long spans = Math.max(0, (batch - (end - from + 1)) / BlockRange.FINALITY_SPAN);
        return (int) Math.min(room, Math.min(batch, end - from + 1 + spans * BlockRange.FINALITY_SPAN));
    }

    private int count(Source source, long from, int most) {
        long bytes = limits.heldBytes() / limits.requests();
        long affordable = Math.max(1, (long) (bytes / blockBytes));
        return (int) Math.min(Math.min(most, source.batch()), Math.min(affordable, source.has() - from + 1));
    }

    /** The lowest piece may always be asked for, or nothing would go on. */
    private boolean mayTake(long from, int count) {
        if (requests.size() >= limits.requests()) {
            return false;
        }
        ReadyRun run = new ReadyRun(pieces.run(next));
        boolean lowest = from <= next + run.blocks();
        long coming = requests.values().stream().mapToLong(Request::count).sum() + count;
        return lowest || pieces.heldBytes() + coming * blockBytes <= limits.heldBytes();
    }

    private void ask(Source source, Piece piece) {
        lastAsk++;
        requests.put(lastAsk, new Request(source.peer, piece.count, now));
        source.ask(lastAsk);
        piece.stage = new Stage.Asked(lastAsk, source.peer, now);
        effects.add(new DownloadEffect.Ask(lastAsk, source.peer, piece.from, piece.count));
    }
}

package org.alys.node.sync;

import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what the status is judged by over time, and tells when something changes: phases, progress, standstill. For one thread. */
final class Outlook {
    private static final Logger LOG = LoggerFactory.getLogger(Outlook.class);

    /** So long a node waits at its start for others to be connected and to say where they are. */
    static final Duration DISCOVERY = Duration.ofSeconds(8);
    /** So long after its start, or after a pause, a node waits for the proof of what a peer claims. */
    static final Duration PROOF_GRACE = Duration.ofSeconds(30);
    /** Blocks come every few seconds; a node that lacks some and gets none for so long fetches them itself. */
    static final Duration STUCK = Duration.ofSeconds(15);

    private static final Duration STALL = Duration.ofSeconds(60);
    private static final Duration TELL = Duration.ofSeconds(10);

    private final int othersNeeded;
    private final SyncBoard board;
    private final SpeedGauge speed = new SpeedGauge();
    private long begunAt;
    private long height = -1;
    private long progressAt;
    private long toldAt;
    private long sidesToldAt;
    private int connected;
    private boolean discovered;
    private final SideGate sides = new SideGate();
    private Optional<String> closed = sides.closed(0);
    private Optional<String> failure = Optional.empty();
    private SyncPhase phase = SyncPhase.DISCOVERING;
    private boolean stalled;

    /** @param othersNeeded so many other members know, together with this node, of every final block */
    Outlook(int othersNeeded, SyncBoard board) {
        this.othersNeeded = othersNeeded;
        this.board = board;
    }

    void begin(long nanos) {
        goesOn(nanos);
        toldAt = nanos;
        sidesToldAt = nanos;
        board.write(SyncStatus.UNKNOWN);
    }

    /** Begins, or goes on after a pause: others may have got far ahead meanwhile, and are given the time to prove it. */
    void goesOn(long nanos) {
        begunAt = nanos;
        progressAt = nanos;
    }

    void connected(int peers) {
        connected = peers;
    }

    void sides(SideGate.Report report, long nanos) {
        sides.report(report, nanos);
    }

    /** Whether the execution layer and Bitcoin were ready when they were last asked. */
    boolean sidesAreReady() {
        return sides.isQuiet();
    }

    void fail(String reason) {
        if (failure.isEmpty()) {
            LOG.error("{}", reason);
            failure = Optional.of(reason);
        }
    }

    boolean hasFailed() {
        return failure.isPresent();
    }

    void reached(long finalHeight, long nanos) {
        if (finalHeight != height) {
            height = finalHeight;
            progressAt = nanos;
            if (stalled) {
                stalled = false;
                LOG.info("the sync goes on");
            }
        }
        speed.at(nanos, finalHeight);
    }

    void downloadBegins() {
        speed.restart();
    }

    boolean isStuck(long nanos) {
        return nanos - progressAt >= STUCK.toNanos();
    }

    void judge(Claims claims, long target, Optional<Download> download, SyncOrder order, long nanos) {
        discovered = discovered
                || (height >= 0 && (claims.members() >= othersNeeded || nanos - begunAt >= DISCOVERY.toNanos()));
        boolean claimAhead =
                nanos - begunAt < PROOF_GRACE.toNanos() && claims.isAbove(Math.max(height, target) + SyncFacts.NEAR);
        boolean behind = height >= 0 && target > height;
        stall(behind && download.isPresent() && nanos - progressAt >= STALL.toNanos(), target, download);
        SyncStatus status = new SyncFacts(
                        failure,
                        discovered,
                        claimAhead,
                        order.pause(Math.max(0, height)),
                        sides.closed(nanos),
                        Math.max(0, height),
                        target,
                        behind && download.isPresent(),
                        speed.blocksPerSecond(),
                        claims.size(),
                        holdUp(download).or(order::plan))
                .judge();
        board.write(status);
        tellOfSides(sides.closed(nanos), nanos);
        tell(status, nanos);
    }

    private Optional<String> holdUp(Optional<Download> download) {
        if (!discovered) {
            return Optional.of(
                    "Waits to hear from " + othersNeeded + " other members; " + connected + " nodes are connected.");
        }
        return stalled ? download.map(this::stallReason) : Optional.empty();
    }

    private String stallReason(Download download) {
        return "SYN001 No block was imported for a minute: "
                + (download.hasSource()
                        ? "block " + (height + 1) + " is not answered, or waits for the execution layer or Bitcoin."
                        : "nobody who is connected has block " + (height + 1) + ". Check the peers.");
    }

    private void stall(boolean now, long target, Optional<Download> download) {
        if (now && !stalled) {
            stalled = true;
            LOG.warn("{} The target is {}.", download.map(this::stallReason).orElse(""), target);
        }
    }

    /** What goes on for long, as reading Bitcoin's blocks at the start may, is told now and then, and what is soon over not at all. */
    private void tellOfSides(Optional<String> now, long nanos) {
        if (now.isEmpty()) {
            if (closed.isPresent()) {
                LOG.info("the execution layer and Bitcoin are ready");
            }
            closed = now;
        } else if (!now.equals(closed) && (closed.isEmpty() || nanos - sidesToldAt >= TELL.toNanos())) {
            LOG.warn("{}", now.get());
            closed = now;
            sidesToldAt = nanos;
        }
    }

    private void tell(SyncStatus status, long nanos) {
        if (status.phase() != phase) {
            LOG.info("sync: {}, then {}", phase.label(), ProgressLine.of(status));
            phase = status.phase();
            toldAt = nanos;
        } else if (phase == SyncPhase.DOWNLOADING && nanos - toldAt >= TELL.toNanos()) {
            LOG.info("sync: {}", ProgressLine.of(status));
            toldAt = nanos;
        }
    }
}

package org.alys.p2p.yamux;

import org.alys.p2p.peers.RateLimit;
import org.alys.p2p.time.Timers;
import org.alys.p2p.wire.WireException;

/**
 * Frames that cost the remote twelve bytes and this side work: opening and resetting streams, pings, windows opened by next to nothing.
 * They have a rate; data has its windows. Used by the reading thread alone.
 */
final class FrameBudget {
    private static final double BURST = 8192;
    private static final double PER_SECOND = 2048;
    /** A grant that is worth a frame is much larger. */
    private static final int SMALL_GRANT = 1024;

    private final Timers timers;
    private final RateLimit rate;

    FrameBudget(Timers timers) {
        this.timers = timers;
        this.rate = new RateLimit(BURST, PER_SECOND, timers.nanos());
    }

    void spend(Frame frame) throws WireException {
        if (isBurden(frame) && !rate.tryTake(1, timers.nanos())) {
            throw new WireException("too many frames without data");
        }
    }

    private static boolean isBurden(Frame frame) {
        if (frame.has(Frame.SYN) || frame.has(Frame.RST)) {
            return true;
        }
        return switch (frame.type()) {
            case PING, GO_AWAY -> true;
            case DATA -> frame.length() == 0 && frame.flags() == 0;
            case WINDOW_UPDATE -> frame.length() < SMALL_GRANT && frame.flags() == 0;
        };
    }
}

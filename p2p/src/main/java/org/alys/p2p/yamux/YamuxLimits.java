package org.alys.p2p.yamux;

import java.time.Duration;

/**
 * What one session may cost.
 *
 * @param maxInboundStreams streams that the remote may have open, and handlers that may run for them
 * @param maxOutboundStreams streams that this side may have open; at most 256, the backlog that every remote must bear
 * @param maxWindow unread bytes that a stream may be allowed once it has shown that it reads, at least 256 KiB
 * @param maxUnread unread bytes of all streams together; the stream that exceeds them is reset
 * @param keepAliveInterval time between pings; a ping unanswered for as long ends the session
 * @param lingering time that a stream closed here waits for the remote to close it too
 */
public record YamuxLimits(
        int maxInboundStreams,
        int maxOutboundStreams,
        int maxWindow,
        long maxUnread,
        Duration keepAliveInterval,
        Duration lingering) {
    /** Window that each side of a stream starts with. */
    public static final int INITIAL_WINDOW = 256 * 1024;

    public static final YamuxLimits DEFAULT = new YamuxLimits(
            256, 256, 4 * 1024 * 1024, 16L * 1024 * 1024, Duration.ofSeconds(30), Duration.ofSeconds(10));

    public YamuxLimits {
        if (maxInboundStreams < 1 || maxOutboundStreams < 1 || maxOutboundStreams > 256) {
            throw new IllegalArgumentException("streams must be 1 to 256");
        }
        if (maxWindow < INITIAL_WINDOW || maxUnread < maxWindow) {
            throw new IllegalArgumentException("window below 256 KiB, or unread bytes below one window");
        }
    }
}

package org.alys.p2p.peers;

import java.util.stream.IntStream;

/**
 * How many connections a host bears. Above {@code trimAbove} connections it gives up the least useful ones until {@code trimTo} are left.
 *
 * @param maxHandshakes inbound connections that have not proven an identity yet; one IP address may have half of them
 * @param maxPerIp connections with one IPv4 address, or one IPv6 network of 64 bits
 * @param maxArrivalsPerMinute connections that one IP address, in the same sense, may open at once and in each minute, for a handshake
 *     costs more to answer than to ask for
 */
public record ConnectionLimits(
        int maxInbound,
        int maxOutbound,
        int maxHandshakes,
        int maxPerPeer,
        int maxPerIp,
        int maxArrivalsPerMinute,
        int trimAbove,
        int trimTo) {
    public static final ConnectionLimits DEFAULT = new ConnectionLimits(600, 400, 64, 3, 32, 200, 160);

    /** Limits with eight arrivals in a minute for each connection that an IP address may have. */
    public ConnectionLimits(
            int maxInbound,
            int maxOutbound,
            int maxHandshakes,
            int maxPerPeer,
            int maxPerIp,
            int trimAbove,
            int trimTo) {
        this(maxInbound, maxOutbound, maxHandshakes, maxPerPeer, maxPerIp, 8 * maxPerIp, trimAbove, trimTo);
    }

    public ConnectionLimits {
        int least = IntStream.of(maxInbound, maxOutbound, maxHandshakes, maxPerPeer, maxPerIp, maxArrivalsPerMinute)
                .min()
                .orElseThrow();
        if (least < 1) {
            throw new IllegalArgumentException("every limit is at least 1");
        }
        if (trimTo > trimAbove || trimTo < 0) {
            throw new IllegalArgumentException("trimming must leave fewer than it begins at");
        }
    }

    /** Handshakes that one IP address may have under way. */
    int maxHandshakesPerIp() {
        return (maxHandshakes + 1) / 2;
    }
}

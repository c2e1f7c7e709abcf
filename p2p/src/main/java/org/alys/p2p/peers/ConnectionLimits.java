package org.alys.p2p.peers;

/**
 * How many connections a host bears. Above {@code trimAbove} connections it gives up the least useful ones until {@code trimTo} are left.
 *
 * @param maxHandshakes inbound connections that have not proven an identity yet
 * @param maxPerIp connections with one IPv4 address, or one IPv6 network of 64 bits
 */
public record ConnectionLimits(
        int maxInbound, int maxOutbound, int maxHandshakes, int maxPerPeer, int maxPerIp, int trimAbove, int trimTo) {
    public static final ConnectionLimits DEFAULT = new ConnectionLimits(600, 400, 64, 3, 32, 200, 160);

    public ConnectionLimits {
        if (Math.min(Math.min(maxInbound, maxOutbound), Math.min(maxHandshakes, Math.min(maxPerPeer, maxPerIp))) < 1) {
            throw new IllegalArgumentException("every limit is at least 1");
        }
        if (trimTo > trimAbove || trimTo < 0) {
            throw new IllegalArgumentException("trimming must leave fewer than it begins at");
        }
    }
}

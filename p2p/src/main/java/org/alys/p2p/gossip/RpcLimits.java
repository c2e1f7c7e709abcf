package org.alys.p2p.gossip;

/**
 * How much one RPC may hold; one that holds more is refused whole.
 *
 * @param maxLength bytes on the wire
 * @param maxIds message ids in IHAVE and IWANT together
 * @param maxControl GRAFTs, PRUNEs and IHAVEs together
 * @param maxTopicLength bytes of a topic's name
 */
public record RpcLimits(
        int maxLength, int maxSubscriptions, int maxMessages, int maxIds, int maxControl, int maxTopicLength) {
    public static final RpcLimits DEFAULT = new RpcLimits(1024 * 1024, 256, 1000, 10_000, 512, 256);
}

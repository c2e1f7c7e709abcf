package org.alys.node.network.wire;

import java.time.Duration;
import org.alys.chain.block.Block;
import org.alys.node.network.BlockRange;

/** The questions that peers may ask each other, with what one exchange may cost either side. Each answer is one chunk. */
public enum RequestKind {
    STATUS("status", Sizes.STATUS, Sizes.STATUS, Duration.ofSeconds(5), 8, 1),
    BLOCKS_BY_RANGE("blocks_by_range", 12, Sizes.BLOCKS, Duration.ofSeconds(20), 16, 8),
    BLOCKS_BY_ROOT("blocks_by_root", BlockRange.MAX_ROOTS * Sizes.ROOT, Sizes.BLOCKS, Duration.ofSeconds(20), 16, 4);

    /** Blocks in an answer stop before they are more than so many bytes together, save that one is always sent. */
    public static final int BLOCK_BYTES_PER_ANSWER = Block.MAX_BYTES;

    private final String protocolName;
    private final int maxRequestBytes;
    private final int maxAnswerBytes;
    private final Duration timeout;
    private final double burst;
    private final double perSecond;

    private interface Sizes {
        int ROOT = 32;
        int STATUS = 3 * ROOT + 3 * 8;
        /** The largest block, or blocks up to that size, with offsets and certificates. */
        int BLOCKS = Block.MAX_BYTES + (16 << 10);
    }

    RequestKind(
            String protocolName,
            int maxRequestBytes,
            int maxAnswerBytes,
            Duration timeout,
            double burst,
            double perSecond) {
        this.protocolName = protocolName;
        this.maxRequestBytes = maxRequestBytes;
        this.maxAnswerBytes = maxAnswerBytes;
        this.timeout = timeout;
        this.burst = burst;
        this.perSecond = perSecond;
    }

    /** Its part of the protocol's name, as in {@code /alys/req/status/1}. */
    public String protocolName() {
        return protocolName;
    }

    /** Bytes of the largest request, before compression. */
    public int maxRequestBytes() {
        return maxRequestBytes;
    }

    /** Bytes of the largest answer, before compression. */
    public int maxAnswerBytes() {
        return maxAnswerBytes;
    }

    /** For a whole exchange. */
    public Duration timeout() {
        return timeout;
    }

    /** Requests that one peer may make at once. */
    public double burst() {
        return burst;
    }

    /** Requests that one peer may make in each second of a long time. */
    public double perSecond() {
        return perSecond;
    }
}

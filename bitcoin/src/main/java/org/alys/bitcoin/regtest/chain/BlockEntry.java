package org.alys.bitcoin.regtest.chain;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alys.bitcoin.tx.BlockHash;
import org.alys.bitcoin.tx.BlockHeader;

/** A known header in its place in the tree. */
public final class BlockEntry {
    private static final int MEDIAN_SPAN = 11;
    private static final long ABSENT = -1;

    private final BlockHash hash;
    private final BlockHeader header;
    private final int height;
    private final BigInteger work;
    private final long medianTime;
    private final Optional<BlockEntry> parent;
    private final List<BlockEntry> children = new ArrayList<>();

    private long offset = ABSENT;
    private long sequence = Long.MAX_VALUE;
    private int transactionCount;
    private boolean linked;
    private boolean failed;

    BlockEntry(BlockHash hash, BlockHeader header, Optional<BlockEntry> parent) {
        this.hash = hash;
        this.header = header;
        this.parent = parent;
        this.height = parent.map(before -> before.height + 1).orElse(0);
        this.work = parent.map(before -> before.work).orElse(BigInteger.ZERO).add(workOf(header));
        this.medianTime = median();
        parent.ifPresent(before -> before.children.add(this));
    }

    /** The expected number of hashes: 2^256 / (target + 1). */
    private static BigInteger workOf(BlockHeader header) {
        return BigInteger.ONE.shiftLeft(256).divide(header.bits().target().add(BigInteger.ONE));
    }

    private long median() {
        List<Long> times = new ArrayList<>();
        for (Optional<BlockEntry> at = Optional.of(this);
                at.isPresent() && times.size() < MEDIAN_SPAN;
                at = at.get().parent) {
            times.add(at.get().header.time());
        }
        times.sort(null);
        return times.get(times.size() / 2);
    }

    public BlockHash hash() {
        return hash;
    }

    public BlockHeader header() {
        return header;
    }

    public int height() {
        return height;
    }

    /** All work from the first block to this one, in hashes. */
    public BigInteger work() {
        return work;
    }

    /** The median time of this block and the ten before it (BIP 113), in seconds since 1970. */
    public long medianTime() {
        return medianTime;
    }

    /** Empty for the first block. */
    public Optional<BlockEntry> parent() {
        return parent;
    }

    public List<BlockEntry> children() {
        return List.copyOf(children);
    }

    /** Whether the block itself is there and not only its header. */
    public boolean hasBody() {
        return offset != ABSENT;
    }

    /** Whether it and all blocks before it are there. */
    public boolean isLinked() {
        return linked;
    }

    /** Whether it or a block before it is invalid, or was declared so. */
    public boolean isFailed() {
        return failed;
    }

    /** Transactions in the block; 0 while only the header is known. */
    public int transactionCount() {
        return transactionCount;
    }

    long offset() {
        return offset;
    }

    long sequence() {
        return sequence;
    }

    void store(long newOffset, long newSequence, int transactions) {
        offset = newOffset;
        sequence = newSequence;
        transactionCount = transactions;
    }

    void link() {
        linked = true;
    }

    void fail(boolean newFailed) {
        failed = newFailed;
    }

    /** Whether a chain that ends here is to be preferred: more work, or the same and seen first. */
    boolean isBetterThan(BlockEntry other) {
        int compared = work.compareTo(other.work);
        return compared > 0 || (compared == 0 && sequence < other.sequence);
    }

    @Override
    public String toString() {
        return height + ":" + hash;
    }
}

package org.alys.bitcoin.follow;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.alys.bitcoin.tx.BitcoinReader;
import org.alys.bitcoin.tx.BitcoinWriter;
import org.alys.bitcoin.tx.BlockHash;
import org.alys.bitcoin.tx.Decoded;
import org.alys.bitcoin.tx.MalformedBytesException;
import org.alys.primitives.Bytes32;

/**
 * How far a chain was followed: the hashes of the last blocks, by which a fork is found.
 *
 * @param startHeight the first height that was or will be followed, 0 or more
 * @param window how many hashes are kept, 1 to 100 000: a reorg that replaces them all cannot be followed
 * @param firstHeight height of the first of {@code hashes}; the next height when there are none
 * @param hashes of consecutive blocks, lowest first, at most {@code window}
 */
public record FollowCursor(int startHeight, int window, int firstHeight, List<BlockHash> hashes) {
    private static final int MAX_WINDOW = 100_000;
    private static final int VERSION = 1;
    private static final int FIXED_SIZE = 13;
    private static final int MAX_SIZE = FIXED_SIZE + 9 + MAX_WINDOW * Bytes32.SIZE;

    public FollowCursor {
        hashes = List.copyOf(hashes);
        if (window < 1 || window > MAX_WINDOW || hashes.size() > window) {
            throw new IllegalArgumentException(
                    "window out of range 1 to 100000, or too many hashes: " + window + ", " + hashes.size());
        }
        boolean linked = hashes.isEmpty() ? firstHeight == startHeight : firstHeight >= startHeight;
        if (startHeight < 0 || !linked || firstHeight > Integer.MAX_VALUE - MAX_WINDOW) {
            throw new IllegalArgumentException("heights out of range: " + startHeight + ", " + firstHeight);
        }
    }

    /** Nothing followed yet; the block at {@code startHeight} will be the first. */
    public static FollowCursor startingAt(int startHeight, int window) {
        return new FollowCursor(startHeight, window, startHeight, List.of());
    }

    /** Height of the last followed block; one below the start when there is none. */
    public int tipHeight() {
        return firstHeight + hashes.size() - 1;
    }

    /** The last followed block; empty at the start. */
    public Optional<BlockHash> tip() {
        return hashes.isEmpty() ? Optional.empty() : Optional.of(hashes.getLast());
    }

    /** Whether every followed block is in the window, so that even a reorg from the start on can be followed. */
    boolean reachesStart() {
        return firstHeight == startHeight;
    }

    /**
     * Whether a best block at {@code height} is below the tip and contradicts nothing that is kept: it is one of the kept
     * blocks, or older than all of them.
     */
    boolean isAheadOf(int height, BlockHash best) {
        boolean kept = height >= firstHeight && height <= tipHeight();
        return height < tipHeight()
                && (!kept || hashes.get(height - firstHeight).equals(best));
    }

    /** With one more block. */
    public FollowCursor connect(BlockHash hash) {
        boolean full = hashes.size() == window;
        List<BlockHash> next = Stream.concat(hashes.stream().skip(full ? 1 : 0), Stream.of(hash))
                .toList();
        return new FollowCursor(startHeight, window, full ? firstHeight + 1 : firstHeight, next);
    }

    /** Without the last block, which must not be the only one unless it is the very first that was followed. */
    public FollowCursor disconnect() {
        return new FollowCursor(startHeight, window, firstHeight, hashes.subList(0, hashes.size() - 1));
    }

    public byte[] encode() {
        BitcoinWriter writer = new BitcoinWriter(FIXED_SIZE + 9 + hashes.size() * Bytes32.SIZE);
        writer.writeByte(VERSION).writeInt32(startHeight).writeInt32(window).writeInt32(firstHeight);
        writer.writeCompactSize(hashes.size());
        hashes.forEach(hash -> writer.writeBytes32(hash.bytes()));
        return writer.toArray();
    }

    /** Decodes what {@link #encode()} returned. */
    public static Decoded<FollowCursor> decode(byte[] bytes) {
        return Decoded.decode(bytes, MAX_SIZE, FollowCursor::read);
    }

    private static FollowCursor read(BitcoinReader reader) throws MalformedBytesException {
        int version = reader.readByte();
        if (version != VERSION) {
            throw new MalformedBytesException(0, "unknown cursor version " + version);
        }
        int startHeight = reader.readInt32();
        int window = reader.readInt32();
        int firstHeight = reader.readInt32();
        BlockHash[] hashes = new BlockHash[reader.readCount(Bytes32.SIZE)];
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = new BlockHash(reader.readBytes32());
        }
        try {
            return new FollowCursor(startHeight, window, firstHeight, List.of(hashes));
        } catch (IllegalArgumentException e) {
            throw new MalformedBytesException(reader.position(), String.valueOf(e.getMessage()));
        }
    }
}

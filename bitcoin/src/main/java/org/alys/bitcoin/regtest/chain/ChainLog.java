package org.alys.bitcoin.regtest.chain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.alys.bitcoin.regtest.store.RecordLog;
import org.alys.bitcoin.tx.Block;
import org.alys.bitcoin.tx.BlockHash;
import org.alys.bitcoin.tx.BlockHeader;
import org.alys.primitives.Bytes32;

/**
 * The file of everything that ever happened to the chain. Doing the same again in the same order leads to the same state,
 * so nothing else is kept. A block is followed by a note when its scripts have been run, so that a replay runs only those
 * of blocks that a crash cut off from their note.
 */
final class ChainLog implements AutoCloseable {
    private static final int BLOCK = 1;
    private static final int CONNECTED = 2;
    private static final int INVALIDATED = 3;
    private static final int RECONSIDERED = 4;
    private static final int HEADER = 5;

    private final RecordLog log;

    /** One thing that happened. */
    sealed interface Happening {
        record BlockStored(long offset) implements Happening {}

        record HeaderAdded(BlockHeader header) implements Happening {}

        record Invalidated(BlockHash hash) implements Happening {}

        record Reconsidered(BlockHash hash) implements Happening {}
    }

    /**
     * What an opened file holds.
     *
     * @param happenings oldest first
     * @param connected blocks whose scripts have been run
     */
    record History(List<Happening> happenings, Set<BlockHash> connected) {}

    /** A file and what was in it. */
    record Opened(ChainLog log, History history) {}

    private ChainLog(RecordLog log) {
        this.log = log;
    }

    static Opened open(Path file) throws IOException {
        List<Happening> happenings = new ArrayList<>();
        Set<BlockHash> connected = new HashSet<>();
        RecordLog log = RecordLog.open(file, (type, payload, offset) -> {
            switch (type) {
                case BLOCK -> happenings.add(new Happening.BlockStored(offset));
                case CONNECTED -> connected.add(hash(payload));
                case INVALIDATED -> happenings.add(new Happening.Invalidated(hash(payload)));
                case RECONSIDERED -> happenings.add(new Happening.Reconsidered(hash(payload)));
                case HEADER ->
                    happenings.add(new Happening.HeaderAdded(
                            BlockHeader.decode(payload).orElseThrow()));
                default -> throw new IOException(file + " has a record of unknown type " + type);
            }
        });
        return new Opened(new ChainLog(log), new History(happenings, connected));
    }

    private static BlockHash hash(byte[] payload) {
        return new BlockHash(Bytes32.of(payload));
    }

    long block(Block block) {
        return append(BLOCK, block.encode());
    }

    void connected(BlockHash hash) {
        append(CONNECTED, hash.bytes().toArray());
    }

    void invalidated(BlockHash hash) {
        append(INVALIDATED, hash.bytes().toArray());
    }

    void reconsidered(BlockHash hash) {
        append(RECONSIDERED, hash.bytes().toArray());
    }

    void header(BlockHeader header) {
        append(HEADER, header.encode());
    }

    Block read(long offset) {
        try {
            return Block.decode(log.read(offset)).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long size() {
        return log.size();
    }

    private long append(int type, byte[] payload) {
        try {
            return log.append(type, payload);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        log.force();
        log.close();
    }
}

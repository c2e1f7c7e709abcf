package org.alys.storage.slashing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.alys.storage.StorageException;
import org.alys.storage.StorageFailure;

/**
 * Reads a log back. Entries were acknowledged only after a sync, so an unacknowledged one can only be at the end: cut off
 * inside an entry, or, where the file system grew the file before it had the bytes, all zeros up to the end. Anything else
 * that does not check is damage to what may have been acknowledged, and is refused.
 */
final class LogReader {
    /**
     * What a log holds.
     *
     * @param header whose it is
     * @param ballots in it
     * @param droppedBytes at the end that belong to no whole entry
     */
    record Contents(LogHeader header, SignedBallots ballots, long droppedBytes) {}

    private final Path file;
    private final SignedBallots ballots = new SignedBallots();

    private LogReader(Path file) {
        this.file = file;
    }

    static Contents read(Path file, SigningIdentity identity) throws IOException {
        try (InputStream input = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            return new LogReader(file).read(input, identity);
        }
    }

    /** Whose log it is. */
    static LogHeader header(Path file) throws IOException {
        try (InputStream input = Files.newInputStream(file)) {
            return new LogReader(file).header(input.readNBytes(LogCodec.HEADER_SIZE));
        }
    }

    private Contents read(InputStream input, SigningIdentity identity) throws IOException {
        LogHeader header = header(input.readNBytes(LogCodec.HEADER_SIZE));
        requireIdentity(header.identity(), identity);
        int number = 0;
        while (true) {
            byte[] bytes = input.readNBytes(LogCodec.ENTRY_SIZE);
            if (bytes.length < LogCodec.ENTRY_SIZE) {
                return new Contents(header, ballots, bytes.length);
            }
            Optional<LogCodec.Entry> entry = LogCodec.entry(number, bytes);
            if (entry.isEmpty()) {
                return new Contents(header, ballots, zerosToTheEnd(number, bytes, input));
            }
            switch (entry.get()) {
                case LogCodec.Entry.Signed(SignRecord record) -> ballots.add(record);
                case LogCodec.Entry.Watermark(long slot) -> ballots.raiseWatermark(slot);
            }
            number++;
        }
    }

    private long zerosToTheEnd(int number, byte[] first, InputStream rest) throws IOException {
        long count = 0;
        byte[] bytes = first;
        while (bytes.length > 0) {
            for (byte value : bytes) {
                if (value != 0) {
                    long position = LogCodec.HEADER_SIZE + (long) number * LogCodec.ENTRY_SIZE;
                    throw damaged(position, "entry " + number + " does not match its checksum");
                }
            }
            count += bytes.length;
            bytes = rest.readNBytes(LogCodec.ENTRY_SIZE);
        }
        return count;
    }

    private void requireIdentity(SigningIdentity found, SigningIdentity expected) {
        if (!found.genesisRoot().equals(expected.genesisRoot())) {
            throw new StorageException(
                    new StorageFailure.ForeignGenesis(file, expected.genesisRoot(), found.genesisRoot()));
        }
        if (!found.publicKey().equals(expected.publicKey())) {
            throw new StorageException(new StorageFailure.ForeignKey(file, expected.publicKey(), found.publicKey()));
        }
    }

    private LogHeader header(byte[] header) {
        try {
            return LogCodec.header(header);
        } catch (IllegalArgumentException e) {
            throw damaged(0, String.valueOf(e.getMessage()));
        }
    }

    private StorageException damaged(long position, String detail) {
        return new StorageException(new StorageFailure.SigningHistoryDamaged(file, position, detail));
    }
}

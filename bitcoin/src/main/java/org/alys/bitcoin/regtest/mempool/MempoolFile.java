package org.alys.bitcoin.regtest.mempool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.alys.bitcoin.regtest.store.RecordLog;
import org.alys.bitcoin.tx.BitcoinReader;
import org.alys.bitcoin.tx.BitcoinWriter;
import org.alys.bitcoin.tx.MalformedBytesException;
import org.alys.bitcoin.tx.Transaction;

/**
 * Remembers over a restart what came into the mempool. Nothing is written when a transaction leaves: at start, those that
 * are in blocks by then or that conflict with them are refused, and the rest is written afresh.
 */
public final class MempoolFile implements MempoolListener, AutoCloseable {
    private static final int ENTERED = 1;

    private final RecordLog log;

    private MempoolFile(RecordLog log) {
        this.log = log;
    }

    private record Remembered(Transaction transaction, long time) {}

    /** Opens {@code file}, lets what is in it into the mempool, and listens to {@code gate} from then on. */
    public static MempoolFile open(Path file, MempoolGate gate) throws IOException {
        List<Remembered> remembered = read(file);
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        MempoolFile memory = new MempoolFile(RecordLog.open(fresh, (_, _, _) -> {}));
        gate.listen(memory);
        remembered.forEach(one -> gate.restore(one.transaction(), one.time()));
        // a crash before this line leaves the old file as it was
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return memory;
    }

    private static List<Remembered> read(Path file) throws IOException {
        List<Remembered> remembered = new ArrayList<>();
        RecordLog.open(file, (type, payload, _) -> {
                    if (type != ENTERED) {
                        throw new IOException(file + " has a record of unknown type " + type);
                    }
                    remembered.add(decode(file, payload));
                })
                .close();
        return remembered;
    }

    private static Remembered decode(Path file, byte[] payload) throws IOException {
        BitcoinReader reader = new BitcoinReader(payload);
        try {
            long time = reader.readInt64();
            return new Remembered(Transaction.read(reader), time);
        } catch (MalformedBytesException e) {
            throw new IOException(file + " holds something that is not a transaction", e);
        }
    }

    @Override
    public void entered(MempoolEntry entry) {
        BitcoinWriter writer = new BitcoinWriter(entry.transaction().size() + Long.BYTES);
        writer.writeInt64(entry.time());
        entry.transaction().write(writer);
        try {
            log.append(ENTERED, writer.toArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void left(MempoolEntry entry) {
        // the next start finds out
    }

    @Override
    public void close() throws IOException {
        log.force();
        log.close();
    }
}

package org.alys.storage;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.alys.primitives.Bytes;

/** Writes one batch for each height, in which all columns must agree, and prints the height after each. */
final class BatchChild {
    /** Small buffers, so that flushes and compactions are under way when the process is killed. */
    static final DatabaseOptions OPTIONS = new DatabaseOptions(8 << 20, 4 << 20, 64, 2, System::nanoTime);

    private BatchChild() {}

    public static void main(String[] arguments) {
        Durability durability = Durability.valueOf(arguments[1]);
        ChainDatabase database = ChainDatabase.open(Path.of(arguments[0]), Roots.GENESIS, OPTIONS);
        long next = database.finalPoint().map(point -> point.height() + 1).orElse(0L);
        while (true) {
            database.write(batch(next), durability);
            System.out.println(next++);
        }
    }

    /** The block of {@code height} becomes final, the one above it is in the tail. */
    static ImportBatch batch(long height) {
        ImportBatch batch = new ImportBatch();
        if (height == 0) {
            batch.putBlock(Roots.root(0), 0, block(0));
        } else {
            batch.deleteState(Roots.root(height - 1));
        }
        return batch.putBlock(Roots.root(height + 1), height + 1, block(height + 1))
                .finalise(List.of(point(height)))
                .putState(Roots.root(height), block(height))
                .head(point(height + 1))
                .minted(outpoint(height), height)
                .certificate(new StoredCertificate(StoredCertificate.Kind.FINALIZE, height, height, Bytes.EMPTY))
                .checkpoint("book", Roots.bytes("book " + height))
                .checkpoint("sync", Roots.bytes("sync " + height));
    }

    static ChainPoint point(long height) {
        return new ChainPoint(height, height, Roots.root(height));
    }

    static Bytes outpoint(long height) {
        return Bytes.of(Arrays.copyOf(Roots.root(height).toArray(), 36));
    }

    /** 8 KB that do not compress. */
    static Bytes block(long height) {
        byte[] block = new byte[8192];
        new Random(height).nextBytes(block);
        return Bytes.of(block);
    }
}

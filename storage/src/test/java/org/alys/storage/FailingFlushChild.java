package org.alys.storage;

import java.nio.file.Path;
import java.util.List;
import org.alys.primitives.Bytes;

/**
 * Lets no sync succeed, and writes what needs none until RocksDB's own threads have to write tables. Prints the code of the write that
 * fails, sends strace away, prints the code of another write, opens the database anew and prints "intact".
 */
final class FailingFlushChild {
    /** Far more than the write buffers take. */
    private static final int MOST = 2000;

    private FailingFlushChild() {}

    public static void main(String[] arguments) {
        Path directory = Path.of(arguments[0]);
        try (ChainDatabase database = open(directory)) {
            write(database, 0, Durability.SYNCED);
            try (var _ = ExchangedAnswers.forThisProcess("fsync,fdatasync", "EIO", List.of())) {
                System.out.println("write "
                        + FailingDiskChild.codeOf(() -> {
                            for (long height = 1; height < MOST; height++) {
                                write(database, height, Durability.BUFFERED);
                            }
                        }));
            }
            System.out.println(
                    "write " + FailingDiskChild.codeOf(() -> write(database, next(database), Durability.BUFFERED)));
        }
        try (ChainDatabase database = open(directory)) {
            write(database, next(database), Durability.SYNCED);
            database.verifyChecksums();
        }
        System.out.println("intact");
    }

    private static long next(ChainDatabase database) {
        return database.finalPoint().orElseThrow().height() + 1;
    }

    private static void write(ChainDatabase database, long height, Durability durability) {
        database.write(
                new ImportBatch()
                        .putBlock(Roots.root(height), height, Bytes.of(new byte[64 * 1024]))
                        .finalise(List.of(new ChainPoint(height, height, Roots.root(height)))),
                durability);
    }

    private static ChainDatabase open(Path directory) {
        return ChainDatabase.open(directory, Roots.GENESIS, BatchChild.OPTIONS);
    }
}

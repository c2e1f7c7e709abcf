package org.alys.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.alys.storage.slashing.SignRecord;
import org.alys.storage.slashing.SigningIdentity;
import org.alys.storage.slashing.SlashingProtection;

/**
 * Writes to both stores, then lets strace answer certain calls for their files with an error, writes again, sends strace away, and writes
 * once more: prints the code of each failure. Then it opens the stores anew, checks that all that was acknowledged is there and that
 * they take more, and prints "intact". What was not acknowledged may be there too.
 */
final class FailingDiskChild {
    private static final SigningIdentity IDENTITY = new SigningIdentity(Roots.GENESIS, Roots.bytes("key"));

    private final Path directory;

    private FailingDiskChild(Path directory) {
        this.directory = directory;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        new FailingDiskChild(Path.of(arguments[0])).run(arguments[1], arguments[2]);
    }

    private void run(String calls, String error) throws IOException, InterruptedException {
        try (ChainDatabase database = openDatabase();
                SlashingProtection protection = openProtection()) {
            write(database, 0);
            sign(protection, 0);
            try (var _ = ExchangedAnswers.forThisProcess(calls, error, files())) {
                System.out.println("write " + codeOf(() -> write(database, 1)));
                System.out.println("sign " + codeOf(() -> sign(protection, 1)));
            }
            System.out.println("write " + codeOf(() -> write(database, 1)));
            System.out.println("sign " + codeOf(() -> sign(protection, 1)));
        }
        try (ChainDatabase database = openDatabase();
                SlashingProtection protection = openProtection()) {
            long height = database.finalPoint().orElseThrow().height();
            write(database, height + 1);
            require(protection.ballotsAbove(-1).contains(vote(0)), "the vote");
            sign(protection, 1);
            require(protection.ballotsAbove(-1).equals(List.of(vote(0), vote(1))), "the votes, and no other");
            database.verifyChecksums();
        }
        System.out.println("intact");
    }

    private List<Path> files() throws IOException {
        List<Path> all = new ArrayList<>();
        for (String store : List.of("db", "sign")) {
            try (Stream<Path> files = Files.list(directory.resolve(store))) {
                files.filter(Files::isRegularFile).forEach(all::add);
            }
        }
        return all;
    }

    private static void write(ChainDatabase database, long height) {
        database.write(BatchChild.batch(height));
    }

    private static void sign(SlashingProtection protection, long slot) {
        require(protection.permit(vote(slot)).allowed(), "permit");
    }

    private static SignRecord vote(long slot) {
        return SignRecord.notarize(slot, Roots.root(slot));
    }

    private ChainDatabase openDatabase() {
        return ChainDatabase.open(directory.resolve("db"), Roots.GENESIS, BatchChild.OPTIONS);
    }

    private SlashingProtection openProtection() {
        return SlashingProtection.open(directory.resolve("sign"), IDENTITY);
    }

    static String codeOf(Runnable fails) {
        try {
            fails.run();
            return "nothing";
        } catch (StorageException e) {
            return e.failure().code();
        }
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException("lost: " + what);
        }
    }
}

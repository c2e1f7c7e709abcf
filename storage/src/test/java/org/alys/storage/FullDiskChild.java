package org.alys.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.alys.primitives.Bytes;
import org.alys.storage.slashing.Permit;
import org.alys.storage.slashing.SignRecord;
import org.alys.storage.slashing.SigningIdentity;
import org.alys.storage.slashing.SlashingProtection;

/**
 * Opens both stores for the first time on a full disk, then fills it through both of them until each fails, makes room, opens them again and checks that all that was
 * acknowledged is there and that they take more. Prints the code of each failure and then "intact".
 */
final class FullDiskChild {
    private static final long LEFT_FREE = 6L << 20;
    private static final SigningIdentity IDENTITY = new SigningIdentity(Roots.GENESIS, Roots.bytes("key"));

    private final Path directory;
    private final Random random = new Random(3);
    private long batches;
    private long signed;

    private FullDiskChild(Path directory) {
        this.directory = directory;
    }

    public static void main(String[] arguments) throws IOException {
        new FullDiskChild(Path.of(arguments[0])).run();
    }

    private void run() throws IOException {
        Path ballast = directory.resolve("ballast");
        Files.write(ballast, new byte[(int) Files.getFileStore(directory).getUsableSpace()]);
        System.out.println(codeOf(() -> openDatabase().close()));
        System.out.println(codeOf(() -> openProtection().close()));
        Files.delete(ballast);
        try (ChainDatabase database = openDatabase();
                SlashingProtection protection = openProtection()) {
            write(database);
            sign(protection);
            Files.write(ballast, new byte[(int) (Files.getFileStore(directory).getUsableSpace() - LEFT_FREE)]);
            System.out.println(codeOf(() -> writeForEver(database)));
            System.out.println(codeOf(() -> signForEver(protection)));
        }
        Files.delete(ballast);
        try (ChainDatabase database = openDatabase();
                SlashingProtection protection = openProtection()) {
            require(database.finalPoint().orElseThrow().height() >= batches - 1, "final pointer");
            require(database.blocks(0, Integer.MAX_VALUE).count() >= batches, "blocks");
            require(protection.ballotsAbove(-1).size() >= signed, "ballots");
            batches = database.finalPoint().orElseThrow().height() + 1;
            signed = protection.ballotsAbove(-1).size();
            write(database);
            sign(protection);
            database.verifyChecksums();
        }
        System.out.println("intact");
    }

    private void writeForEver(ChainDatabase database) {
        while (true) {
            write(database);
        }
    }

    private void signForEver(SlashingProtection protection) {
        while (true) {
            sign(protection);
        }
    }

    private void write(ChainDatabase database) {
        byte[] block = new byte[64 * 1024];
        random.nextBytes(block);
        database.write(new ImportBatch()
                .putBlock(Roots.root(batches), batches, Bytes.of(block))
                .finalise(List.of(new ChainPoint(batches, batches, Roots.root(batches)))));
        batches++;
    }

    private void sign(SlashingProtection protection) {
        Permit permit = protection.permit(SignRecord.notarize(signed, Roots.root(signed)));
        require(permit.allowed(), "permit " + permit);
        signed++;
    }

    private ChainDatabase openDatabase() {
        return ChainDatabase.open(directory.resolve("db"), Roots.GENESIS, BatchChild.OPTIONS);
    }

    private SlashingProtection openProtection() {
        return SlashingProtection.open(directory.resolve("sign"), IDENTITY);
    }

    private static String codeOf(Runnable fillsTheDisk) {
        try {
            fillsTheDisk.run();
            throw new IllegalStateException("the disk was not full");
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

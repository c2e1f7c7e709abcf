package org.alys.node.dev;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.stream.StreamSupport;
import org.alys.primitives.Bytes32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A member whose disk fills up: it ends and says why, signs nothing that it did not store, and goes on when there is space again. */
@Timeout(300)
class FullDiskTest {
    private static final int FULL = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path directory;

    /** There is less space than the databases reserve for their logs, which would last them for a while: they are the first to need more. */
    @Test
    void endsWhenADatabaseFindsNoSpace() throws IOException, InterruptedException {
        endsWhileOthersGoOnAndContinuesWithItsData(64, 3, "(EVM004|STO007)");
    }

    /** The databases have their reserves; slashing protection needs more space every 16 slots or so. */
    @Test
    @EnabledIfSystemProperty(named = "alys.test.all", matches = "true")
    void endsWhenAVoteFindsNoSpace() throws IOException, InterruptedException {
        endsWhileOthersGoOnAndContinuesWithItsData(192, 160, "STO007.*could not record a signature");
    }

    private void endsWhileOthersGoOnAndContinuesWithItsData(int mebibytes, int free, String complaint)
            throws IOException, InterruptedException {
        SmallDisk.require();
        try (RunningTestnet network = RunningTestnet.start(directory, 3, 0)) {
            network.startMiner(0);
            network.awaitHeight(FULL, 2);
            network.kill(FULL);
            try (SmallDisk disk = SmallDisk.over(home(network).resolve("data"), mebibytes)) {
                SeenSignatures signed = new SeenSignatures(
                        disk.path("signing"),
                        directory,
                        home(network).resolve("bls.secret"),
                        Bytes32.fromHex(network.info(0).path("genesisRoot").asText()));
                doesNotStartOnAFullDisk(network, disk, signed);
                disk.free(free);
                long kept = endsWhenTheDiskFillsUp(network, disk, signed);
                assertThat(log(network))
                        .containsPattern("SYS002 .*" + complaint)
                        .contains("stopped by itself");
                goesOn(network, disk, signed, kept);
                network.kill(FULL);
            }
        }
    }

    private static void doesNotStartOnAFullDisk(RunningTestnet network, SmallDisk disk, SeenSignatures signed)
            throws IOException, InterruptedException {
        disk.fill();
        network.testnet().restart(FULL, disk::inside);
        awaitEnd(network, signed);
        assertThat(log(network)).containsPattern("alys: (EVM004|STO007).*Free space and restart the node");
    }

    /** Returns the height that was final when the member was last asked. */
    private static long endsWhenTheDiskFillsUp(RunningTestnet network, SmallDisk disk, SeenSignatures signed)
            throws IOException, InterruptedException {
        network.testnet().restart(FULL, disk::inside);
        network.awaitHeight(FULL, network.height(0).orElseThrow() + 1);
        disk.fill();
        long kept = awaitEnd(network, signed);
        long others = network.height(0).orElseThrow();
        network.awaitHeight(0, others + 2);
        for (long height = 1; height <= others + 2; height++) {
            JsonNode block = network.block(0, height);
            assertThat(!isSigned(block) || signed.mayHaveVotedFor(block))
                    .as("the vote for %s is stored", block)
                    .isTrue();
        }
        disk.free();
        return kept;
    }

    private static void goesOn(RunningTestnet network, SmallDisk disk, SeenSignatures signed, long kept)
            throws IOException, InterruptedException {
        long before = signed.lastSlot();
        long others = network.height(0).orElseThrow();
        network.testnet().restart(FULL, disk::inside);
        assertThat(awaitHead(network)).as("the head at the start").isGreaterThanOrEqualTo(kept);
        network.awaitHeight(FULL, others + 1);
        network.agreeUpTo(others + 1);
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (signed.lastSlot() <= before) {
            assertThat(System.nanoTime()).as("the member votes again").isLessThan(giveUp);
            RunningTestnet.pass(RunningTestnet.LOOK);
            signed.look();
        }
        assertThat(network.evidence(0)).isEmpty();
        assertThat(network.evidence(1)).isEmpty();
    }

    private static long awaitEnd(RunningTestnet network, SeenSignatures signed)
            throws IOException, InterruptedException {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        long height = 0;
        while (network.testnet().isRunning(FULL)) {
            signed.look();
            height = Math.max(
                    height,
                    network.info(FULL).path("federationFinal").path("height").asLong());
            assertThat(System.nanoTime())
                    .as(() -> "the member ends: " + network.testnet().lastWords(FULL))
                    .isLessThan(giveUp);
            RunningTestnet.pass(RunningTestnet.LOOK);
        }
        signed.look();
        return height;
    }

    /** The height of the head in the first answer of the member. */
    private static long awaitHead(RunningTestnet network) throws InterruptedException {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            OptionalLong height = network.height(FULL);
            if (height.isPresent()) {
                return height.getAsLong();
            }
            assertThat(System.nanoTime())
                    .as(() -> "the member answers: " + network.testnet().lastWords(FULL))
                    .isLessThan(giveUp);
            RunningTestnet.pass(RunningTestnet.LOOK);
        }
    }

    private static boolean isSigned(JsonNode block) {
        return StreamSupport.stream(block.path("signers").spliterator(), false).anyMatch(by -> by.asInt() == FULL);
    }

    private static Path home(RunningTestnet network) {
        return network.testnet().nodes().get(FULL).directory();
    }

    private static String log(RunningTestnet network) throws IOException {
        return Files.readString(home(network).resolve("node.log"));
    }
}

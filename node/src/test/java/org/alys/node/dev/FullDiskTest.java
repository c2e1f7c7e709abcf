package org.alys.node.dev;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.StreamSupport;
import org.alys.primitives.Bytes32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A member whose disk fills up: it ends and says why, signs nothing that it did not store, and goes on when there is space again. */
@Timeout(300)
class FullDiskTest {
    private static final int FULL = 2;
    private static final int MEBIBYTES = 64;
    /** Less than the databases reserve for their logs, of which they would live for a while. */
    private static final int NEARLY_FULL = 3;

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path directory;

    @Test
    void endsWithoutAVoteTooManyWhileOthersGoOnAndContinuesWithItsData() throws IOException, InterruptedException {
        SmallDisk.require();
        try (RunningTestnet network = RunningTestnet.start(directory, 3, 0)) {
            network.startMiner(0);
            network.awaitHeight(FULL, 2);
            network.kill(FULL);
            try (SmallDisk disk = SmallDisk.over(home(network).resolve("data"), MEBIBYTES)) {
                SeenSignatures signed = new SeenSignatures(
                        disk.path("signing"),
                        directory,
                        home(network).resolve("bls.secret"),
                        Bytes32.fromHex(network.info(0).path("genesisRoot").asText()));
                doesNotStartOnAFullDisk(network, disk, signed);
                long kept = endsWhenTheDiskFillsUp(network, disk, signed);
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
        disk.free(NEARLY_FULL);
        network.testnet().restart(FULL, disk::inside);
        network.awaitHeight(FULL, network.height(0).orElseThrow() + 1);
        disk.fill();
        long kept = awaitEnd(network, signed);
        assertThat(log(network)).containsPattern("SYS002 .*(EVM004|STO007)").contains("stopped by itself");
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
        awaitAnswer(network);
        assertThat(network.height(FULL).orElseThrow())
                .as("the head at the start")
                .isGreaterThanOrEqualTo(kept);
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

    private static void awaitAnswer(RunningTestnet network) throws InterruptedException {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (network.height(FULL).isEmpty()) {
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

package org.alys.node.dev;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Members and nodes that follow, each a process, over sockets, with {@code alys miner} beside them. */
@Timeout(1200)
class LocalTestnetTest {
    @TempDir
    private Path directory;

    @Test
    void livesThroughTheLossOfMembersAndOfTheMinerAndOfAll() throws IOException, InterruptedException {
        try (RunningTestnet network = RunningTestnet.start(directory, 3, 1)) {
            network.startMiner(0);
            network.awaitHeightEverywhere(3);
            network.kill(1, 2);
            long alone = network.standstill(0);
            network.restart(1);
            network.awaitHeight(0, alone + 2);

            network.killMiner();
            long limit = network.testnet().spec().maxBlocksWithoutAuxPow();
            network.await(() -> unfinished(network) == limit, "blocks go on to the limit without a miner");
            long unmined = network.standstill(0);
            network.startMiner(0);
            network.awaitHeight(0, unmined + 2);

            network.restart(2);
            network.awaitHeightEverywhere(unmined + 4);
            network.agreeUpTo(unmined + 2);

            String first = network.block(0, 1).path("root").asText();
            network.kill(0, 1, 2, 3);
            network.restart(0, 1, 2, 3);
            network.awaitHeightEverywhere(unmined + 6);
            network.agreeUpTo(unmined + 4);
            assertThat(network.block(3, 1).path("root").asText()).isEqualTo(first);
        }
    }

    private static long unfinished(RunningTestnet network) {
        try {
            JsonNode info = network.info(0);
            return info.path("head").path("height").asLong()
                    - info.path("bitcoinFinal").path("height").asLong();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void fiveMembersTakeTurnsGoOnWithoutTwoAndStopWithoutThree() throws IOException, InterruptedException {
        try (RunningTestnet network = RunningTestnet.start(directory, 5, 2)) {
            network.startMiner(0);
            network.awaitHeightEverywhere(7);
            network.agreeUpTo(7);
            takeTurns(network, 7);
            network.kill(3, 4);
            long withoutTwo = network.height(0).orElseThrow();
            network.awaitHeight(0, withoutTwo + 3);
            network.awaitHeight(6, withoutTwo + 3);
            network.kill(2);
            long stopped = network.standstill(0);
            network.restart(2, 3, 4);
            network.awaitHeightEverywhere(stopped + 5);
            network.agreeUpTo(stopped + 3);
        }
    }

    private static void takeTurns(RunningTestnet network, long upTo) throws InterruptedException {
        int threshold = network.testnet().spec().threshold();
        Set<Integer> proposers = new HashSet<>();
        for (long height = 1; height <= upTo; height++) {
            JsonNode block = network.block(0, height);
            int proposer = block.path("proposer").asInt();
            proposers.add(proposer);
            assertThat(proposer)
                    .isEqualTo(network.testnet()
                            .spec()
                            .proposerOf(block.path("slot").asLong()));
            assertThat(block.path("signers").size()).isGreaterThanOrEqualTo(threshold);
        }
        assertThat(proposers).as("members that proposed").hasSizeGreaterThanOrEqualTo(threshold);
    }
}

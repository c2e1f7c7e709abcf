package org.alys.node.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A member whose packets get lost for a while: it stands still, the others go on, and it comes back by itself. */
@Timeout(1200)
class CutOffMemberTest {
    private static final Duration CUT =
            Boolean.getBoolean("alys.test.all") ? Duration.ofMinutes(2) : Duration.ofSeconds(45);
    private static final Pattern PEER = Pattern.compile("/tcp/(\\d+)/p2p/");
    private static final int CUT_OFF = 2;

    @TempDir
    private Path directory;

    private final List<CutCable> cables = new ArrayList<>();

    @Test
    void standsStillWhileCutOffAndTakesPartAgainAfterwards() throws IOException, InterruptedException {
        try (RunningTestnet network = RunningTestnet.start(directory, 3, 0)) {
            network.startMiner(0);
            network.kill(CUT_OFF);
            reachOthersByCable(network);
            network.restart(CUT_OFF);
            network.awaitHeightEverywhere(3);

            cables.forEach(CutCable::cut);
            long cutAt = System.nanoTime();
            long before = network.standstill(CUT_OFF);
            network.awaitHeight(0, before + 4);
            RunningTestnet.pass(CUT.minusNanos(Math.min(CUT.toNanos(), System.nanoTime() - cutAt)));
            assertThat(network.height(CUT_OFF)).as("the member that is cut off").hasValue(before);
            long others = network.height(0).orElseThrow();

            cables.forEach(CutCable::mend);
            network.awaitHeight(CUT_OFF, others + 1);
            network.agreeUpTo(others);
            network.await(() -> proposedAbove(network, others), "the member proposes again");
        } finally {
            cables.forEach(CutCable::close);
        }
    }

    /** The member dials through cables, and nobody can dial it. */
    private void reachOthersByCable(RunningTestnet network) throws IOException {
        Path config = network.testnet().nodes().get(CUT_OFF).directory().resolve("alys.conf");
        String text = Files.readString(config).replaceFirst("listen = \"[^\"]*\", ", "");
        Matcher peer = PEER.matcher(text);
        for (MatchResult found : peer.results().toList()) {
            CutCable cable = new CutCable(Integer.parseInt(found.group(1)));
            cables.add(cable);
            text = text.replace(found.group(), "/tcp/" + cable.port() + "/p2p/");
        }
        assertThat(cables).hasSize(2);
        Files.writeString(config, text);
    }

    private static boolean proposedAbove(RunningTestnet network, long height) {
        try {
            for (long at = height + 1; at <= network.height(0).orElse(0); at++) {
                if (network.block(0, at).path("proposer").asInt() == CUT_OFF) {
                    return true;
                }
            }
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

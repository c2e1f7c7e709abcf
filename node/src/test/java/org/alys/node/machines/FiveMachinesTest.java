package org.alys.node.machines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Five members on five machines, set up by the guide: what holds on one machine holds across a network with firewalls. */
@Timeout(900)
class FiveMachinesTest {
    private static final boolean LONG = Boolean.getBoolean("alys.test.all");
    private static final Duration CUT = LONG ? Duration.ofMinutes(2) : Duration.ofSeconds(15);
    private static final int[] PRIVATE_PORTS = {3000, 8545};
    private static final int CUT_OFF = 4;

    @TempDir
    private Path directory;

    @Test
    void certifyBlocksBehindTheirFirewallsAndSurviveACutCableAndAReboot() throws IOException, InterruptedException {
        try (FederationOfFive federation = FederationOfFive.prepare(directory)) {
            federation.start();
            federation.awaitHeight(federation.member(0), 2);
            firewallClosesWhatIsPrivate(federation);
            federation.awaitHeightEverywhere(4);
            federation.agreeAt(4);
            cutMachineComesBack(federation);
            if (LONG) {
                restartOneAfterAnother(federation);
            }
            allStopAndGoOn(federation);
        }
    }

    /** Without the firewall these ports are open, so it is the firewall that closes them. */
    private static void firewallClosesWhatIsPrivate(FederationOfFive federation)
            throws IOException, InterruptedException {
        Machine other = federation.member(1).machine();
        String alpha = federation.member(0).address();
        for (int port : PRIVATE_PORTS) {
            assertThat(other.reaches(alpha, port)).as("port %d before", port).isTrue();
        }
        federation.closePorts();
        for (int port : PRIVATE_PORTS) {
            assertThat(other.reaches(alpha, port)).as("port %d", port).isFalse();
        }
        for (Member member : federation.members()) {
            if (member.machine() != other) {
                assertThat(other.reaches(member.address(), FederationOfFive.NODE_PORT))
                        .as("port of the node of %s", member.machine().name())
                        .isTrue();
            }
        }
    }

    private static void cutMachineComesBack(FederationOfFive federation) throws IOException, InterruptedException {
        Member alpha = federation.member(0);
        Member echo = federation.member(CUT_OFF);
        federation.network().plug(echo.machine(), false);
        long before = echo.height();
        FederationOfFive.pass(CUT);
        federation.awaitHeight(alpha, before + 4);
        assertThat(echo.height()).as("the machine that is cut off").isLessThanOrEqualTo(before + 2);
        long others = alpha.height();
        federation.network().plug(echo.machine(), true);
        federation.awaitHeight(echo, others + 1);
        federation.agreeAt(others);
    }

    /** An upgrade: four are enough, and whoever was restarted takes part before the next one is. */
    private static void restartOneAfterAnother(FederationOfFive federation) throws IOException, InterruptedException {
        for (Member member : federation.members()) {
            Member other = federation.member(member == federation.member(0) ? 1 : 0);
            member.tellToStop();
            member.awaitStopped();
            federation.awaitHeight(other, other.height() + 2);
            member.start();
            federation.awaitHeight(member, other.height() + 2);
        }
        federation.agreeAt(federation.member(0).height() - 1);
    }

    private static void allStopAndGoOn(FederationOfFive federation) throws IOException, InterruptedException {
        long height = federation.member(0).height();
        String root = federation.member(0).block(height).path("root").asText();
        federation.stop();
        federation.start();
        federation.awaitHeightEverywhere(height + 2);
        assertThat(federation.member(1).block(height).path("root").asText())
                .as("the block before all machines stopped")
                .isEqualTo(root);
        federation.agreeAt(height + 1);
    }
}

package org.alys.node.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.alys.actor.testkit.Simulation;
import org.alys.node.network.SignatureCache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A member for which its slots are too much, because its machine is busy with something else. */
class SlowMemberTest {
    @TempDir
    private Path directory;

    @Test
    void answersThoughTheWorkOfASlotTakesLongerThanASlot() {
        Simulation.run(1, simulation -> {
            Network network = Network.of(1, 1, 1_000_000, simulation.now().getEpochSecond());
            SafetyAudit audit = new SafetyAudit();
            SimulatedMember member = new SimulatedMember(
                    0,
                    simulation,
                    network,
                    new SignatureCache(network.signatures()),
                    new SimulatedWires(simulation, audit),
                    audit,
                    directory);
            member.start();
            member.slowBy(Duration.ofSeconds(4));
            for (int i = 0; i < 20; i++) {
                simulation.sleep(Duration.ofSeconds(10));
                assertThat(member.status().slot()).isPositive();
            }
            assertThat(member.status().federationFinal().height()).isGreaterThan(5);
            member.stop();
            return true;
        });
    }
}

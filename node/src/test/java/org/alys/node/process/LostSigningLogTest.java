package org.alys.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.alys.bitcoin.regtest.EmbeddedBitcoin;
import org.alys.node.cli.Alys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A member that signed before does not start without the record of it, as when its disk is not mounted, until that is back or given up. */
@Timeout(240)
class LostSigningLogTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(100);

    @TempDir
    Path directory = Path.of("");

    @Test
    void startsOnlyWithItsRecordOrWhenTheOperatorAcceptsANewOne() throws IOException, InterruptedException {
        try (EmbeddedBitcoin bitcoin = EmbeddedBitcoin.start(
                EmbeddedBitcoin.Settings.in(directory.resolve("bitcoin")).withPassword("u", "p"))) {
            NodeSite site = NodeSite.in(directory.resolve("site"));
            site.configure(bitcoin.url().getPort(), """
                    execution.client = embedded
                    execution.jwtSecretFile = null
                    execution.rpc.port = %d
                    """.formatted(site.ethPort()));
            Path disk = directory.resolve("disk");
            try (NodeProcess node = site.startAndServe(PATIENCE)) {
                awaitFinal(node, 2);
                node.kill();
            }
            unmount(site, disk);
            refusesToStart(site);
            mount(site, disk);
            JsonNode last = goesOnAndPauses(site, 3);
            unmount(site, disk);
            refusesToStart(site);
            // Alone it could not skip the slots up to now without the votes that it may not cast any more.
            Instant lastSigned = Instant.parse(last.path("federationFinalTime").asText());
            accept(site, site.chain().slots().slotAt(lastSigned));
            goesOnAndPauses(site, finalHeight(last) + 1);
        }
    }

    /** What is left is the directory that the disk was mounted on. */
    private static void unmount(NodeSite site, Path disk) throws IOException {
        Files.move(site.signing(), disk);
        Files.createDirectory(site.signing());
    }

    private static void mount(NodeSite site, Path disk) throws IOException {
        Files.delete(site.signing());
        Files.move(disk, site.signing());
    }

    private static void refusesToStart(NodeSite site) throws IOException, InterruptedException {
        try (NodeProcess node = site.start()) {
            assertThat(node.endsWithin(PATIENCE)).as(node::output).isTrue();
            assertThat(node.exitStatus()).as(node::output).isEqualTo(1);
            assertThat(node.output())
                    .contains("alys: STO014 ", "is not there", "Mount the disk", "alys slashing accept");
        }
        assertThat(site.signing()).isEmptyDirectory();
    }

    /** Ends with nothing under way: nothing was signed for slots after that of the final block. */
    private static JsonNode goesOnAndPauses(NodeSite site, long height) throws IOException, InterruptedException {
        try (NodeProcess node = site.startAndServe(PATIENCE)) {
            node.call("resumesync");
            awaitFinal(node, height);
            node.call("pausesync");
            JsonNode status = status(node);
            node.terminate();
            assertThat(node.endsWithin(PATIENCE)).as(node::output).isTrue();
            assertThat(node.exitStatus()).as(node::output).isZero();
            return status;
        }
    }

    private static void accept(NodeSite site, long slot) {
        StringWriter said = new StringWriter();
        int status = Alys.commandLine()
                .setOut(new PrintWriter(said, true))
                .setErr(new PrintWriter(said, true))
                .execute(
                        "slashing",
                        "accept",
                        "--config",
                        site.config().toString(),
                        "--signed-up-to",
                        Long.toString(slot));
        assertThat(status).as(said::toString).isZero();
        assertThat(said.toString()).contains("nothing is signed up to slot " + slot);
    }

    private static JsonNode status(NodeProcess node) throws IOException, InterruptedException {
        return node.result("getsidechaininfo");
    }

    private static long finalHeight(JsonNode status) {
        return status.path("federationFinal").path("height").asLong();
    }

    private static void awaitFinal(NodeProcess node, long height) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (finalHeight(status(node)) < height) {
            assertThat(node.endsWithin(LOOK)).as(node::output).isFalse();
            assertThat(System.nanoTime()).as(node::output).isLessThan(deadline);
        }
    }
}

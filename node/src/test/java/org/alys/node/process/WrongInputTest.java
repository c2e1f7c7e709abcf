package org.alys.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees who made a mistake: a refusal with a code, or a node that says what it lacks. */
@Timeout(600)
class WrongInputTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(100);

    @TempDir
    Path directory = Path.of("");

    @Test
    void refusesAnUnknownKeyNamingFileAndKey() throws IOException, InterruptedException {
        NodeSite site = NodeSite.in(directory).configure(Peers.freePort(), "bitcoin.cookiFile = x");
        try (NodeProcess node = site.start()) {
            assertThat(node.endsWithin(PATIENCE)).isTrue();
            assertThat(node.exitStatus()).as(node::output).isEqualTo(2);
            assertThat(node.output()).contains("CFG002", site.config().toString(), "bitcoin.cookiFile");
        }
    }

    @Test
    void refusesAnExecutionClientWithAnotherSecret() throws IOException, InterruptedException {
        try (Peers peers = new Peers()) {
            NodeSite site = NodeSite.in(directory).configure(Peers.freePort(), "");
            peers.ethereumjs(site);
            site.secret("wrong.hex", "a5".repeat(32));
            site.configure(Peers.freePort(), "execution.jwtSecretFile = wrong.hex");
            refused(site, "ENG003");
        }
    }

    @Test
    void refusesAnExecutionClientOfAnotherGenesis() throws IOException, InterruptedException {
        try (Peers peers = new Peers()) {
            NodeSite site = NodeSite.in(directory).configure(Peers.freePort(), "");
            peers.ethereumjs(site);
            site.configure(Peers.freePort(), "chain.maxBlocksWithoutAuxPow = 9999");
            refused(site, "ENG031");
        }
    }

    @Test
    void waitsForBitcoinAndSaysSo() throws IOException, InterruptedException {
        try (Peers peers = new Peers()) {
            NodeSite site = NodeSite.in(directory).configure(Peers.freePort(), "");
            peers.ethereumjs(site);
            try (NodeProcess node = site.startAndServe(PATIENCE)) {
                awaitComplaint(node, "SYN005 Bitcoin");
                JsonNode address = node.call("getdepositaddress");
                assertThat(address.path("error").path("code").asInt())
                        .as(address::toString)
                        .isEqualTo(-10);
                JsonNode health = node.page("/health");
                assertThat(health.path("ready").asBoolean(true)).isFalse();
                assertThat(health.toString()).containsPattern("CHN003|BTC00\\d");
                assertThat(height(node)).as("blocks made without Bitcoin").isZero();
                answersMalformedCalls(node);
                assertThat(node.endsWithin(LOOK)).as(node::output).isFalse();
            }
        }
    }

    private static void answersMalformedCalls(NodeProcess node) throws IOException, InterruptedException {
        assertThat(code(node.post("{\"method\": \"getsidechaininfo\""))).isEqualTo(-32700);
        assertThat(code(node.post("\"getsidechaininfo\""))).isEqualTo(-32600);
        assertThat(code(node.post("[]"))).isEqualTo(-32600);
        assertThat(code(node.post("{\"method\":\"nosuch\",\"id\":1}"))).isEqualTo(-32601);
        assertThat(code(node.post("[".repeat(5000)))).isEqualTo(-32700);
    }

    private static int code(JsonNode response) {
        return response.path("error").path("code").asInt();
    }

    private static void refused(NodeSite site, String code) throws IOException, InterruptedException {
        try (NodeProcess node = site.start()) {
            assertThat(node.endsWithin(PATIENCE)).as(node::output).isTrue();
            assertThat(node.exitStatus()).as(node::output).isEqualTo(1);
            assertThat(node.output()).contains("alys: " + code);
        }
    }

    private static void awaitComplaint(NodeProcess node, String words) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!node.page("/health").toString().contains(words)) {
            assertThat(node.endsWithin(LOOK)).as(node::output).isFalse();
            assertThat(System.nanoTime())
                    .as(() -> "no " + words + ": " + node.output())
                    .isLessThan(deadline);
        }
    }

    private static long height(NodeProcess node) throws IOException, InterruptedException {
        return node.result("getsidechaininfo").path("head").path("height").asLong(-1);
    }
}

package org.alys.node.dev;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.alys.node.cli.Alys;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code alys dev} as a newcomer starts it, nothing installed but the JDK: three members, the embedded execution layer, the
 * embedded Bitcoin, a deposit. On it the scripts of dapp developers run, with ethers and with viem.
 */
@Timeout(600)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DappTest {
    private static final String USER_KEY = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";
    private static final String USER = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";
    private static final String FRIEND = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
    private static final Pattern ETH_URL = Pattern.compile("EVM JSON-RPC +http://(\\S+)");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final ObjectMapper json = new ObjectMapper();
    private Path log = Path.of("");
    private Optional<Process> chain = Optional.empty();

    @BeforeAll
    void startAndDeposit(@TempDir Path directory) throws Exception {
        RealPeers.require(Backend.EMBEDDED);
        log = directory.resolve("dev.log");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-XX:+UseSerialGC",
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Alys.class.getName(),
                        "dev",
                        "--dir",
                        directory.resolve("chain").toString(),
                        "--port",
                        "0",
                        "--peg-in",
                        "1.0",
                        USER))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        chain = Optional.of(builder.start());
        await("+1000000000000000000");
    }

    @AfterAll
    void stop() throws InterruptedException {
        if (chain.isPresent()) {
            chain.get().destroy();
            assertThat(chain.get().waitFor(10, TimeUnit.SECONDS))
                    .as("stops within ten seconds")
                    .isTrue();
        }
    }

    @Test
    void aDappRunsWithEthers() throws Exception {
        JsonNode facts = script("dapp.cjs");
        assertThat(facts.toPrettyString()).isEqualTo(json.readTree("""
                        {
                          "recipientBalance": "100",
                          "transferEvents": ["100"],
                          "estimateIsEnoughAndNear": true,
                          "thingOwner": "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
                          "customError": "NoSuchThing(2)",
                          "revertReason": "exists already",
                          "estimateRevertReason": "exists already",
                          "swapOut": "987158034397061298",
                          "swapLogs": 4,
                          "proxyCount": "11",
                          "implementationCount": "0",
                          "proxySlot": "0x000000000000000000000000000000000000000000000000000000000000000b",
                          "failedStatus": 0,
                          "traceCalls": ["CALL", "CALL", "STATICCALL", "STATICCALL"],
                          "proofValue": "0xb",
                          "accessListSlots": 2,
                          "feeHistory": [5, 4],
                          "overriddenCode": "42",
                          "subscribedTransfers": ["100", "7"],
                          "headsInOrder": true
                        }
                        """).toPrettyString());
    }

    @Test
    void aDappRunsWithViem() throws Exception {
        JsonNode facts = script("viem.cjs");
        assertThat(facts.toPrettyString()).isEqualTo(json.readTree("""
                        {
                          "chainId": 121212,
                          "minted": "success",
                          "owner": "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
                          "revert": "NotYours",
                          "events": 1,
                          "batched": true,
                          "simulated": {
                            "payment": ["success", "0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee", "3"],
                            "follows": true,
                            "statuses": ["success", "success", "failure"],
                            "owner": "0x00000000000000000000000000000000000a11ce",
                            "reason": "exists already"
                          },
                          "fees": ["maxFeePerGas", "maxPriorityFeePerGas"],
                          "filtered": true,
                          "watched": ["9"],
                          "blocksWatched": true
                        }
                        """).toPrettyString());
    }

    private String output() throws IOException {
        return Files.readString(log);
    }

    private void await(String text) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!output().contains(text)) {
            assertThat(chain.orElseThrow().waitFor(200, TimeUnit.MILLISECONDS))
                    .as("the chain ended: %s", output())
                    .isFalse();
            assertThat(System.nanoTime()).as("no %s in: %s", text, output()).isLessThan(deadline);
        }
    }

    private JsonNode script(String name) throws IOException, InterruptedException {
        Matcher url = ETH_URL.matcher(output());
        assertThat(url.find()).as(output()).isTrue();
        ProcessBuilder builder = new ProcessBuilder(
                "node",
                RealPeers.root()
                        .resolve("node/src/test/resources/wallet")
                        .resolve(name)
                        .toString(),
                "http://" + url.group(1),
                "ws://" + url.group(1),
                USER_KEY,
                FRIEND);
        builder.environment().put("NODE_PATH", RealPeers.wallet().toString());
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(answer + output()).isZero();
        return json.readTree(answer);
    }
}

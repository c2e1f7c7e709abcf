package org.alys.evm.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.alys.evm.block.BlobSchedule;
import org.alys.evm.block.BlockEnvironment;
import org.alys.evm.block.Log;
import org.alys.evm.execution.TransactionOutcome.Executed;
import org.alys.evm.execution.TransactionOutcome.Refused;
import org.alys.evm.execution.world.JournaledState;
import org.alys.evm.interpreter.Tracer;
import org.alys.evm.payload.Fork;
import org.alys.evm.state.MemoryState;
import org.alys.evm.tool.FixtureJson;
import org.alys.evm.transaction.SignedTransaction;
import org.alys.primitives.Bytes32;
import org.alys.primitives.UInt256;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random transactions of Prague, with delegations of code, run here and by ethereumjs: the same gas, end, logs and state root. */
class PragueDifferentialTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CASES = Integer.getInteger("alys.test.prague", 1000);
    private static final long BASE_FEE = 7;

    @TempDir
    Path directory = Path.of("");

    @Test
    void executesRandomTransactionsAsEthereumJsDoes() throws IOException, InterruptedException {
        Path peer = peer();
        long seed = Long.getLong("alys.test.seed", System.nanoTime());
        System.out.println("Prague against ethereumjs: seed " + seed + " (-Dalys.test.seed), " + CASES + " cases");
        List<RandomTransaction> cases = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < CASES; i++) {
            RandomTransaction test =
                    RandomTransaction.generate(new Random(seed + i), Fork.PRAGUE, 0, RandomTransaction.Owners.SOME);
            cases.add(test);
            lines.add(line(test));
        }
        Path file = Files.write(directory.resolve("cases.jsonl"), lines);
        List<String> answers = ask(peer, file);
        assertThat(answers).hasSize(CASES);
        int executed = 0;
        for (int i = 0; i < CASES; i++) {
            JsonNode there = JSON.readTree(answers.get(i));
            ObjectNode here = run(cases.get(i));
            String description =
                    "seed " + seed + ", case " + i + ": " + lines.get(i) + "\nhere " + here + "\nthere " + there;
            if (here.has("refused") || there.has("refused")) {
                assertThat(here.has("refused") && there.has("refused"))
                        .as(description)
                        .isTrue();
            } else {
                executed++;
                assertThat((JsonNode) here).as(description).isEqualTo(there);
            }
        }
        assertThat(executed).isGreaterThan(CASES / 2);
    }

    private static ObjectNode run(RandomTransaction test) {
        MemoryState pre = FixtureJson.accounts(test.pre());
        JournaledState state = new JournaledState(pre);
        BlockEnvironment block = new BlockEnvironment(
                Fork.PRAGUE,
                UInt256.ONE,
                7,
                1_800_000_000L,
                RandomTransaction.FEE_RECIPIENT,
                Bytes32.ZERO,
                30_000_000,
                UInt256.of(BASE_FEE),
                BlobSchedule.PRAGUE.baseFee(0),
                _ -> Bytes32.ZERO);
        SignedTransaction transaction = test.transaction();
        ObjectNode seen = JSON.createObjectNode();
        switch (new TransactionExecutor().execute(transaction, block, state, Tracer.NONE)) {
            case Refused(TransactionError error) -> seen.put("refused", error.message());
            case Executed executed -> {
                seen.put("root", pre.with(state.delta()).root().toHex0x());
                seen.put("gasUsed", (int) executed.gasUsed());
                seen.put("failed", !executed.succeeded());
                executed.logs().forEach(log -> seen.withArray("logs").add(show(log)));
                seen.withArray("logs");
            }
        }
        return seen;
    }

    private static String show(Log log) {
        StringBuilder text = new StringBuilder(log.address().toHex0x());
        log.topics().forEach(topic -> text.append(' ').append(topic.toHex0x()));
        return text.append(' ').append(log.data().toHex0x()).toString();
    }

    private static String line(RandomTransaction test) {
        ObjectNode line = JSON.createObjectNode();
        line.set("pre", test.pre());
        line.put("transaction", test.transaction().encoded().toHex0x());
        line.putObject("header")
                .put("number", 7)
                .put("timestamp", 1_800_000_000L)
                .put("gasLimit", 30_000_000)
                .put("baseFeePerGas", BASE_FEE)
                .put("coinbase", RandomTransaction.FEE_RECIPIENT.toHex0x());
        return line.toString();
    }

    private List<String> ask(Path peer, Path cases) throws IOException, InterruptedException {
        Path script = directory.resolve("ethereumjs.cjs");
        try (InputStream in = PragueDifferentialTest.class.getResourceAsStream("ethereumjs.cjs")) {
            if (in == null) {
                return fail("ethereumjs.cjs is not among the test's resources");
            }
            Files.copy(in, script);
        }
        Process node = new ProcessBuilder("node", script.toString(), peer.toString(), cases.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(node.waitFor()).as(output).isZero();
        return output.lines().filter(line -> line.startsWith("{")).toList();
    }

    private static Path peer() {
        Path peer = Path.of(System.getProperty("alys.root", "."), ".alys", "ethereumjs");
        if (!Files.isDirectory(peer)) {
            if ("true".equals(System.getenv("CI"))) {
                fail("ethereumjs is missing: " + peer);
            }
            Assumptions.abort("no ethereumjs at " + peer + ": scripts/install-peers");
        }
        return peer;
    }
}

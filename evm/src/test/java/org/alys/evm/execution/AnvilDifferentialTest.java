package org.alys.evm.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.UInt256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Blocks of random transactions of Prague and Osaka, each in a world of its own, run here and by anvil (revm): the same end, gas, logs, output
 * and, after all of them, accounts, storage and state root. All owners of keys exist: anvil's database has every account, empty, so that it refunds the
 * authorization of one that does not exist.
 */
class AnvilDifferentialTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CASES = Integer.getInteger("alys.test.anvil", 4000);
    private static final int CASES_A_BLOCK = 400;
    private static final long GAS_LIMIT = 1_000_000_000;
    private static final String BASE_FEE = "0x7";
    private static final String HISTORY_CONTRACT = "0x0000f90827f1c53a10cb7a02335b175320002935";

    private Fork fork = Fork.PRAGUE;
    private final long seed = Long.getLong("alys.test.seed", System.nanoTime());
    private final TransactionExecutor executor = new TransactionExecutor();
    private final Map<Long, Bytes32> hashes = new HashMap<>();
    private int executed;
    private int returned;

    @Test
    void executesRandomTransactionsAsAnvilDoes(@TempDir Path directory) throws IOException, InterruptedException {
        compare(directory, CASES);
    }

    @Test
    void executesThoseOfOsakaAsAnvilDoes(@TempDir Path directory) throws IOException, InterruptedException {
        fork = Fork.OSAKA;
        compare(directory, CASES / 2);
    }

    private void compare(Path directory, int count) throws IOException, InterruptedException {
        System.out.println(fork + " against anvil: seed " + seed + " (-Dalys.test.seed), " + count + " cases");
        List<RandomTransaction> cases = new ArrayList<>();
        ObjectNode alloc = JSON.createObjectNode();
        for (int i = 0; i < count; i++) {
            RandomTransaction test =
                    RandomTransaction.generate(new Random(seed + i), fork, i, RandomTransaction.Owners.ALL);
            cases.add(test);
            alloc.setAll(test.pre());
        }
        Path genesis = Files.writeString(directory.resolve("genesis.json"), genesis(alloc));
        MemoryState state = FixtureJson.accounts(alloc);
        try (Anvil anvil = Anvil.start(genesis, fork, GAS_LIMIT)) {
            for (int from = 0; from < count; from += CASES_A_BLOCK) {
                state = block(anvil, state, cases.subList(from, Math.min(count, from + CASES_A_BLOCK)));
            }
            assertSame(state, anvil.accounts());
        }
        assertThat(executed).isGreaterThan(count / 2);
        assertThat(returned).isGreaterThan(count / 4);
    }

    private static String genesis(ObjectNode alloc) {
        ObjectNode genesis = JSON.createObjectNode();
        genesis.putObject("config").put("chainId", 1);
        genesis.put("difficulty", "0x0").put("gasLimit", "0x" + Long.toHexString(GAS_LIMIT));
        genesis.put("timestamp", "0x6b49d200").put("baseFeePerGas", BASE_FEE);
        genesis.set("alloc", alloc);
        return genesis.toString();
    }

    /** The state after a block with these transactions. */
    private MemoryState block(Anvil anvil, MemoryState before, List<RandomTransaction> cases)
            throws IOException, InterruptedException {
        Map<Bytes32, RandomTransaction> waiting = new HashMap<>();
        List<Anvil.Call> submissions = new ArrayList<>();
        for (RandomTransaction test : cases) {
            waiting.put(test.transaction().hash(), test);
            submissions.add(Anvil.Call.of(
                    "eth_sendRawTransaction", test.transaction().encoded().toHex0x()));
        }
        anvil.batch(submissions);
        anvil.call("anvil_setNextBlockBaseFeePerGas", BASE_FEE);
        anvil.call("evm_mine");
        JsonNode header = anvil.call("eth_getBlockByNumber", "latest", false);
        JsonNode receipts = anvil.call("eth_getBlockReceipts", "latest");
        Map<String, String> outputs =
                outputs(anvil.call("trace_block", header.path("number").asText()));

        BlockEnvironment environment = environment(header);
        BlockRoom room = BlockRoom.of(environment);
        JournaledState state = new JournaledState(before);
        for (int i = 0; i < receipts.size(); i++) {
            Bytes32 hash =
                    Bytes32.fromHex(receipts.get(i).path("transactionHash").asText());
            RandomTransaction test = waiting.remove(hash);
            assertThat(test).as("transaction %s", hash).isNotNull();
            TransactionOutcome outcome = executor.execute(test.transaction(), environment, room, state, Tracer.NONE);
            ObjectNode there = there(receipts.get(i), outputs);
            assertThat(here(outcome, there)).as(describe(test)).isEqualTo(there);
            room = outcome instanceof Executed done ? room.minus(done.gasUsed(), 0) : room;
            executed++;
            returned += there.has("output") ? 1 : 0;
        }
        for (RandomTransaction refused : waiting.values()) {
            assertThat(executor.execute(refused.transaction(), environment, room, state, Tracer.NONE))
                    .as(describe(refused))
                    .isInstanceOf(Refused.class);
        }
        MemoryState after = before.with(state.delta());
        hashes.put(environment.number(), Bytes32.fromHex(header.path("hash").asText()));
        return after;
    }

    /** Without accounts that anvil keeps though they are empty, and its contract of EIP-2935. */
    private void assertSame(MemoryState here, ObjectNode there) {
        there.remove(HISTORY_CONTRACT);
        there.properties().removeIf(account -> isEmpty(account.getValue()));
        there.properties().forEach(account -> {
            EvmAddress address = EvmAddress.fromHex(account.getKey());
            MemoryState alone = FixtureJson.accounts(JSON.createObjectNode().set(account.getKey(), account.getValue()));
            assertThat(here.account(address)).as("%s, seed %s", address, seed).isEqualTo(alone.account(address));
            account.getValue()
                    .path("storage")
                    .properties()
                    .forEach(slot -> assertThat(here.storage(address, UInt256.fromHex(slot.getKey())))
                            .as("%s slot %s, seed %s", address, slot.getKey(), seed)
                            .isEqualTo(UInt256.fromHex(slot.getValue().asText())));
        });
        assertThat(here.root())
                .as("state root, seed %s", seed)
                .isEqualTo(FixtureJson.accounts(there).root());
    }

    private static boolean isEmpty(JsonNode account) {
        return account.path("nonce").asText().equals("0x0")
                && account.path("balance").asText().equals("0x0")
                && account.path("code").asText().equals("0x");
    }

    private BlockEnvironment environment(JsonNode header) {
        long number = Long.decode(header.path("number").asText());
        hashes.put(number - 1, Bytes32.fromHex(header.path("parentHash").asText()));
        return new BlockEnvironment(
                fork,
                UInt256.ONE,
                number,
                Long.decode(header.path("timestamp").asText()),
                EvmAddress.fromHex(header.path("miner").asText()),
                Bytes32.fromHex(header.path("mixHash").asText()),
                Long.decode(header.path("gasLimit").asText()),
                UInt256.fromHex(header.path("baseFeePerGas").asText()),
                BlobSchedule.PRAGUE.baseFee(0),
                wanted -> hashes.getOrDefault(wanted, Bytes32.ZERO));
    }

    /** What calls returned, by the hash of the transaction; creations and most failures are not in it. */
    private static Map<String, String> outputs(JsonNode traces) {
        Map<String, String> outputs = new HashMap<>();
        traces.forEach(trace -> {
            JsonNode output = trace.path("result").path("output");
            if (trace.path("traceAddress").isEmpty() && output.isTextual()) {
                outputs.put(trace.path("transactionHash").asText(), output.asText());
            }
        });
        return outputs;
    }

    private static ObjectNode there(JsonNode receipt, Map<String, String> outputs) {
        ObjectNode seen = JSON.createObjectNode();
        seen.put("succeeded", receipt.path("status").asText().equals("0x1"));
        seen.put("gasUsed", Long.decode(receipt.path("gasUsed").asText()));
        receipt.path("logs").forEach(log -> {
            StringBuilder text = new StringBuilder(log.path("address").asText());
            log.path("topics").forEach(topic -> text.append(' ').append(topic.asText()));
            seen.withArray("logs")
                    .add(text.append(' ').append(log.path("data").asText()).toString());
        });
        seen.withArray("logs");
        Optional.ofNullable(outputs.get(receipt.path("transactionHash").asText()))
                .ifPresent(output -> seen.put("output", output));
        return seen;
    }

    private static ObjectNode here(TransactionOutcome outcome, ObjectNode there) {
        ObjectNode seen = JSON.createObjectNode();
        switch (outcome) {
            case Refused(TransactionError error) -> seen.put("refused", error.message());
            case Executed done -> {
                seen.put("succeeded", done.succeeded());
                seen.put("gasUsed", done.gasUsed());
                done.logs().forEach(log -> seen.withArray("logs").add(show(log)));
                seen.withArray("logs");
                if (there.has("output")) {
                    seen.put("output", done.output().toHex0x());
                }
            }
        }
        return seen;
    }

    private static String show(Log log) {
        StringBuilder text = new StringBuilder(log.address().toHex0x());
        log.topics().forEach(topic -> text.append(' ').append(topic.toHex0x()));
        return text.append(' ').append(log.data().toHex0x()).toString();
    }

    private String describe(RandomTransaction test) {
        return "seed " + seed + ", transaction " + test.transaction().encoded().toHex0x() + " in " + test.pre();
    }
}

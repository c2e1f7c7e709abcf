package org.alys.evm.tool;

import static org.alys.evm.tool.FixtureJson.member;
import static org.alys.evm.tool.FixtureJson.optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.alys.evm.block.BlobSchedule;
import org.alys.evm.block.BlockEnvironment;
import org.alys.evm.payload.Fork;
import org.alys.evm.state.MemoryState;
import org.alys.primitives.Bytes32;
import org.alys.primitives.Hashes;
import org.alys.primitives.UInt256;

/** A file of state tests (ethereum/tests, GeneralStateTests) as its cases. */
public final class StateTestFile {
    private static final long MAX_BYTES = 64 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final UInt256 CHAIN_ID = UInt256.ONE;

    private StateTestFile() {}

    /**
     * The cases of a file in the forks that there are here; others are left out.
     *
     * @throws FixtureException when it is no file of state tests, or larger than 64 MiB
     */
    public static List<StateTestCase> read(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new FixtureException(file + " is larger than any file of state tests");
        }
        List<StateTestCase> cases = new ArrayList<>();
        JSON.readTree(Files.readAllBytes(file)).properties().forEach(test -> {
            JsonNode body = test.getValue();
            MemoryState pre = FixtureJson.accounts(member(body, "pre"));
            member(body, "post")
                    .properties()
                    .forEach(post -> fork(post.getKey()).ifPresent(fork -> {
                        BlockEnvironment block = environment(member(body, "env"), fork);
                        for (JsonNode expected : post.getValue()) {
                            cases.add(read(test.getKey(), fork, pre, block, body, expected));
                        }
                    }));
        });
        return cases;
    }

    private static StateTestCase read(
            String name, Fork fork, MemoryState pre, BlockEnvironment block, JsonNode body, JsonNode expected) {
        JsonNode indexes = member(expected, "indexes");
        int data = member(indexes, "data").asInt();
        int gas = member(indexes, "gas").asInt();
        int value = member(indexes, "value").asInt();
        JsonNode transaction = member(body, "transaction");
        return new StateTestCase(
                name + "[data " + data + ", gas " + gas + ", value " + value + "]",
                fork,
                pre,
                block,
                () -> FixtureTransaction.read(transaction, data, gas, value),
                FixtureJson.bytes32(member(expected, "hash")),
                FixtureJson.bytes32(member(expected, "logs")),
                optional(expected, "expectException").map(JsonNode::asText));
    }

    private static Optional<Fork> fork(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "shanghai" -> Optional.of(Fork.SHANGHAI);
            case "cancun" -> Optional.of(Fork.CANCUN);
            case "prague" -> Optional.of(Fork.PRAGUE);
            case "osaka" -> Optional.of(Fork.OSAKA);
            default -> Optional.empty();
        };
    }

    private static BlockEnvironment environment(JsonNode env, Fork fork) {
        BlobSchedule schedule = fork.includes(Fork.PRAGUE) ? BlobSchedule.PRAGUE : BlobSchedule.CANCUN;
        long excess =
                optional(env, "currentExcessBlobGas").map(FixtureJson::number).orElse(0L);
        return new BlockEnvironment(
                fork,
                CHAIN_ID,
                FixtureJson.number(member(env, "currentNumber")),
                FixtureJson.number(member(env, "currentTimestamp")),
                FixtureJson.address(member(env, "currentCoinbase")),
                FixtureJson.bytes32(optional(env, "currentRandom").orElseGet(() -> member(env, "currentDifficulty"))),
                FixtureJson.number(member(env, "currentGasLimit")),
                FixtureJson.word(member(env, "currentBaseFee")),
                fork.includes(Fork.CANCUN) ? schedule.baseFee(excess) : UInt256.ZERO,
                StateTestFile::blockHash);
    }

    /** The tests' convention: the hash of the number in decimal. */
    private static Bytes32 blockHash(long number) {
        return Bytes32.of(Hashes.keccak256(Long.toString(number).getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
    }
}

package org.alys.evm.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.alys.evm.block.Block;
import org.alys.evm.block.HeaderCodec;
import org.alys.evm.chain.TestExecution;
import org.alys.evm.pool.Submission;
import org.alys.evm.transaction.SignedTransaction;
import org.alys.primitives.Bytes;
import org.alys.primitives.UInt256;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code eth_simulateV1} as execution-apis describes it. */
class SimulateTest {
    private static final String A = "0xa000000000000000000000000000000000000000";
    private static final String B = "0xb000000000000000000000000000000000000000";
    private static final String C = "0xc000000000000000000000000000000000000000";
    private static final String RICH = "{\"balance\":\"0xde0b6b3a7640000\"}";
    private static final String TRANSFER = "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef";
    private static final String COIN = "0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee";

    /** Emits a log without topics, then pays 5 wei to B and stops. */
    private static final String PAYS_B = "0x5f5fa0" + "5f5f5f5f6005" + "73" + B.substring(2) + "5a" + "f1" + "00";
    /** The same, but reverts. */
    private static final String PAYS_AND_REVERTS =
            "0x5f5fa0" + "5f5f5f5f6005" + "73" + B.substring(2) + "5a" + "f1" + "5f5ffd";
    /** Destroys itself in favour of B. */
    private static final String BEQUEATHS_TO_B = "0x73" + B.substring(2) + "ff";

    private static final String RETURNS_NUMBER = "0x435f5260205ff3";
    private static final String RETURNS_PARENT_HASH = "0x60014303405f5260205ff3";

    private final TestRpc rpc = new TestRpc(TestExecution.genesis(), RpcLimits.STANDARD);

    @AfterEach
    void close() {
        rpc.close();
    }

    private JsonNode simulate(String blocks) {
        return rpc.result("eth_simulateV1", "[{\"blockStateCalls\":[" + blocks + "]},\"latest\"]");
    }

    private JsonNode simulate(String blocks, String options) {
        return rpc.result("eth_simulateV1", "[{\"blockStateCalls\":[" + blocks + "]," + options + "},\"latest\"]");
    }

    private JsonNode refused(String blocks, String options) {
        return rpc.error("eth_simulateV1", "[{\"blockStateCalls\":[" + blocks + "]," + options + "},\"latest\"]");
    }

    private static String with(String states, String... calls) {
        return "{\"stateOverrides\":{" + states + "},\"calls\":[" + String.join(",", calls) + "]}";
    }

    private static String state(String account, String override) {
        return "\"" + account + "\":" + override;
    }

    private static String call(String from, String to, String rest) {
        return "{\"from\":\"" + from + "\",\"to\":\"" + to + "\"" + (rest.isEmpty() ? "" : "," + rest) + "}";
    }

    private static String code(String code) {
        return "{\"code\":\"" + code + "\",\"balance\":\"0x64\"}";
    }

    @Test
    void aValidatedBlockHasTheRootsOfTheSameRealBlock() {
        UInt256 fee = UInt256.of(3_000_000_000L);
        SignedTransaction creation = TestExecution.draft(0, 3)
                .gasLimit(200_000)
                .data(Bytes.fromHex("6001600055" + "435f5260205ff3"))
                .sign(TestExecution.key(0));
        SignedTransaction payment = TestExecution.draft(1, 3).sign(TestExecution.key(0));
        assertThat(rpc.execution.pool().submit(creation)).isInstanceOf(Submission.Accepted.class);
        assertThat(rpc.execution.pool().submit(payment)).isInstanceOf(Submission.Accepted.class);
        Block parent = rpc.execution.chain().head();
        Block real = rpc.extend(7, TestExecution.FEE_RECIPIENT);
        assertThat(real.transactions()).hasSize(2);
        String sender = TestExecution.address(0).toHex0x();
        String prices = "\"maxFeePerGas\":\"" + fee.toHex() + "\",\"maxPriorityFeePerGas\":\"" + fee.toHex() + "\"";
        JsonNode simulated = rpc.result("eth_simulateV1", """
                [{"validation": true, "blockStateCalls": [{
                  "blockOverrides": {"time": "0x%x", "feeRecipient": "%s", "gasLimit": "0x%x"},
                  "calls": [
                    {"from": "%s", "to": "%s", "gas": "0x30d40", "value": "0x1", "input": "%s", %s},
                    {"from": "%s", "to": "%s", "gas": "0x5208", "value": "0x1", %s}]}]}, "%s"]
                """.formatted(
                                real.header().timestamp(),
                                TestExecution.FEE_RECIPIENT.toHex0x(),
                                real.header().gasLimit(),
                                sender,
                                TestExecution.TO.toHex0x(),
                                creation.transaction().data().toHex0x(),
                                prices,
                                sender,
                                TestExecution.TO.toHex0x(),
                                prices,
                                parent.hash().toHex0x()))
                .get(0);
        JsonNode mined = rpc.result("eth_getBlockByHash", "[\"" + real.hash().toHex0x() + "\", false]");
        for (String field : new String[] {
            "stateRoot",
            "receiptsRoot",
            "gasUsed",
            "baseFeePerGas",
            "logsBloom",
            "parentHash",
            "number",
            "timestamp",
            "miner",
            "excessBlobGas",
            "requestsHash",
            "withdrawalsRoot",
            "gasLimit"
        }) {
            assertThat(simulated.get(field)).as(field).isEqualTo(mined.get(field));
        }
    }

    @Test
    void blocksAreChainedByHashesThatTheirCodeSees() {
        JsonNode blocks =
                simulate(with(state(A, code(RETURNS_PARENT_HASH)), call(C, A, "")) + "," + with("", call(C, A, "")));
        Block head = rpc.execution.chain().head();
        assertThat(blocks.get(0).path("parentHash").asText())
                .isEqualTo(head.hash().toHex0x());
        assertThat(blocks.get(1).path("parentHash")).isEqualTo(blocks.get(0).path("hash"));
        assertThat(returned(blocks, 0, 0))
                .isEqualTo(HeaderCodec.hash(head.header()).toHex0x());
        assertThat(returned(blocks, 1, 0)).isEqualTo(blocks.get(0).path("hash").asText());
    }

    private static String returned(JsonNode blocks, int block, int call) {
        return blocks.get(block).path("calls").get(call).path("returnData").asText();
    }

    @Test
    void stateIsCarriedFromCallToCallAndFromBlockToBlock() {
        // adds one to slot 0 and returns it
        String counts = "0x5f54600101805f555f5260205ff3";
        JsonNode blocks = simulate(with(state(A, code(counts)), call(C, A, ""), call(C, A, "")) + ","
                + with("", call(C, A, "")) + "," + with(state(A, "{\"state\":{\"0x00\":\"0x10\"}}"), call(C, A, "")));
        assertThat(number(returned(blocks, 0, 0))).isEqualTo(1);
        assertThat(number(returned(blocks, 0, 1))).isEqualTo(2);
        assertThat(number(returned(blocks, 1, 0))).isEqualTo(3);
        assertThat(number(returned(blocks, 2, 0))).isEqualTo(17);
        assertThat(rpc.result("eth_getCode", "[\"" + A + "\",\"latest\"]").asText())
                .as("nothing of it is in the chain")
                .isEqualTo("0x");
    }

    private static long number(String word) {
        return UInt256.fromHex(word).toLongSaturated();
    }

    @Test
    void gapsAreFilledWithEmptyBlocksTwelveSecondsApart() {
        JsonNode blocks =
                simulate("{\"blockOverrides\":{\"number\":\"0x3\"}},{\"blockOverrides\":{\"time\":\"0x50\"}}");
        assertThat(blocks).hasSize(4);
        assertThat(blocks.findValuesAsText("number")).containsExactly("0x1", "0x2", "0x3", "0x4");
        assertThat(blocks.findValuesAsText("timestamp")).containsExactly("0x1c", "0x28", "0x34", "0x50");
    }

    @Test
    void paymentsAreLogsWhenAskedFor() {
        String blocks = with(state(C, RICH) + "," + state(A, code(PAYS_B)), call(C, A, "\"value\":\"0x7\""));
        JsonNode plain = simulate(blocks).get(0);
        assertThat(plain.path("calls").get(0).path("logs")).hasSize(1);
        JsonNode traced = simulate(blocks, "\"traceTransfers\":true").get(0);
        JsonNode logs = traced.path("calls").get(0).path("logs");
        assertThat(logs.findValuesAsText("address")).containsExactly(COIN, A, COIN);
        assertThat(logs.findValuesAsText("logIndex")).containsExactly("0x0", "0x1", "0x2");
        JsonNode first = logs.get(0);
        assertThat(first.path("topics").get(0).asText()).isEqualTo(TRANSFER);
        assertThat(first.path("topics").get(1).asText()).endsWith(C.substring(2));
        assertThat(first.path("topics").get(2).asText()).endsWith(A.substring(2));
        assertThat(number(first.path("data").asText())).isEqualTo(7);
        assertThat(logs.get(2).path("topics").get(2).asText()).endsWith(B.substring(2));
        assertThat(first.path("blockHash")).isEqualTo(traced.path("hash"));
        assertThat(traced.path("logsBloom"))
                .as("the block knows only real logs")
                .isEqualTo(plain.path("logsBloom"));
        assertThat(traced.path("receiptsRoot")).isEqualTo(plain.path("receiptsRoot"));
    }

    @Test
    void whatIsTakenBackIsNotLogged() {
        JsonNode block = simulate(
                        with(
                                state(C, RICH) + "," + state(A, code(PAYS_AND_REVERTS)) + ","
                                        + state(B, code(BEQUEATHS_TO_B.replace(B.substring(2), C.substring(2)))),
                                call(C, A, "\"value\":\"0x7\""),
                                call(C, B, "")),
                        "\"traceTransfers\":true")
                .get(0);
        JsonNode reverted = block.path("calls").get(0);
        assertThat(reverted.path("status").asText()).isEqualTo("0x0");
        assertThat(reverted.path("logs")).isEmpty();
        assertThat(reverted.path("error").path("code").asInt()).isEqualTo(3);
        assertThat(reverted.path("error").path("data").asText()).isEqualTo("0x");
        assertThat(block.path("calls").get(1).path("logs").findValuesAsText("address"))
                .as("a contract's last will")
                .containsExactly(COIN);
    }

    @Test
    void aCallThatFailsSaysWhyAndTheNextGoesOn() {
        JsonNode calls = simulate(with(
                        state(A, code("0xfe")),
                        call(C, A, "\"gas\":\"0x7530\""),
                        "{\"from\":\"" + C + "\",\"input\":\"" + RETURNS_NUMBER + "\"}"))
                .get(0)
                .path("calls");
        assertThat(calls.get(0).path("error").path("code").asInt()).isEqualTo(-32015);
        assertThat(calls.get(0).path("gasUsed").asText()).isEqualTo("0x7530");
        assertThat(number(calls.get(1).path("returnData").asText()))
                .as("a creation returns the new code")
                .isEqualTo(1);
    }

    @Test
    void wholeTransactionsAreShownWithTheirSenders() {
        String blocks = with(state(C, RICH), call(C, B, "\"value\":\"0x1\""), call(C, B, "\"gasPrice\":\"0x0\""));
        JsonNode transactions =
                simulate(blocks, "\"returnFullTransactions\":true").get(0).path("transactions");
        assertThat(transactions.findValuesAsText("from")).containsExactly(C, C);
        assertThat(transactions.findValuesAsText("nonce")).containsExactly("0x0", "0x1");
        assertThat(transactions.findValuesAsText("type")).containsExactly("0x2", "0x0");
        assertThat(transactions.findValuesAsText("v")).containsExactly("0x0", "0x0");
        assertThat(transactions.findValuesAsText("hash"))
                .isEqualTo(simulate(blocks)
                        .get(0)
                        .path("transactions")
                        .valueStream()
                        .map(JsonNode::asText)
                        .toList());
    }

    @Test
    void aPrecompiledContractCanBeReplacedAndMoved() {
        String sha = "0x0000000000000000000000000000000000000002";
        String identity = "0x0000000000000000000000000000000000000004";
        JsonNode blocks = simulate(with(
                        state(sha, "{\"code\":\"" + RETURNS_NUMBER + "\",\"movePrecompileToAddress\":\"" + A + "\"}")
                                + "," + state(identity, "{\"code\":\"" + RETURNS_NUMBER + "\"}"),
                        call(C, sha, "\"input\":\"0x1234\""),
                        call(C, A, "\"input\":\"0x1234\""),
                        call(C, identity, "\"input\":\"0x1234\""))
                + "," + with("", call(C, A, "\"input\":\"0x1234\"")));
        assertThat(number(returned(blocks, 0, 0))).isEqualTo(1);
        assertThat(returned(blocks, 0, 1))
                .isEqualTo("0x3a103a4e5729ad68c02a678ae39accfbc0ae208096437401b7ceab63cca0622f");
        assertThat(number(returned(blocks, 0, 2))).isEqualTo(1);
        assertThat(returned(blocks, 1, 0)).as("moved for one block only").isEqualTo("0x");
        assertThat(rpc.result(
                                "eth_call",
                                "[{\"to\":\"" + A + "\",\"input\":\"0x1234\"},\"latest\",{\"" + sha
                                        + "\":{\"movePrecompileToAddress\":\"" + A + "\"}}]")
                        .asText())
                .as("in a call too")
                .isEqualTo("0x3a103a4e5729ad68c02a678ae39accfbc0ae208096437401b7ceab63cca0622f");
    }

    @Test
    void impossibleMovesAreRefused() {
        String sha = "0x0000000000000000000000000000000000000002";
        String identity = "0x0000000000000000000000000000000000000004";
        assertThat(errorOf(with(state(A, move(B))))).isEqualTo(-32000);
        assertThat(errorOf(with(state(sha, move(sha))))).isEqualTo(-38022);
        assertThat(errorOf(with(state(sha, move(A)) + "," + state(identity, move(A)))))
                .isEqualTo(-38023);
        assertThat(errorOf(with(state(sha, move(A)) + "," + state(A, RICH)))).isEqualTo(-32000);
    }

    private static String move(String to) {
        return "{\"movePrecompileToAddress\":\"" + to + "\"}";
    }

    private int errorOf(String blocks, String... options) {
        return refused(blocks, options.length == 0 ? "\"validation\":false" : options[0])
                .path("code")
                .asInt();
    }

    @Test
    void whatNoBlockCanHoldIsRefusedWithItsOwnNumber() {
        String validated = "\"validation\":true";
        String fee = "\"maxFeePerGas\":\"0xffffff\"";
        assertThat(errorOf(
                        with(
                                state(C, "{\"balance\":\"0xde0b6b3a7640000\",\"nonce\":\"0x5\"}"),
                                call(C, B, fee + ",\"nonce\":\"0x4\"")),
                        validated))
                .isEqualTo(-38010);
        assertThat(errorOf(with(state(C, RICH), call(C, B, fee + ",\"nonce\":\"0x1\"")), validated))
                .isEqualTo(-38011);
        assertThat(errorOf(with(state(C, RICH), call(C, B, "")), validated)).isEqualTo(-38012);
        assertThat(errorOf(with("", call(C, B, "\"gas\":\"0x5207\"")))).isEqualTo(-38013);
        assertThat(errorOf(with("", call(C, B, "\"value\":\"0x1\"")))).isEqualTo(-38014);
        assertThat(errorOf(with("", call(C, B, "\"gas\":\"0x1c9c381\"")))).isEqualTo(-38015);
        assertThat(errorOf("{\"blockOverrides\":{\"number\":\"0x0\"}}")).isEqualTo(-38020);
        assertThat(errorOf("{\"blockOverrides\":{\"time\":\"0x10\"}}")).isEqualTo(-38021);
        assertThat(errorOf("{\"blockOverrides\":{\"number\":\"0x101\"}}")).isEqualTo(-38026);
        assertThat(errorOf(IntStream.range(0, 257).mapToObj(_ -> "{}").collect(Collectors.joining(","))))
                .isEqualTo(-38026);
        assertThat(errorOf("")).isEqualTo(-32602);
        assertThat(errorOf(with("", "{\"from\":\"" + C + "\",\"input\":\"0x" + "00".repeat(49_153) + "\"}")))
                .isEqualTo(-38025);
    }

    @Test
    void withoutValidationNoncesAndFeesDoNotCount() {
        JsonNode block = simulate(with(
                        state(C, "{\"nonce\":\"0x5\"}") + "," + state(A, code("0x485f5260205ff3")),
                        call(C, B, "\"nonce\":\"0x63\""),
                        call(A, A, "")))
                .get(0);
        assertThat(block.path("baseFeePerGas").asText()).isEqualTo("0x0");
        assertThat(block.path("calls").findValuesAsText("status")).containsExactly("0x1", "0x1");
    }

    @Test
    void allCallsTogetherHaveTheGasOfOne() {
        try (TestRpc tight = new TestRpc(
                TestExecution.genesis(), RpcLimits.STANDARD.withCalls(50_000, RpcLimits.STANDARD.callTime()))) {
            String spends = with(state(A, code("0xfe")), call(C, A, ""), call(C, B, ""));
            JsonNode error = tight.error("eth_simulateV1", "[{\"blockStateCalls\":[" + spends + "]},\"latest\"]");
            assertThat(error.path("code").asInt()).isEqualTo(-38013);
            assertThat(error.path("message").asText()).contains("intrinsic gas too low", "(supplied gas 0)");
        }
    }

    @Test
    void withdrawalsAndTheBeaconRootArePartOfTheBlock() {
        JsonNode block = simulate("""
                {"blockOverrides": {"beaconRoot": "0x%s",
                   "withdrawals": [{"index": "0x1", "validatorIndex": "0x2", "address": "%s", "amount": "0x3"}]}},
                {"stateOverrides": {"%s": {"code": "0x%s315f5260205ff3"}}, "calls": [{"to": "%s"}]}
                """.formatted("11".repeat(32), B, A, "73" + B.substring(2), A));
        assertThat(block.get(0).path("parentBeaconBlockRoot").asText()).isEqualTo("0x" + "11".repeat(32));
        assertThat(block.get(0).path("withdrawals")).hasSize(1);
        assertThat(number(returned(block, 1, 0))).as("paid in wei").isEqualTo(3_000_000_000L);
    }
}

package org.alys.engine.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.alys.engine.BlockRef;
import org.alys.engine.ClientVersion;
import org.alys.engine.ExecutionFailedException;
import org.alys.engine.ExecutionFailure;
import org.alys.engine.ForkchoiceResult;
import org.alys.engine.ForkchoiceState;
import org.alys.engine.PayloadAttributes;
import org.alys.engine.PayloadId;
import org.alys.engine.PayloadStatus;
import org.alys.engine.SyncProgress;
import org.alys.evm.payload.ExecutionPayload;
import org.alys.evm.payload.Fork;
import org.alys.evm.payload.Withdrawal;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Wei;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EngineApiClientTest {
    private static final Bytes32 HEAD = Bytes32.fromHex("11".repeat(32));
    private static final ForkchoiceState STATE = new ForkchoiceState(HEAD, Bytes32.ZERO, Bytes32.ZERO);
    private static final PayloadId ID = new PayloadId(Bytes.fromHex("0102030405060708"));
    private static final EvmAddress USER = EvmAddress.fromHex("0x00000000000000000000000000000000000000aa");
    private static final String VALID_STATUS =
            "{\"status\":\"VALID\",\"latestValidHash\":\"0x" + "11".repeat(32) + "\",\"validationError\":null}";

    private final ScriptedServer engine = new ScriptedServer();
    private final ScriptedServer eth = new ScriptedServer();
    private final FakeTiming timing = new FakeTiming();
    private final EngineApiClient client = client(Fork.PRAGUE, 64 << 10);

    @AfterEach
    void stop() {
        client.close();
        engine.close();
        eth.close();
    }

    @ParameterizedTest
    @CsvSource({
        "SHANGHAI, engine_forkchoiceUpdatedV2, engine_newPayloadV2, engine_getPayloadV2, 1, 4",
        "CANCUN, engine_forkchoiceUpdatedV3, engine_newPayloadV3, engine_getPayloadV3, 3, 5",
        "PRAGUE, engine_forkchoiceUpdatedV3, engine_newPayloadV4, engine_getPayloadV4, 4, 5",
        "OSAKA, engine_forkchoiceUpdatedV3, engine_newPayloadV4, engine_getPayloadV5, 4, 5"
    })
    void forkChoosesVersionsAndFields(
            Fork fork, String forkchoice, String newPayload, String getPayload, int payloadParams, int attributes) {
        try (EngineApiClient of = client(fork, 64 << 10)) {
            engine.result("{\"payloadStatus\":" + VALID_STATUS + ",\"payloadId\":\"" + ID + "\"}");
            engine.result(VALID_STATUS);
            engine.error(-38001, "gone");
            PayloadAttributes wanted =
                    new PayloadAttributes(7, HEAD, USER, List.of(new Withdrawal(0, 0, USER, 1)), Bytes32.ZERO);
            assertThat(of.forkchoiceUpdated(STATE, Optional.of(wanted)))
                    .isEqualTo(new ForkchoiceResult.Valid(Optional.of(ID)));
            assertThat(of.newPayload(payload(fork), Bytes32.ZERO)).isEqualTo(new PayloadStatus.Valid(HEAD));
            assertThatThrownBy(() -> of.getPayload(ID)).isInstanceOf(ExecutionFailedException.class);

            assertThat(engine.requests())
                    .extracting(ScriptedServer.Request::method)
                    .containsExactly(forkchoice, newPayload, getPayload);
            assertThat(engine.requests().get(0).params().get(1)).hasSize(attributes);
            assertThat(engine.requests().get(1).params()).hasSize(payloadParams);
            assertThat(engine.requests().get(1).params().get(0).has("blobGasUsed"))
                    .isEqualTo(fork.includes(Fork.CANCUN));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "-38001, UnknownPayload, ENG004",
        "-32001, UnknownPayload, ENG004",
        "-38002, InvalidForkchoice, ENG005",
        "-38003, InvalidAttributes, ENG006",
        "-38004, TooLarge, ENG007",
        "-38005, UnsupportedFork, ENG008",
        "-38006, TooDeepReorg, ENG012",
        "-32603, RpcError, ENG009"
    })
    void namesEveryErrorOfTheSpecification(int rpcCode, String name, String code) {
        engine.error(rpcCode, "why");
        ExecutionFailure failure = failure(() -> client.getPayload(ID));
        assertThat(failure.getClass().getSimpleName()).isEqualTo(name);
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.describe()).contains("why").contains(". ").endsWith(".");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void refusedTokenIsItsOwnFailure(int status) {
        engine.body(status, "Unauthorized: bad signature");
        assertThat(failure(client::exchangeCapabilities))
                .isEqualTo(new ExecutionFailure.Unauthorised(engine.url().toString(), "Unauthorized: bad signature"));
        assertThat(engine.requests()).hasSize(1);
    }

    @Test
    void refusedConnectionIsRetriedWithGrowingPauses() {
        engine.close();
        EngineApiSettings settings = settings(engine.url(), Fork.PRAGUE, 64 << 10, Duration.ofSeconds(5));
        try (EngineApiClient alone = new EngineApiClient(settings, timing, new Random(1))) {
            assertThat(failure(alone::exchangeCapabilities)).isInstanceOf(ExecutionFailure.Unreachable.class);
        }
        assertThat(timing.pauses).hasSize(3);
        for (int i = 0; i < 3; i++) {
            long expected = 100L << i;
            assertThat(timing.pauses.get(i).toMillis()).isBetween(expected * 9 / 10, expected * 11 / 10);
        }
    }

    @Test
    void retriesStopAtTheCallsTime() {
        engine.close();
        EngineApiSettings standard = settings(engine.url(), Fork.PRAGUE, 64 << 10, Duration.ofSeconds(30));
        EngineApiSettings settings = new EngineApiSettings(
                standard.engineUrl(),
                standard.ethUrl(),
                standard.secret(),
                standard.fork(),
                standard.limits(),
                new RetryPolicy(3, Duration.ofSeconds(12), Duration.ofMinutes(1), 0.1));
        try (EngineApiClient alone = new EngineApiClient(settings, timing, new Random(1))) {
            assertThat(failure(alone::exchangeCapabilities)).isInstanceOf(ExecutionFailure.Unreachable.class);
        }
        assertThat(timing.pauses).hasSize(1);
    }

    @Test
    void brokenConnectionIsRetriedUntilItHolds() {
        engine.hangUp().result("[\"a\",\"b\"]");
        assertThat(client.exchangeCapabilities()).containsExactlyInAnyOrder("a", "b");
        assertThat(timing.pauses).hasSize(1);
    }

    @Test
    void errorsAreNotRetried() {
        engine.error(-32603, "broken");
        assertThat(failure(client::exchangeCapabilities)).isInstanceOf(ExecutionFailure.RpcError.class);
        assertThat(engine.requests()).hasSize(1);
    }

    @Test
    void transactionsAreSentAtMostOnce() {
        eth.hangUp().result("\"" + HEAD + "\"");
        assertThat(failure(() -> client.sendRawTransaction(Bytes.fromHex("c0"))))
                .isInstanceOf(ExecutionFailure.Unreachable.class);
        assertThat(eth.requests()).hasSize(1);
    }

    @Test
    void stalledBodyTimesOut() {
        engine.stall();
        EngineApiSettings settings = settings(engine.url(), Fork.PRAGUE, 64 << 10, Duration.ofMillis(200));
        try (EngineApiClient hasty = new EngineApiClient(settings, timing, new Random(1))) {
            assertThat(failure(hasty::exchangeCapabilities))
                    .isEqualTo(new ExecutionFailure.TimedOut("engine_exchangeCapabilities", Duration.ofMillis(200)));
        }
    }

    @Test
    void answerBeyondTheLimitIsCutOff() {
        engine.endless();
        assertThat(failure(client::exchangeCapabilities)).isInstanceOf(ExecutionFailure.TooLarge.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "nonsense",
                "\0\0\0\u0004\u0007\u0005\0\u0004\u0001",
                "{\"jsonrpc\":\"2.0\",\"id\":%d}",
                "{\"jsonrpc\":\"2.0\",\"id\":-1,\"result\":\"0x1\"}",
                "{\"jsonrpc\":\"2.0\",\"result\":\"0x1\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":%d,\"result\":\"0x1\"}}",
                "{\"jsonrpc\":\"2.0\",\"id\":%d,\"error\":{}}",
                "{\"jsonrpc\":\"2.0\",\"id\":%d,\"result\":1}",
                "{\"jsonrpc\":\"2.0\",\"id\":%d,\"result\":\"1\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":%d,\"result\":\"0x\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":%d,\"result\":\"0x01\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":%d,\"result\":\"0xg\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":%d,\"result\":\"0x8000000000000000\"}"
            })
    void chainIdMustBeAQuantityInAWellFormedAnswer(String body) {
        eth.body(200, body);
        assertThat(failure(client::chainId)).isInstanceOf(ExecutionFailure.BadAnswer.class);
    }

    @Test
    void deeplyNestedAnswerIsRefused() {
        eth.body(200, "{\"result\":" + "[".repeat(1000) + "]".repeat(1000) + "}");
        assertThat(failure(client::chainId)).isInstanceOf(ExecutionFailure.BadAnswer.class);
    }

    @Test
    void clientsTextCannotForgeLogLines() {
        engine.error(-32603, "one\\u0007\\ntwo");
        assertThat(failure(client::exchangeCapabilities).describe()).contains("one  two");
    }

    @Test
    void publicMethodsGoToThePublicPortWithoutToken() {
        eth.result("\"0x1d97c\"");
        assertThat(client.chainId()).isEqualTo(121212);
        assertThat(eth.requests().getFirst().authorization()).isNull();
        assertThat(engine.requests()).isEmpty();
    }

    @Test
    void everyRequestCarriesAFreshToken() {
        engine.result("[]").result("[]");
        client.exchangeCapabilities();
        timing.sleep(Duration.ofSeconds(30));
        client.exchangeCapabilities();
        assertThat(engine.requests())
                .extracting(ScriptedServer.Request::authorization)
                .doesNotHaveDuplicates()
                .allMatch(token -> token != null && token.startsWith("Bearer "));
    }

    @Test
    void readsVerdicts() {
        engine.result("{\"status\":\"INVALID\",\"latestValidHash\":null,\"validationError\":\"bad root\"}")
                .result("{\"status\":\"INVALID_BLOCK_HASH\"}")
                .result("{\"status\":\"SYNCING\",\"latestValidHash\":null}")
                .result("{\"status\":\"ACCEPTED\"}")
                .result("{\"status\":\"PERHAPS\"}");
        assertThat(newPayload()).isEqualTo(new PayloadStatus.Invalid(Optional.empty(), "bad root"));
        assertThat(newPayload()).isEqualTo(new PayloadStatus.Invalid(Optional.empty(), "no reason given"));
        assertThat(newPayload()).isEqualTo(new PayloadStatus.Syncing());
        assertThat(newPayload()).isEqualTo(new PayloadStatus.Accepted());
        assertThat(failure(this::newPayload)).isInstanceOf(ExecutionFailure.BadAnswer.class);
    }

    @Test
    void readsForkChoiceAnswers() {
        engine.result("{\"payloadStatus\":{\"status\":\"SYNCING\"},\"payloadId\":null}")
                .result("{\"payloadStatus\":{\"status\":\"INVALID\",\"latestValidHash\":\"" + HEAD + "\"}}")
                .result("{\"payloadStatus\":" + VALID_STATUS + ",\"payloadId\":\"" + ID + "\"}");
        assertThat(client.forkchoiceUpdated(STATE, Optional.empty())).isEqualTo(new ForkchoiceResult.Syncing());
        assertThat(client.forkchoiceUpdated(STATE, Optional.empty()))
                .isEqualTo(new ForkchoiceResult.Invalid(Optional.of(HEAD), "no reason given"));
        assertThat(failure(() -> client.forkchoiceUpdated(STATE, Optional.empty())))
                .isInstanceOf(ExecutionFailure.BadAnswer.class);
    }

    @Test
    void toleratesClientsWithoutVersionMethod() {
        engine.error(-32601, "Method not found")
                .result("[{\"code\":\"GE\",\"name\":\"geth\",\"version\":\"1.16\",\"commit\":\"0xabcdef01\"}]");
        assertThat(client.clientVersion()).isEmpty();
        assertThat(client.clientVersion()).contains(new ClientVersion("GE", "geth", "1.16", "0xabcdef01"));
    }

    @Test
    void readsSyncProgress() {
        eth.result("false").result("{\"currentBlock\":\"0x5\",\"highestBlock\":\"0x10\"}");
        assertThat(client.syncProgress()).isEmpty();
        assertThat(client.syncProgress()).contains(new SyncProgress(5, 16));
    }

    @Test
    void unknownBlocksAreEmptyHoweverTheClientSaysSo() {
        eth.result("null").error(-39001, "Unknown block").error(-32000, "finalized block not found");
        for (int i = 0; i < 3; i++) {
            assertThat(client.headerAt(BlockRef.Tag.FINALIZED)).isEmpty();
        }
        eth.error(-32000, "database is corrupt");
        assertThat(failure(() -> client.headerAt(BlockRef.Tag.FINALIZED)))
                .isInstanceOf(ExecutionFailure.RpcError.class);
    }

    @Test
    void bodiesMustMatchTheRequest() {
        engine.result("[null]").result("[]");
        assertThat(client.payloadBodiesByHash(List.of(HEAD))).containsExactly(Optional.empty());
        assertThat(failure(() -> client.payloadBodiesByHash(List.of(HEAD))))
                .isInstanceOf(ExecutionFailure.BadAnswer.class);
        assertThatThrownBy(() -> client.payloadBodiesByRange(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> client.payloadBodiesByRange(1, 33)).isInstanceOf(IllegalArgumentException.class);
    }

    private PayloadStatus newPayload() {
        return client.newPayload(payload(Fork.PRAGUE), Bytes32.ZERO);
    }

    private static ExecutionFailure failure(Runnable call) {
        ExecutionFailedException thrown = catchThrowableOfType(ExecutionFailedException.class, call::run);
        assertThat(thrown).isNotNull();
        assertThat(thrown.getMessage()).startsWith(thrown.failure().code());
        return thrown.failure();
    }

    private EngineApiClient client(Fork fork, int maxAnswerBytes) {
        EngineApiSettings settings = settings(eth.url(), fork, maxAnswerBytes, Duration.ofSeconds(20));
        return new EngineApiClient(settings, timing, new Random(1));
    }

    private EngineApiSettings settings(URI ethUrl, Fork fork, int maxAnswerBytes, Duration limit) {
        CallLimits limits = new CallLimits(limit, limit, limit, limit, limit, limit, maxAnswerBytes);
        JwtSecret secret = JwtSecret.fromHex("5c".repeat(32));
        return new EngineApiSettings(engine.url(), ethUrl, secret, fork, limits, RetryPolicy.STANDARD);
    }

    private static ExecutionPayload payload(Fork fork) {
        return new ExecutionPayload(
                fork,
                HEAD,
                USER,
                HEAD,
                HEAD,
                Bytes.of(new byte[256]),
                HEAD,
                1,
                30_000_000,
                0,
                1,
                Bytes.EMPTY,
                Wei.ofGwei(1),
                HEAD,
                List.of(),
                List.of(),
                0,
                0,
                List.of());
    }
}

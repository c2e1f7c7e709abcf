package org.alys.node.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.alys.engine.BlockRef;
import org.alys.engine.BuiltPayload;
import org.alys.engine.ExecutionFailedException;
import org.alys.engine.ExecutionFailure;
import org.alys.engine.ForkchoiceResult;
import org.alys.engine.ForkchoiceState;
import org.alys.engine.PayloadAttributes;
import org.alys.engine.PayloadBody;
import org.alys.engine.PayloadId;
import org.alys.engine.PayloadStatus;
import org.alys.engine.Timing;
import org.alys.engine.genesis.ExecutionGenesis;
import org.alys.engine.genesis.GenesisParameters;
import org.alys.engine.http.CallLimits;
import org.alys.engine.http.EngineApiClient;
import org.alys.engine.http.EngineApiSettings;
import org.alys.engine.http.JwtSecret;
import org.alys.engine.http.RetryPolicy;
import org.alys.evm.chain.GenesisFile;
import org.alys.evm.payload.ExecutionPayload;
import org.alys.evm.payload.Fork;
import org.alys.evm.payload.Withdrawal;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Sats;
import org.alys.primitives.Wei;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our Engine API client drives our execution layer through its server, as any consensus client would. */
class EngineApiServerTest {
    private static final JwtSecret SECRET = JwtSecret.fromHex("2a".repeat(31) + "2b");
    private static final EvmAddress RICH = EvmAddress.fromHex("0x" + "11".repeat(20));
    /** How fast it answers is not asked here. */
    private static final CallLimits PATIENT = new CallLimits(
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            1 << 20);

    private static final long GENESIS_TIME = 1_700_000_000;

    @TempDir
    Path directory = Path.of("");

    private Optional<EmbeddedEthereum> ethereum = Optional.empty();
    private int rpcPort;
    private int enginePort;

    @BeforeEach
    void start() {
        GenesisParameters parameters =
                new GenesisParameters(4242, Fork.PRAGUE, GENESIS_TIME, new Sats(10_000), Bytes.EMPTY);
        EmbeddedEthereum started = EmbeddedEthereum.open(
                directory,
                GenesisFile.parse(ExecutionGenesis.json(parameters)),
                EmbeddedEthereum.Options.STANDARD,
                InstantSource.system());
        ethereum = Optional.of(started);
        rpcPort = started.serve("127.0.0.1", 0);
        enginePort = started.serveEngine("127.0.0.1", 0, SECRET);
    }

    @AfterEach
    void stop() {
        ethereum.ifPresent(EmbeddedEthereum::close);
    }

    private EngineApiClient client(JwtSecret secret, Fork fork) {
        EngineApiSettings settings = new EngineApiSettings(
                URI.create("http://127.0.0.1:" + enginePort),
                URI.create("http://127.0.0.1:" + rpcPort),
                secret,
                fork,
                PATIENT,
                RetryPolicy.STANDARD);
        return new EngineApiClient(settings, Timing.system(), new Random(1));
    }

    private static ForkchoiceState at(Bytes32 head) {
        return new ForkchoiceState(head, head, Bytes32.ZERO);
    }

    private static PayloadAttributes attributes(long timestamp) {
        return new PayloadAttributes(
                timestamp, Bytes32.ZERO, RICH, List.of(new Withdrawal(0, 0, RICH, 1_000_000_000L)), Bytes32.ZERO);
    }

    @Test
    void buildsImportsAndFollows() {
        try (EngineApiClient client = client(SECRET, Fork.PRAGUE)) {
            assertThat(client.exchangeCapabilities()).contains("engine_newPayloadV4", "engine_forkchoiceUpdatedV3");
            assertThat(client.clientVersion())
                    .hasValueSatisfying(version -> assertThat(version.name()).isEqualTo("Alys"));
            Bytes32 genesis =
                    client.headerAt(new BlockRef.Height(0)).orElseThrow().hash();
            ForkchoiceResult started = client.forkchoiceUpdated(at(genesis), Optional.of(attributes(GENESIS_TIME + 2)));
            PayloadId id = ((ForkchoiceResult.Valid) started).payloadId().orElseThrow();
            BuiltPayload built = client.getPayload(id);
            ExecutionPayload payload = built.payload();
            assertThat(client.newPayload(payload, Bytes32.ZERO))
                    .isEqualTo(new PayloadStatus.Valid(payload.blockHash()));
            assertThat(client.forkchoiceUpdated(at(payload.blockHash()), Optional.empty()))
                    .isEqualTo(new ForkchoiceResult.Valid(Optional.empty()));
            assertThat(client.balance(RICH, BlockRef.Tag.LATEST)).isEqualTo(Wei.ofGwei(1_000_000_000L));
            assertThat(client.payloadBodiesByHash(List.of(payload.blockHash(), Bytes32.ZERO)))
                    .containsExactly(
                            Optional.of(new PayloadBody(payload.transactions(), payload.withdrawals())),
                            Optional.empty());
            assertThat(client.headerAt(BlockRef.Tag.SAFE).orElseThrow().hash()).isEqualTo(payload.blockHash());
        }
    }

    @Test
    void answersMistakesWithTheirCodes() {
        try (EngineApiClient client = client(SECRET, Fork.PRAGUE)) {
            Bytes32 genesis =
                    client.headerAt(new BlockRef.Height(0)).orElseThrow().hash();
            assertThat(client.forkchoiceUpdated(at(Bytes32.fromHex("77".repeat(32))), Optional.empty()))
                    .isEqualTo(new ForkchoiceResult.Syncing());
            fails(
                    () -> client.getPayload(new PayloadId(Bytes.fromHex("0102030405060708"))),
                    ExecutionFailure.UnknownPayload.class);
            fails(
                    () -> client.forkchoiceUpdated(at(genesis), Optional.of(attributes(GENESIS_TIME))),
                    ExecutionFailure.InvalidAttributes.class);
        }
        try (EngineApiClient older = client(SECRET, Fork.CANCUN)) {
            fails(
                    () -> older.getPayload(new PayloadId(Bytes.fromHex("0102030405060708"))),
                    ExecutionFailure.UnsupportedFork.class);
        }
        try (EngineApiClient stranger = client(JwtSecret.fromHex("2c".repeat(31) + "2d"), Fork.PRAGUE)) {
            fails(stranger::exchangeCapabilities, ExecutionFailure.Unauthorised.class);
        }
    }

    private static void fails(Runnable call, Class<? extends ExecutionFailure> how) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        ExecutionFailedException.class,
                        e -> assertThat(e.failure()).isInstanceOf(how));
    }
}

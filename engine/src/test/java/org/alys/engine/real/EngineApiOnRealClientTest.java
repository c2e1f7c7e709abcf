package org.alys.engine.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.alys.engine.BlockHeader;
import org.alys.engine.BlockRef;
import org.alys.engine.EngineMethods;
import org.alys.engine.ExecutionFailedException;
import org.alys.engine.ExecutionFailure;
import org.alys.engine.ForkchoiceResult;
import org.alys.engine.ForkchoiceState;
import org.alys.engine.PayloadBody;
import org.alys.engine.PayloadId;
import org.alys.engine.PayloadStatus;
import org.alys.engine.genesis.BridgeContract;
import org.alys.engine.genesis.GenesisCheck;
import org.alys.engine.genesis.GenesisParameters;
import org.alys.engine.genesis.GenesisProblem;
import org.alys.engine.http.EngineApiClient;
import org.alys.evm.payload.ExecutionPayload;
import org.alys.evm.payload.Fork;
import org.alys.evm.payload.Withdrawal;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Sats;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Blocks without transactions, on every fork; each test goes on from the head that the one before left. */
@ParameterizedClass
@MethodSource("org.alys.engine.real.Executions#all")
class EngineApiOnRealClientTest {
    private static final EvmAddress USER = EvmAddress.fromHex("0x00000000000000000000000000000000000000aa");
    private static final EvmAddress MINTED = EvmAddress.fromHex("0x00000000000000000000000000000000000000bb");
    private static final Bytes32 NOWHERE = Bytes32.fromHex("77".repeat(32));

    private static @Nullable TestChain running;

    private final TestChain chain;
    private final Fork fork;

    EngineApiOnRealClientTest(RunningExecution.Kind kind, Fork fork) {
        assertThat(kind).isNotNull();
        this.fork = fork;
        this.chain = Objects.requireNonNull(running);
    }

    @BeforeParameterizedClassInvocation
    static void start(RunningExecution.Kind kind, Fork fork, @TempDir Path directory) {
        running = new TestChain(kind, directory, fork);
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        Objects.requireNonNull(running).close();
    }

    @Test
    void clientIsThatOfTheGenesisFile() {
        assertThat(GenesisCheck.problems(chain.client, chain.parameters)).isEmpty();
        assertThat(EngineMethods.of(fork).missingFrom(chain.client.exchangeCapabilities()))
                .isEmpty();
        assertThat(chain.client.clientVersion()).isEqualTo(chain.process.version());
        assertThat(chain.client.syncProgress()).isEmpty();
        assertThat(chain.genesis.parentHash()).isEqualTo(Bytes32.ZERO);
    }

    @Test
    void clientOfAnotherGenesisFileIsNamedAsSuch() {
        GenesisParameters other = new GenesisParameters(
                7, fork, chain.parameters.genesisTime() + 1, new Sats(9_999), chain.parameters.extraData());
        assertThat(GenesisCheck.problems(chain.client, other))
                .containsExactly(
                        new GenesisProblem.WrongChainId(7, TestChain.CHAIN_ID),
                        new GenesisProblem.WrongField(
                                "timestamp", "" + other.genesisTime(), "" + chain.genesis.timestamp()),
                        new GenesisProblem.ContractDiffers(BridgeContract.ADDRESS));
    }

    @Test
    void buildsAndExecutesPayloads() {
        Withdrawal mint = chain.mint(MINTED, new Sats(5_000_000_000L));

        ExecutionPayload parent = chain.head();
        ExecutionPayload built = chain.build(parent, mint);
        chain.adopt(built);

        assertThat(built.parentHash()).isEqualTo(parent.blockHash());
        assertThat(built.feeRecipient()).isEqualTo(TestChain.FEE_SINK);
        assertThat(built.withdrawals()).containsExactly(mint);
        assertThat(chain.client.balance(MINTED, BlockRef.Tag.LATEST)).isEqualTo(new Sats(5_000_000_000L).toWei());
        assertThat(chain.client.payloadByHash(built.blockHash())).contains(built);
        assertThat(chain.client.receipts(built)).isEmpty();
    }

    @Test
    void judgesPayloads() {
        ExecutionPayload first = chain.extend(chain.head());
        ExecutionPayload second = chain.build(first);

        ExecutionPayload lie = EmptyBlock.withStateRoot(second, NOWHERE);
        PayloadStatus wrongState = chain.execute(lie);
        assertThat(wrongState).isInstanceOf(PayloadStatus.Invalid.class);
        assertThat(((PayloadStatus.Invalid) wrongState).latestValidHash()).contains(first.blockHash());

        ExecutionPayload wrongHash = withHashOf(second, NOWHERE);
        assertThat(chain.execute(wrongHash)).isInstanceOf(PayloadStatus.Invalid.class);

        assertThat(chain.execute(EmptyBlock.withParent(second, NOWHERE)))
                .isIn(new PayloadStatus.Syncing(), new PayloadStatus.Accepted());
        assertThat(chain.client.forkchoiceUpdated(
                        new ForkchoiceState(NOWHERE, Bytes32.ZERO, Bytes32.ZERO), Optional.empty()))
                .isEqualTo(new ForkchoiceResult.Syncing());

        // The helper that forges blocks must itself be right, or the verdicts above prove nothing.
        assertThat(EmptyBlock.withStateRoot(second, second.stateRoot())).isEqualTo(second);
        chain.adopt(second);
    }

    @Test
    void followsTheForkChoice() {
        ExecutionPayload one = chain.extend(chain.head());
        ExecutionPayload two = chain.extend(one);
        ExecutionPayload three = chain.extend(two);
        ForkchoiceState state = new ForkchoiceState(three.blockHash(), two.blockHash(), one.blockHash());
        assertThat(chain.client.forkchoiceUpdated(state, Optional.empty()))
                .isEqualTo(new ForkchoiceResult.Valid(Optional.empty()));
        assertThat(hashAt(chain, BlockRef.Tag.LATEST)).contains(three.blockHash());
        assertThat(hashAt(chain, BlockRef.Tag.SAFE)).contains(two.blockHash());
        assertThat(hashAt(chain, BlockRef.Tag.FINALIZED)).contains(one.blockHash());

        ExecutionPayload sibling = chain.adopt(chain.build(two, 3));
        assertThat(sibling.blockHash()).isNotEqualTo(three.blockHash());
        assertThat(hashAt(chain, new BlockRef.Height(three.blockNumber()))).contains(sibling.blockHash());
        assertThat(chain.client.headerByHash(three.blockHash())).isPresent();

        chain.adopt(three);
        assertThat(hashAt(chain, BlockRef.Tag.LATEST)).contains(three.blockHash());
    }

    @Test
    void servesBodies() {
        Withdrawal mint = chain.mint(USER, new Sats(1));
        ExecutionPayload one = chain.extend(chain.head(), mint);
        ExecutionPayload two = chain.extend(one);
        Optional<PayloadBody> bodyOfOne = Optional.of(new PayloadBody(List.of(), List.of(mint)));
        Optional<PayloadBody> bodyOfTwo = Optional.of(new PayloadBody(List.of(), List.of()));

        assertThat(chain.client.payloadBodiesByHash(List.of(two.blockHash(), NOWHERE, one.blockHash())))
                .containsExactly(bodyOfTwo, Optional.empty(), bodyOfOne);
        assertThat(chain.client.payloadBodiesByRange(one.blockNumber(), 32)).containsExactly(bodyOfOne, bodyOfTwo);
        assertThat(chain.client.payloadByHash(NOWHERE)).isEmpty();
        assertThat(chain.client.headerAt(new BlockRef.Height(two.blockNumber() + 1)))
                .isEmpty();
    }

    @Test
    void saysWhyItCannotAnswer() {
        if (chain.process instanceof EthereumJs process) {
            try (EngineApiClient stranger = process.client("11".repeat(32))) {
                assertFailure(stranger::exchangeCapabilities, ExecutionFailure.Unauthorised.class);
            }
        }
        PayloadId unknown = new PayloadId(Bytes.fromHex("0102030405060708"));
        assertFailure(() -> chain.client.getPayload(unknown), ExecutionFailure.UnknownPayload.class);
        assertFailure(() -> chain.client.sendRawTransaction(Bytes.fromHex("c0")), ExecutionFailure.RpcError.class);
    }

    private static void assertFailure(Runnable call, Class<? extends ExecutionFailure> expected) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        ExecutionFailedException.class,
                        e -> assertThat(e.failure()).isInstanceOf(expected));
    }

    private static Optional<Bytes32> hashAt(TestChain chain, BlockRef block) {
        return chain.client.headerAt(block).map(BlockHeader::hash);
    }

    private static ExecutionPayload withHashOf(ExecutionPayload p, Bytes32 hash) {
        return new ExecutionPayload(
                p.fork(),
                p.parentHash(),
                p.feeRecipient(),
                p.stateRoot(),
                p.receiptsRoot(),
                p.logsBloom(),
                p.prevRandao(),
                p.blockNumber(),
                p.gasLimit(),
                p.gasUsed(),
                p.timestamp(),
                p.extraData(),
                p.baseFeePerGas(),
                hash,
                p.transactions(),
                p.withdrawals(),
                p.blobGasUsed(),
                p.excessBlobGas(),
                p.executionRequests());
    }
}

package org.alys.engine.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.alys.engine.BlockRef;
import org.alys.engine.ExecutionFailedException;
import org.alys.engine.ExecutionFailure;
import org.alys.engine.Receipt;
import org.alys.engine.facts.ExecutionFacts;
import org.alys.engine.facts.PegOutRequest;
import org.alys.engine.genesis.BridgeContract;
import org.alys.evm.payload.ExecutionPayload;
import org.alys.evm.payload.Fork;
import org.alys.primitives.Bytes;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Sats;
import org.alys.primitives.Wei;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Transactions: fees, burns, and what the Bridge refuses; each test has its own wallet and goes on from the last head. */
@ParameterizedClass
@MethodSource("org.alys.engine.real.Executions#all")
class BridgeOnRealClientTest {
    private static final Wei TIP = Wei.ofGwei(2);
    private static final long GAS = 200_000;
    private static final String BITCOIN_ADDRESS = "bcrt1pyjrtzxpj7vzpjz6kvps5c2ajhkupt8qk22ncdpdz23wdl5j7dp8qexkr43";
    private static final EvmAddress USER = EvmAddress.fromHex("0x00000000000000000000000000000000000000aa");

    private static final AtomicLong KEYS = new AtomicLong(1);
    private static @Nullable TestChain running;

    private final TestChain chain;
    private final Wallet wallet = new Wallet(KEYS.incrementAndGet(), TestChain.CHAIN_ID);

    BridgeOnRealClientTest(RunningExecution.Kind kind, Fork fork) {
        assertThat(kind).isNotNull();
        this.chain = Objects.requireNonNull(running);
        assertThat(chain.genesis.fork()).isEqualTo(fork);
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
    void countsFeesOfAllKindsOfTransactions() {
        ExecutionPayload funded = fund();
        chain.client.sendRawTransaction(wallet.legacy(USER, Wei.of(1), 21_000, Wei.ofGwei(3)));
        for (int i = 0; i < 20; i++) {
            chain.client.sendRawTransaction(wallet.dynamicFee(Optional.of(USER), Wei.of(1), Bytes.EMPTY, 21_000, TIP));
        }

        ExecutionPayload block = chain.extend(funded);
        assertThat(block.transactions()).hasSize(21);
        List<Receipt> receipts = chain.client.receipts(block);
        ExecutionFacts facts = facts(block, receipts);

        Wei spent = chain.client
                .balance(wallet.address(), new BlockRef.Height(funded.blockNumber()))
                .minus(chain.client.balance(wallet.address(), BlockRef.Tag.LATEST));
        assertThat(facts.totalFees().plus(Wei.of(21))).isEqualTo(spent);
        assertThat(facts.priorityFees()).isEqualTo(gain(TestChain.FEE_SINK, block));
        assertThat(receipts).allMatch(Receipt::succeeded).allMatch(receipt -> receipt.gasUsed() == 21_000);
        assertThat(facts.pegOuts()).isEmpty();
    }

    @Test
    void burnsAndEmitsWhatTheFactsFind() {
        ExecutionPayload funded = fund();
        Wei amount = new Sats(123_456).toWei();
        callBridge(amount, BridgeCall.requestPegOut(BITCOIN_ADDRESS));
        callBridge(TestChain.MINIMUM.toWei(), BridgeCall.requestPegOut("x".repeat(100)));

        ExecutionPayload block = chain.extend(funded);
        List<Receipt> receipts = chain.client.receipts(block);
        ExecutionFacts facts = facts(block, receipts);

        assertThat(facts.pegOuts())
                .containsExactly(
                        new PegOutRequest(
                                receipts.get(0).transactionHash(),
                                0,
                                0,
                                wallet.address(),
                                ascii(BITCOIN_ADDRESS),
                                amount),
                        new PegOutRequest(
                                receipts.get(1).transactionHash(),
                                1,
                                1,
                                wallet.address(),
                                ascii("x".repeat(100)),
                                TestChain.MINIMUM.toWei()));
        assertThat(gain(BridgeContract.BURN_ADDRESS, block)).isEqualTo(amount.plus(TestChain.MINIMUM.toWei()));
        assertThat(chain.client.balance(BridgeContract.ADDRESS, BlockRef.Tag.LATEST))
                .isEqualTo(Wei.ZERO);
    }

    @Test
    void refusesWhatCannotBePaid() {
        ExecutionPayload funded = fund();
        Wei minimum = TestChain.MINIMUM.toWei();
        Bytes request = BridgeCall.requestPegOut(BITCOIN_ADDRESS);
        callBridge(minimum.minus(new Sats(1).toWei()), request);
        callBridge(Wei.ZERO, request);
        callBridge(minimum.plus(Wei.of(1)), request);
        callBridge(minimum, BridgeCall.requestPegOut(""));
        callBridge(minimum, BridgeCall.requestPegOut("x".repeat(101)));
        callBridge(minimum, BridgeCall.unknownFunction());
        callBridge(Wei.ZERO, BridgeCall.unknownFunction());
        callBridge(minimum, Bytes.EMPTY);

        ExecutionPayload block = chain.extend(funded);
        List<Receipt> receipts = chain.client.receipts(block);

        assertThat(receipts).hasSize(8).noneMatch(Receipt::succeeded);
        assertThat(facts(block, receipts).pegOuts()).isEmpty();
        assertThat(chain.client.balance(BridgeContract.ADDRESS, BlockRef.Tag.LATEST))
                .isEqualTo(Wei.ZERO);
        assertThat(chain.client.balance(BridgeContract.BURN_ADDRESS, BlockRef.Tag.LATEST))
                .isEqualTo(Wei.ZERO);
    }

    @Test
    void predeployIsWhatTheConstructorWouldLeave() {
        ExecutionPayload funded = fund();
        Bytes creation = BridgeContract.load().creationCode(TestChain.MINIMUM);
        chain.client.sendRawTransaction(wallet.dynamicFee(Optional.empty(), Wei.ZERO, creation, 1_000_000, TIP));

        Receipt receipt = chain.client.receipts(chain.extend(funded)).getFirst();

        assertThat(receipt.to()).isEmpty();
        EvmAddress deployed = receipt.contractAddress().orElseThrow();
        Bytes code = chain.client.code(deployed, BlockRef.Tag.LATEST);
        assertThat(code).isEqualTo(chain.client.code(BridgeContract.ADDRESS, BlockRef.Tag.LATEST));
        assertThat(code).isEqualTo(BridgeContract.load().runtimeCode(TestChain.MINIMUM));
    }

    @Test
    void eventsOfAnotherContractDoNotCount() {
        ExecutionPayload funded = fund();
        Bytes creation = BridgeContract.load().creationCode(TestChain.MINIMUM);
        chain.client.sendRawTransaction(wallet.dynamicFee(Optional.empty(), Wei.ZERO, creation, 1_000_000, TIP));
        ExecutionPayload deployment = chain.extend(funded);
        EvmAddress impostor =
                chain.client.receipts(deployment).getFirst().contractAddress().orElseThrow();
        chain.client.sendRawTransaction(wallet.dynamicFee(
                Optional.of(impostor), TestChain.MINIMUM.toWei(), BridgeCall.requestPegOut(BITCOIN_ADDRESS), GAS, TIP));

        ExecutionPayload block = chain.extend(deployment);
        List<Receipt> receipts = chain.client.receipts(block);

        assertThat(receipts.getFirst().logs()).hasSize(1);
        assertThat(facts(block, receipts).pegOuts()).isEmpty();
    }

    @Test
    void receiptsAreThereOnceTheBlockIsTheHead() {
        ExecutionPayload funded = fund();
        chain.client.sendRawTransaction(wallet.legacy(USER, Wei.of(1), 21_000, Wei.ofGwei(3)));
        ExecutionPayload block = chain.build(funded);
        chain.execute(block);
        assertThatThrownBy(() -> chain.client.receipts(block))
                .isInstanceOfSatisfying(
                        ExecutionFailedException.class,
                        e -> assertThat(e.failure())
                                .isEqualTo(
                                        new ExecutionFailure.UnknownBlock("eth_getBlockReceipts", block.blockHash())));

        chain.follow(block);
        List<Receipt> receipts = chain.client.receipts(block);
        assertThat(receipts).hasSize(1);
        assertThat(chain.client.payloadByHash(block.blockHash())).contains(block);
    }

    private ExecutionPayload fund() {
        return chain.extend(chain.head(), chain.mint(wallet.address(), new Sats(5_000_000_000L)));
    }

    private void callBridge(Wei value, Bytes data) {
        chain.client.sendRawTransaction(wallet.dynamicFee(Optional.of(BridgeContract.ADDRESS), value, data, GAS, TIP));
    }

    private Wei gain(EvmAddress address, ExecutionPayload block) {
        Wei before = chain.client.balance(address, new BlockRef.Height(block.blockNumber() - 1));
        return chain.client
                .balance(address, new BlockRef.Height(block.blockNumber()))
                .minus(before);
    }

    private static ExecutionFacts facts(ExecutionPayload block, List<Receipt> receipts) {
        return (ExecutionFacts) ExecutionFacts.of(block, receipts, BridgeContract.ADDRESS);
    }

    private static Bytes ascii(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.US_ASCII));
    }
}

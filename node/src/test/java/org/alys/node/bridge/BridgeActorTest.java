package org.alys.node.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.alys.bitcoin.rpc.NodeFailure;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bitcoin.tx.TxOutput;
import org.alys.chain.block.PegIn;
import org.alys.node.bridge.BridgeMessage.Holdings;
import org.alys.node.bridge.BridgeMessage.PegInVerdict;
import org.alys.node.http.PegInView;
import org.alys.primitives.Bytes;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Sats;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BridgeActorTest {
    private static final EvmAddress ALICE = EvmAddress.fromHex("0xf9a9b63f5b7f9336da0ce520c6bec64627027f5b");
    private static final int CONFIRMATIONS = 6;

    private final ScriptedBitcoin bitcoin = new ScriptedBitcoin();

    @TempDir
    Path directory;

    private Optional<RunningBridge> running = Optional.empty();

    @BeforeEach
    void mineGenesis() {
        bitcoin.mine();
    }

    @AfterEach
    void stop() {
        running.ifPresent(RunningBridge::close);
        running = Optional.empty();
    }

    private RunningBridge start() {
        stop();
        RunningBridge bridge = new RunningBridge(directory.resolve("db"), bitcoin);
        running = Optional.of(bridge);
        return bridge;
    }

    private RunningBridge startAndRead() {
        RunningBridge bridge = start();
        bridge.readUpTo(bitcoin.height());
        return bridge;
    }

    private Transaction deposit(long sats) {
        Bytes naming = Bytes.fromHex("6a14" + Bytes.of(ALICE.toArray()).toHex());
        return bitcoin.paying(new TxOutput(new Sats(sats), RunningBridge.FEDERATION), new TxOutput(Sats.ZERO, naming));
    }

    private static OutPoint first(Transaction transaction) {
        return new OutPoint(transaction.txid(), 0);
    }

    private void down() {
        bitcoin.outage(Optional.of(new NodeFailure.Unreachable("getblockchaininfo", "refused")));
    }

    @Test
    void offersADepositWhenItIsDeepEnough() {
        Transaction deposit = deposit(50_000);
        bitcoin.mine(deposit);
        bitcoin.mineEmpty(CONFIRMATIONS - 2);
        RunningBridge bridge = startAndRead();
        assertThat(bridge.mintable()).isEmpty();
        assertThat(bridge.list()).extracting(PegInView::status).containsExactly(PegInView.Status.WAITING);

        bitcoin.mine();
        bridge.readUpTo(bitcoin.height());
        assertThat(bridge.mintable()).hasSize(1);
        PegIn pegIn = bridge.mintable().getFirst();
        assertThat(pegIn.outPoint()).isEqualTo(first(deposit));
        assertThat(pegIn.amount()).isEqualTo(new Sats(50_000));
        assertThat(pegIn.recipient()).isEqualTo(ALICE);
        assertThat(bridge.verify(pegIn)).isEqualTo(new PegInVerdict.Valid());
        assertThat(bridge.list()).extracting(PegInView::status).containsExactly(PegInView.Status.CONFIRMED);
    }

    @Test
    void mintsADepositOnceOverRestarts() {
        Transaction deposit = deposit(50_000);
        bitcoin.mine(deposit);
        bitcoin.mineEmpty(CONFIRMATIONS);
        RunningBridge bridge = startAndRead();
        PegIn pegIn = bridge.mintable().getFirst();
        bridge.minted(7, first(deposit));
        assertThat(bridge.mintable()).isEmpty();
        assertThat(bridge.verify(pegIn)).isInstanceOf(PegInVerdict.Invalid.class);

        bridge = startAndRead();
        assertThat(bridge.mintable()).isEmpty();
        assertThat(bridge.list().getFirst().mintedAtHeight()).contains(7L);
        assertThat(bridge.holdings()).isEqualTo(new Holdings(new Sats(50_000), Sats.ZERO));
    }

    @Test
    void learnsFromStorageOfAMintThatItDidNotHearOf() {
        Transaction known = deposit(50_000);
        bitcoin.mine(known);
        bitcoin.mineEmpty(CONFIRMATIONS);
        RunningBridge bridge = startAndRead();
        bridge.storeMint(first(known), 7);
        Transaction unseen = deposit(60_000);
        bridge.storeMint(first(unseen), 8);

        bitcoin.mine(unseen);
        bitcoin.mineEmpty(CONFIRMATIONS);
        bridge = startAndRead();
        assertThat(bridge.mintable()).isEmpty();
        assertThat(bridge.list()).extracting(PegInView::status).containsOnly(PegInView.Status.MINTED);
    }

    @Test
    void learnsFromStorageOfAMintAtItsNextLookWhenNobodyTellsIt() {
        Transaction deposit = deposit(50_000);
        bitcoin.mine(deposit);
        bitcoin.mineEmpty(CONFIRMATIONS);
        RunningBridge bridge = startAndRead();
        assertThat(bridge.mintable()).hasSize(1);
        bridge.storeMint(first(deposit), 7);
        bridge.pollUntil(status -> status.waiting() == 0);
        assertThat(bridge.mintable()).isEmpty();
        assertThat(bridge.holdings()).isEqualTo(new Holdings(new Sats(50_000), Sats.ZERO));
    }

    @Test
    void aMintThatItHeardOfStaysKnownWhenTheDepositIsSeenLater() {
        Transaction unseen = deposit(60_000);
        RunningBridge bridge = startAndRead();
        bridge.minted(8, first(unseen));
        assertThat(bridge.status().waiting()).isZero();

        bridge = startAndRead();
        bitcoin.mine(unseen);
        bitcoin.mineEmpty(CONFIRMATIONS);
        bridge.readUpTo(bitcoin.height());
        assertThat(bridge.mintable()).isEmpty();
        assertThat(bridge.list()).extracting(PegInView::mintedAtHeight).containsExactly(Optional.of(8L));
    }

    @Test
    void answersFromWhatItStoredWhileBitcoinIsAwayAfterARestart() {
        bitcoin.mine(deposit(50_000));
        bitcoin.mineEmpty(CONFIRMATIONS);
        RunningBridge bridge = startAndRead();
        PegIn pegIn = bridge.mintable().getFirst();

        down();
        bridge = start();
        BridgeStatus status = bridge.pollUntil(now -> now.problem().isPresent());
        assertThat(status.problem().orElseThrow()).startsWith("CHN003 BTC001");
        assertThat(status.tipHeight()).isEqualTo(bitcoin.height());
        assertThat(status.synced()).isFalse();
        assertThat(status.waitingAmount()).isEqualTo(new Sats(50_000));
        assertThat(bridge.mintable()).isEmpty();
        assertThat(bridge.verify(pegIn)).isInstanceOf(PegInVerdict.Unknown.class);
        assertThat(bridge.knownHoldings()).isEmpty();

        bitcoin.outage(Optional.empty());
        bridge.readUpTo(bitcoin.height());
        assertThat(bridge.mintable()).containsExactly(pegIn);
    }

    @Test
    void goesOnFromItsLastStateDuringAnOutage() {
        bitcoin.mine(deposit(50_000));
        bitcoin.mineEmpty(CONFIRMATIONS);
        RunningBridge bridge = startAndRead();
        PegIn pegIn = bridge.mintable().getFirst();
        down();
        bridge.pollUntil(status -> status.problem().isPresent());
        assertThat(bridge.mintable()).containsExactly(pegIn);
        assertThat(bridge.verify(pegIn)).isEqualTo(new PegInVerdict.Valid());
        assertThat(bridge.holdings().held()).isEqualTo(new Sats(50_000));
    }

    @Test
    void answersWhileBitcoinIsSilent() {
        RunningBridge bridge = startAndRead();
        CountDownLatch speaks = new CountDownLatch(1);
        bitcoin.silence(speaks);
        bitcoin.mine(deposit(50_000));
        try {
            BridgeStatus before = bridge.pollUntil(BridgeStatus::synced);
            assertThat(before.tipHeight()).isZero();
            assertThat(bridge.holdings().held()).isEqualTo(Sats.ZERO);
        } finally {
            speaks.countDown();
        }
        assertThat(bridge.readUpTo(1).held()).isEqualTo(new Sats(50_000));
    }

    @Test
    void movesADepositBackToWaitingInAReorgOfThreeBlocks() {
        Transaction kept = deposit(50_000);
        Transaction dropped = deposit(60_000);
        bitcoin.mine(kept);
        bitcoin.mine(dropped);
        bitcoin.mineEmpty(2);
        RunningBridge bridge = startAndRead();
        assertThat(bridge.holdings().held()).isEqualTo(new Sats(110_000));

        bitcoin.forget(3);
        bitcoin.mineEmpty(CONFIRMATIONS - 1);
        bridge.readUpTo(bitcoin.height());
        assertThat(bridge.mintable()).extracting(PegIn::outPoint).containsExactly(first(kept));
        assertThat(bridge.holdings()).isEqualTo(new Holdings(new Sats(50_000), new Sats(50_000)));
        assertThat(bridge.status().lost()).isEmpty();
    }

    @Test
    void alertsWhenAMintedDepositIsGoneAndStopsWhenItIsBack() {
        Transaction deposit = deposit(50_000);
        bitcoin.mine(deposit);
        bitcoin.mineEmpty(CONFIRMATIONS);
        RunningBridge bridge = startAndRead();
        bridge.minted(7, first(deposit));
        bitcoin.forget(CONFIRMATIONS + 1);
        bitcoin.mineEmpty(CONFIRMATIONS + 2);
        BridgeStatus status = bridge.readUpTo(bitcoin.height());
        assertThat(status.lost()).contains(first(deposit).toString());

        bridge = start();
        assertThat(bridge.status().lost()).contains(first(deposit).toString());
        bitcoin.mine(deposit);
        assertThat(bridge.readUpTo(bitcoin.height()).lost()).isEmpty();
        assertThat(bridge.mintable()).isEmpty();
    }

    @Test
    void readsALongChainInSeveralLooks() {
        bitcoin.mine(deposit(50_000));
        bitcoin.mineEmpty(100);
        RunningBridge bridge = startAndRead();
        assertThat(bridge.status().tipHeight()).isEqualTo(101);
        assertThat(bridge.mintable()).hasSize(1);
    }

    @Test
    void readsNothingFromTheWrongNetwork() {
        bitcoin.network("main");
        bitcoin.mine(deposit(50_000));
        RunningBridge bridge = start();
        BridgeStatus status = bridge.pollUntil(now -> now.problem().isPresent());
        assertThat(status.problem().orElseThrow()).startsWith("CHN003").contains("main", "regtest");
        assertThat(status.tipHeight()).isEqualTo(-1);
        assertThat(status.synced()).isFalse();
    }

    @Test
    void judgesEveryDepositOfABlock() {
        bitcoin.mine(deposit(50_000));
        bitcoin.mineEmpty(CONFIRMATIONS - 2);
        bitcoin.mine(deposit(60_000));
        bitcoin.mine();
        RunningBridge bridge = startAndRead();
        PegIn good = bridge.mintable().getFirst();
        PegIn forged = new PegIn(
                good.bitcoinBlock(),
                good.bitcoinHeight(),
                good.transactionIndex(),
                good.outputIndex(),
                good.transaction(),
                good.merkleBranch(),
                new Sats(50_001),
                good.recipient());
        assertThat(bridge.verify(good, forged))
                .isInstanceOfSatisfying(
                        PegInVerdict.Invalid.class,
                        invalid -> assertThat(invalid.outPoint()).isEqualTo(good.outPoint()));
        assertThat(bridge.verify(good)).isEqualTo(new PegInVerdict.Valid());
    }

    @Test
    void listsNewestFirstWithWhatCannotBeMinted() {
        bitcoin.mine(deposit(50_000));
        bitcoin.mine(deposit(9_999));
        bitcoin.mine(bitcoin.paying(new TxOutput(new Sats(70_000), RunningBridge.FEDERATION)));
        RunningBridge bridge = startAndRead();
        assertThat(bridge.list())
                .extracting(PegInView::status)
                .containsExactly(PegInView.Status.UNADDRESSED, PegInView.Status.TOO_SMALL, PegInView.Status.WAITING);
        BridgeStatus status = bridge.status();
        assertThat(status.waiting()).isEqualTo(1);
        assertThat(status.held()).isEqualTo(new Sats(129_999));
    }
}

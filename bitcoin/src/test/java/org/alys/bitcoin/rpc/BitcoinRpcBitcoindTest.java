package org.alys.bitcoin.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.alys.bitcoin.mining.BlockTemplate;
import org.alys.bitcoin.rpc.NodeFailure.Unauthorised;
import org.alys.bitcoin.tx.BitcoinNetwork;
import org.alys.bitcoin.tx.Block;
import org.alys.bitcoin.tx.BlockHash;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bitcoin.tx.TxOutput;
import org.alys.bitcoin.tx.Txid;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.Sats;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@SuppressWarnings("NullAway.Init")
@ParameterizedClass
@EnumSource(RegtestPeer.Kind.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BitcoinRpcBitcoindTest {
    private static final BlockHash UNKNOWN_BLOCK = new BlockHash(Bytes32.of(new byte[32]));
    private static final Txid UNKNOWN_TRANSACTION =
            Txid.fromDisplay("00000000000000000000000000000000000000000000000000000000000000ff");

    @Parameter
    RegtestPeer.Kind kind;

    private RegtestPeer bitcoind;
    private BitcoinRpc rpc;
    private WalletRpc wallet;
    private String address;

    @BeforeParameterizedClassInvocation
    void startWithMatureCoins() {
        bitcoind = kind.start();
        rpc = bitcoind.rpc();
        wallet = rpc.wallet("miner");
        wallet.open().orElseThrow();
        address = wallet.newAddress().orElseThrow();
        rpc.regtest().generateToAddress(110, address).orElseThrow();
    }

    @AfterParameterizedClassInvocation
    void stop() throws Exception {
        if (bitcoind != null) {
            bitcoind.close();
        }
    }

    private BlockHash mine() {
        return rpc.regtest().generateToAddress(1, address).orElseThrow().getFirst();
    }

    private static Bytes witnessScript(int key) {
        return Bytes.fromHex("0014" + "00".repeat(19) + "0" + key);
    }

    @Test
    void tellsWhereTheChainStands() {
        BlockHash best = mine();

        BlockchainState state = rpc.blockchainState().orElseThrow();

        assertThat(state.isOn(BitcoinNetwork.REGTEST)).isTrue();
        assertThat(state.bestBlock()).isEqualTo(best);
        assertThat(rpc.blockHash(state.height()).orElseThrow()).contains(best);
        assertThat(state.initialBlockDownload()).isFalse();
    }

    @Test
    void answersEmptyAboveTheBestBlock() {
        assertThat(rpc.blockHash(1_000_000).orElseThrow()).isEmpty();
    }

    @Test
    void countsConfirmationsOfAHeader() {
        BlockHash mined = mine();
        mine();

        HeaderStatus status = rpc.header(mined).orElseThrow().orElseThrow();

        assertThat(status.confirmations()).isEqualTo(2);
        assertThat(status.header().hash()).isEqualTo(mined);
    }

    @Test
    void answersEmptyForWhatTheNodeDoesNotKnow() {
        assertThat(rpc.header(UNKNOWN_BLOCK).orElseThrow()).isEmpty();
        assertThat(rpc.block(UNKNOWN_BLOCK).orElseThrow()).isEmpty();
        assertThat(rpc.transaction(UNKNOWN_TRANSACTION, Optional.empty()).orElseThrow())
                .isEmpty();
        assertThat(rpc.unspentOutput(new OutPoint(UNKNOWN_TRANSACTION, 0), true).orElseThrow())
                .isEmpty();
    }

    @Test
    void findsATransactionWithItsBlockAndItsOutput() {
        TxOutput payment = new TxOutput(new Sats(12_345_678), witnessScript(1));
        Transaction sent = wallet.fund(List.of(payment), 5).orElseThrow();
        assertThat(rpc.broadcast(sent).orElseThrow()).isEqualTo(new BroadcastOutcome.InMempool(sent.txid()));
        BlockHash mined = mine();

        KnownTransaction known =
                rpc.transaction(sent.txid(), Optional.of(mined)).orElseThrow().orElseThrow();
        UnspentOutput output = rpc.unspentOutput(new OutPoint(sent.txid(), 0), false)
                .orElseThrow()
                .orElseThrow();

        assertThat(known).isEqualTo(new KnownTransaction(sent, Optional.of(mined), 1));
        assertThat(output.output()).isEqualTo(payment);
        assertThat(rpc.block(mined).orElseThrow().orElseThrow().transactions()).contains(sent);
    }

    @Test
    void scansTheUtxoSetForAScript() {
        TxOutput payment = new TxOutput(new Sats(7_654_321), witnessScript(2));
        Transaction sent = wallet.fund(List.of(payment), 5).orElseThrow();
        rpc.broadcast(sent).orElseThrow();
        mine();

        UtxoScan scan = rpc.scanUnspent(List.of(payment.script())).orElseThrow();

        assertThat(scan.total()).isEqualTo(payment.value());
        assertThat(scan.outputs()).containsExactly(new UnspentOutput(new OutPoint(sent.txid(), 0), payment, 1, false));
    }

    @Test
    void saysWhyATransactionIsNotTaken() {
        Transaction sent = wallet.fund(List.of(new TxOutput(new Sats(100_000), witnessScript(1))), 5)
                .orElseThrow();
        rpc.broadcast(sent).orElseThrow();
        mine();
        Transaction signed = wallet.fund(List.of(new TxOutput(new Sats(100_000), witnessScript(1))), 5)
                .orElseThrow();
        Transaction tampered = new Transaction(
                signed.version(), signed.inputs(), signed.outputs().subList(0, 1), signed.lockTime());

        assertThat(rpc.broadcast(sent).orElseThrow()).isInstanceOf(BroadcastOutcome.AlreadyConfirmed.class);
        assertThat(rpc.broadcast(tampered).orElseThrow()).isInstanceOf(BroadcastOutcome.Rejected.class);
    }

    @Test
    void hasNoFeeEstimateOnAnEmptyChain() {
        assertThat(rpc.estimateFee(6).orElseThrow()).isEmpty();
    }

    @Test
    void givesATemplateOnTopOfTheBestBlock() {
        BlockHash best = mine();

        BlockTemplate template = rpc.blockTemplate().orElseThrow();

        assertThat(template.previous()).isEqualTo(best);
        assertThat(template.witnessCommitment()).isPresent();
    }

    @Test
    void tellsWhyABlockIsNotTaken() {
        Block known = rpc.block(mine()).orElseThrow().orElseThrow();

        assertThat(rpc.submitBlock(Bytes.of(known.encode())).orElseThrow()).contains("duplicate");
    }

    @Test
    void takesABlockOutOfTheActiveChainAndBack() {
        BlockHash block = mine();

        rpc.regtest().invalidateBlock(block).orElseThrow();
        HeaderStatus gone = rpc.header(block).orElseThrow().orElseThrow();
        rpc.regtest().reconsiderBlock(block).orElseThrow();
        HeaderStatus back = rpc.header(block).orElseThrow().orElseThrow();

        assertThat(gone.isInActiveChain()).isFalse();
        assertThat(back.isInActiveChain()).isTrue();
    }

    @Test
    void opensAWalletThatExistsAlready() {
        assertThat(wallet.open().orElseThrow()).isTrue();
        assertThat(wallet.balance().orElseThrow()).isGreaterThan(Sats.ZERO);
    }

    @Test
    void isTurnedAwayWithAWrongPassword() {
        try (BitcoinRpc stranger =
                new BitcoinRpc(RpcEndpoint.of(bitcoind.rpcUri(), new RpcCredentials.Password("eve", "guess")))) {
            assertThat(stranger.blockchainState())
                    .isInstanceOfSatisfying(
                            RpcReply.Failed.class,
                            failed -> assertThat(failed.failure()).isInstanceOf(Unauthorised.class));
        }
    }

    @Test
    void readsTheCookieAgainWhenTheDaemonHasRestarted() throws Exception {
        BlockHash best = mine();
        assertThat(rpc.blockchainState().orElseThrow().bestBlock()).isEqualTo(best);

        try (RegtestPeer other = kind.start()) {
            other.rpc().blockchainState().orElseThrow();
            other.kill();
            RpcReply<BlockchainState> whileDown = other.rpc().blockchainState();
            other.restart();

            assertThat(whileDown).isInstanceOf(RpcReply.Failed.class);
            assertThat(other.rpc().blockchainState().orElseThrow().height()).isZero();
        }
    }

    @Test
    void isWokenByAnAnnouncedBlock() throws Exception {
        try (ZmqSignal signal = new ZmqSignal(bitcoind.zmqUri())) {
            boolean woken = false;
            // a subscription takes effect some time after connecting, and blocks before that are not announced to us
            for (int i = 0; i < 50 && !woken; i++) {
                mine();
                woken = signal.await(Duration.ofMillis(200));
            }

            assertThat(woken).isTrue();
        }
    }
}

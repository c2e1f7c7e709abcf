package org.alys.bitcoin.taproot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.alys.bitcoin.rpc.BitcoinRpc;
import org.alys.bitcoin.rpc.BroadcastOutcome;
import org.alys.bitcoin.rpc.RegtestPeer;
import org.alys.bitcoin.rpc.WalletRpc;
import org.alys.bitcoin.tx.BitcoinNetwork;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bitcoin.tx.TxInput;
import org.alys.bitcoin.tx.TxOutput;
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
class FederationSpendBitcoindTest {
    private static final Sats FUNDING = new Sats(10_000_000);
    private static final Sats FEE = new Sats(1_000);
    private static final int DELAY = 5;

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
        wallet = rpc.wallet("payer");
        wallet.open().orElseThrow();
        address = wallet.newAddress().orElseThrow();
        rpc.regtest().generateToAddress(105, address).orElseThrow();
    }

    @AfterParameterizedClassInvocation
    void stop() throws Exception {
        if (bitcoind != null) {
            bitcoind.close();
        }
    }

    private OutPoint fund(FederationOutput output) {
        Transaction funding = wallet.fund(List.of(new TxOutput(FUNDING, output.scriptPubKey())), 2)
                .orElseThrow();
        rpc.broadcast(funding).orElseThrow();
        rpc.regtest().generateToAddress(1, address).orElseThrow();
        return new OutPoint(funding.txid(), 0);
    }

    /** Pays the coin back to the same output, signed for the leaf by the members with these secrets. */
    private static Transaction spend(
            FederationOutput output, MultisigLeaf leaf, OutPoint coin, long sequence, long... secrets) {
        Transaction unsigned = new Transaction(
                2,
                List.of(TxInput.unsigned(coin, sequence)),
                List.of(new TxOutput(FUNDING.minus(FEE), output.scriptPubKey())),
                0);
        Bytes32 message = ScriptPathHash.of(unsigned, List.of(new TxOutput(FUNDING, output.scriptPubKey())), leaf)
                .getFirst();
        List<BitcoinSecretKey> signers =
                LongStream.of(secrets).mapToObj(TestKeys::secret).toList();
        List<Optional<SchnorrSignature>> slots = leaf.keys().stream()
                .map(key -> signers.stream()
                        .filter(signer -> signer.publicKey().equals(key))
                        .findFirst()
                        .map(signer -> signer.sign(message)))
                .toList();
        TxInput signed = unsigned.inputs().getFirst().withWitness(output.witness(leaf, slots));
        return new Transaction(2, List.of(signed), unsigned.outputs(), 0);
    }

    @Test
    void acceptsASpendByTwoOfThree() {
        FederationOutput output = FederationOutput.of(TestKeys.publicKeys(3), 2);
        OutPoint coin = fund(output);

        Transaction spend = spend(output, output.federationLeaf(), coin, 0xffff_fffdL, 2, 3);

        assertThat(rpc.broadcast(spend).orElseThrow()).isEqualTo(new BroadcastOutcome.InMempool(spend.txid()));
    }

    @Test
    void weighsTheWitnessThatItMade() {
        FederationOutput output = FederationOutput.of(TestKeys.publicKeys(3), 2);
        Transaction spend = spend(output, output.federationLeaf(), OutPoint.NULL, 0xffff_fffdL, 1, 3);

        int markerAndFlag = 2;
        assertThat(spend.weight() - spend.withoutWitness().weight()).isEqualTo(output.witnessWeight() + markerAndFlag);
    }

    @Test
    void refusesASpendWithASignatureForAnotherCoin() {
        FederationOutput output = FederationOutput.of(TestKeys.publicKeys(3), 2);
        OutPoint first = fund(output);
        OutPoint second = fund(output);
        Transaction signedForFirst = spend(output, output.federationLeaf(), first, 0xffff_fffdL, 1, 2);
        TxInput moved = new TxInput(
                second,
                signedForFirst.inputs().getFirst().script(),
                0xffff_fffdL,
                signedForFirst.inputs().getFirst().witness());

        Transaction forged = new Transaction(2, List.of(moved), signedForFirst.outputs(), 0);

        assertThat(rpc.broadcast(forged).orElseThrow()).isInstanceOf(BroadcastOutcome.Rejected.class);
    }

    @Test
    void letsTheRecoveryKeysSpendOnlyAfterTheDelay() {
        MultisigLeaf recovery = new MultisigLeaf(List.of(TestKeys.secret(9).publicKey()), 1, Optional.of(DELAY));
        FederationOutput output = FederationOutput.of(TestKeys.publicKeys(3), 2).withRecovery(recovery);
        OutPoint coin = fund(output);
        Transaction spend =
                spend(output, recovery, coin, recovery.requiredSequence().orElseThrow(), 9);

        BroadcastOutcome early = rpc.broadcast(spend).orElseThrow();
        rpc.regtest().generateToAddress(DELAY, address).orElseThrow();
        BroadcastOutcome late = rpc.broadcast(spend).orElseThrow();

        assertThat(early).isInstanceOf(BroadcastOutcome.Rejected.class);
        assertThat(late).isEqualTo(new BroadcastOutcome.InMempool(spend.txid()));
    }

    @Test
    void letsTheFederationSpendBesideARecoveryLeaf() {
        MultisigLeaf recovery = new MultisigLeaf(List.of(TestKeys.secret(9).publicKey()), 1, Optional.of(DELAY));
        FederationOutput output = FederationOutput.of(TestKeys.publicKeys(3), 2).withRecovery(recovery);
        OutPoint coin = fund(output);

        Transaction spend = spend(output, output.federationLeaf(), coin, 0xffff_fffdL, 1, 2);

        assertThat(rpc.broadcast(spend).orElseThrow()).isEqualTo(new BroadcastOutcome.InMempool(spend.txid()));
    }

    @Test
    void isPaidAtItsAddressByAWalletOfBitcoinCore() {
        FederationOutput output = FederationOutput.of(TestKeys.publicKeys(5), 3);
        wallet.send(output.address(BitcoinNetwork.REGTEST).toString(), FUNDING).orElseThrow();
        rpc.regtest().generateToAddress(1, address).orElseThrow();

        assertThat(rpc.scanUnspent(List.of(output.scriptPubKey())).orElseThrow().total())
                .isEqualTo(FUNDING);
    }
}

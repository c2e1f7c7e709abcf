package org.alys.bridge.pegin;

import static org.alys.bridge.pegin.TestDeposits.ALICE;
import static org.alys.bridge.pegin.TestDeposits.deposit;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.alys.bitcoin.tx.Block;
import org.alys.bitcoin.tx.BlockHash;
import org.alys.bitcoin.tx.MerkleBranch;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bridge.pegin.PegInVerdict.Accept;
import org.alys.bridge.pegin.PegInVerdict.Defer;
import org.alys.bridge.pegin.PegInVerdict.Fault;
import org.alys.bridge.pegin.PegInVerdict.Missing;
import org.alys.bridge.pegin.PegInVerdict.Reject;
import org.alys.primitives.Bytes;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Sats;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PegInVerifierTest {
    private static final Transaction TRANSACTION = deposit(1, 50_000);
    private static final EvmAddress MALLORY = EvmAddress.fromHex("0x00000000000000000000000000000000000000aa");

    private final PegInVerifier verifier = new PegInVerifier(TestDeposits.PARSER);
    private final TestLedger ledger = new TestLedger(3, 6);
    private Block block;
    private Deposit good;

    @BeforeEach
    void mineADepositThreeDeep() {
        block = ledger.mine(deposit(2, 1_000), TRANSACTION, deposit(3, 70_000));
        ledger.mineEmpty(2);
        good = ledger.book().nextMintable(1, Set.of()).getFirst();
    }

    private PegInVerdict verify(Deposit claimed) {
        return verifier.verify(claimed, ledger.book(), ledger.lookup());
    }

    private void assertRejected(Deposit claimed, Fault fault) {
        assertThat(verify(claimed))
                .isInstanceOfSatisfying(
                        Reject.class, reject -> assertThat(reject.fault()).isEqualTo(fault));
    }

    private void assertDeferred(Deposit claimed, Missing missing) {
        assertThat(verify(claimed))
                .isInstanceOfSatisfying(
                        Defer.class, defer -> assertThat(defer.missing()).isEqualTo(missing));
    }

    private Deposit withProof(DepositProof proof) {
        return new Deposit(good.outPoint(), good.amount(), good.recipient(), proof);
    }

    private DepositProof proofIn(BlockHash hash, int height) {
        DepositProof proof = good.proof();
        return new DepositProof(hash, height, proof.transactionIndex(), proof.transaction(), proof.branch());
    }

    @Test
    void acceptsADepositThatItsOwnBookOffers() {
        assertThat(verify(good)).isEqualTo(new Accept());
    }

    @Test
    void rejectsADepositThatIsMinted() {
        ledger.mint(good.outPoint(), 7);

        assertRejected(good, Fault.ALREADY_MINTED);
    }

    @Test
    void rejectsADepositThatIsMintedAndLost() {
        ledger.mint(good.outPoint(), 7);
        for (int i = 0; i < 3; i++) {
            ledger.disconnect();
        }

        assertRejected(good, Fault.ALREADY_MINTED);
    }

    @Test
    void acceptsADepositThatOnlyAnotherBranchOfTheSidechainMinted() {
        ledger.mint(good.outPoint(), 7);

        assertThat(verifier.verify(good, ledger.book(), _ -> Optional.empty())).isEqualTo(new Accept());
    }

    @Test
    void rejectsAnotherAmount() {
        assertRejected(
                new Deposit(good.outPoint(), new Sats(50_001), good.recipient(), good.proof()), Fault.WRONG_AMOUNT);
    }

    @Test
    void rejectsAnotherRecipient() {
        assertRejected(new Deposit(good.outPoint(), good.amount(), MALLORY, good.proof()), Fault.WRONG_RECIPIENT);
    }

    @Test
    void rejectsAnotherBranch() {
        DepositProof proof = good.proof();
        MerkleBranch shorter = new MerkleBranch(
                proof.branch().nodes().subList(0, 1), proof.branch().mask());

        assertRejected(
                withProof(new DepositProof(
                        proof.block(), proof.height(), proof.transactionIndex(), proof.transaction(), shorter)),
                Fault.WRONG_PROOF);
    }

    @Test
    void rejectsATransactionWithItsWitness() {
        DepositProof proof = good.proof();

        assertRejected(
                withProof(new DepositProof(
                        proof.block(),
                        proof.height(),
                        proof.transactionIndex(),
                        Bytes.of(TRANSACTION.encode()),
                        proof.branch())),
                Fault.WRONG_PROOF);
    }

    @Test
    void rejectsAPaymentThatCannotBeMinted() {
        OutPoint small = new OutPoint(deposit(2, 1_000).txid(), 0);

        assertRejected(new Deposit(small, new Sats(1_000), ALICE, good.proof()), Fault.UNMINTABLE);
    }

    @Test
    void defersADepositThatIsNotDeepEnough() {
        Transaction young = deposit(9, 80_000);
        ledger.mine(young);
        Tracked.Open entry =
                (Tracked.Open) ledger.book().find(new OutPoint(young.txid(), 0)).orElseThrow();

        assertDeferred(entry.deposit(), Missing.CONFIRMATIONS);
    }

    @Test
    void defersADepositInAnotherBlockThanOurs() {
        assertDeferred(withProof(proofIn(new BlockHash(TestDeposits.hash("fork")), 0)), Missing.BITCOIN_BLOCK);
    }

    /** A deposit in a block that our book has not seen. */
    private static Deposit unseen(int height, BlockHash previous) {
        Block next = TestDeposits.block(previous, 77, List.of(deposit(50, 90_000)));
        return TestDeposits.SCANNER
                .scan(TestDeposits.connected(height, next), FederationCoins.NONE)
                .deposits()
                .getFirst();
    }

    @Test
    void defersADepositInABlockThatWeHaveNotSeen() {
        assertDeferred(unseen(3, ledger.chain.getLast().hash()), Missing.BITCOIN_BLOCK);
    }

    @Test
    void defersADepositOnAForkAtAHeightThatWeHaveSeen() {
        assertDeferred(unseen(2, ledger.chain.get(1).hash()), Missing.BITCOIN_BLOCK);
    }

    @Test
    void rejectsADepositThatItsBlockDoesNotHold() {
        Deposit elsewhere = unseen(2, ledger.chain.get(1).hash());
        DepositProof proof = elsewhere.proof();
        DepositProof moved = new DepositProof(
                ledger.chain.get(2).hash(), 2, proof.transactionIndex(), proof.transaction(), proof.branch());

        assertRejected(
                new Deposit(elsewhere.outPoint(), elsewhere.amount(), elsewhere.recipient(), moved),
                Fault.NO_SUCH_DEPOSIT);
    }

    @Test
    void rejectsAnUnseenDepositThatContradictsItsOwnTransaction() {
        Deposit unseen = unseen(3, ledger.chain.getLast().hash());

        assertRejected(new Deposit(unseen.outPoint(), unseen.amount(), MALLORY, unseen.proof()), Fault.WRONG_RECIPIENT);
    }

    @Test
    void rejectsATransactionOfSixtyFourBytes() {
        Deposit unseen = unseen(3, ledger.chain.getLast().hash());
        DepositProof proof = unseen.proof();
        DepositProof node = new DepositProof(
                proof.block(), proof.height(), proof.transactionIndex(), Bytes.of(new byte[64]), proof.branch());

        assertRejected(
                new Deposit(unseen.outPoint(), unseen.amount(), unseen.recipient(), node), Fault.MALFORMED_TRANSACTION);
    }

    @Test
    void acceptsAProofThatItsHeaderCommitsTo() {
        assertThat(verifier.verifyAgainstHeader(good, block.header())).isEqualTo(new Accept());
    }

    @Test
    void rejectsAProofThatItsHeaderDoesNotCommitTo() {
        DepositProof proof = good.proof();
        MerkleBranch forged = new MerkleBranch(
                List.of(TestDeposits.hash("x"), proof.branch().nodes().getLast()),
                proof.branch().mask());
        Deposit claimed = withProof(
                new DepositProof(proof.block(), proof.height(), proof.transactionIndex(), proof.transaction(), forged));

        assertThat(verifier.verifyAgainstHeader(claimed, block.header())).isInstanceOf(Reject.class);
    }
}

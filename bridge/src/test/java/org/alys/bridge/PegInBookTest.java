package org.alys.bridge;

import static org.alys.bridge.TestChain.ALICE;
import static org.alys.bridge.TestChain.START;
import static org.alys.bridge.TestChain.TERMS;
import static org.alys.bridge.TestChain.bookOf;
import static org.alys.bridge.TestChain.claim;
import static org.alys.bridge.TestChain.first;
import static org.alys.bridge.TestChain.naming;
import static org.alys.bridge.TestChain.toFederation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.alys.bitcoin.tx.Block;
import org.alys.bitcoin.tx.MerkleBranch;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bridge.ClaimVerdict.Invalid;
import org.alys.bridge.ClaimVerdict.Unknown;
import org.alys.bridge.ClaimVerdict.Valid;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Hashes;
import org.alys.primitives.Sats;
import org.junit.jupiter.api.Test;

class PegInBookTest {
    private final TestChain chain = new TestChain();
    private final PegInBook book = new PegInBook(TERMS);

    private Block connect(Transaction... transactions) {
        Block block = chain.mine(transactions);
        book.connect(chain.tipHeight(), block);
        return block;
    }

    private void disconnect() {
        int height = chain.tipHeight();
        book.disconnect(height, chain.undo().hash());
    }

    private void bury() {
        connect();
        connect();
    }

    private List<OutPoint> mintable() {
        return book.mintable(16, Set.of()).stream().map(Deposit::outPoint).toList();
    }

    private Deposit buriedDeposit() {
        connect(chain.deposit(5000));
        bury();
        return book.mintable(1, Set.of()).getFirst();
    }

    private ClaimVerdict verdict(PegInClaim claim) {
        return book.verify(claim, Optional.of(claim.block()));
    }

    @Test
    void mintsWhatIsDeepEnoughAndNotBefore() {
        Transaction deposit = chain.deposit(5000);
        connect(deposit);
        connect();
        assertThat(mintable()).isEmpty();
        connect();
        assertThat(mintable()).containsExactly(first(deposit));
    }

    @Test
    void ordersDepositsAsBitcoinDoes() {
        Transaction a = chain.deposit(5000);
        Transaction two = chain.paying(toFederation(7000), toFederation(6000), naming(ALICE));
        Transaction later = chain.deposit(1000);
        connect(a, two);
        connect(later);
        connect();
        bury();
        assertThat(mintable()).containsExactly(first(a), first(two), new OutPoint(two.txid(), 1), first(later));
        assertThat(book.mintable(2, Set.of(first(a))))
                .extracting(Deposit::outPoint)
                .containsExactly(first(two), new OutPoint(two.txid(), 1));
    }

    @Test
    void provesADepositByItsBranch() {
        connect(chain.deposit(1000), chain.deposit(2000), chain.deposit(3000));
        bury();
        for (Deposit deposit : book.mintable(16, Set.of())) {
            DepositProof proof = deposit.proof().orElseThrow();
            Bytes32 root = new MerkleBranch(proof.merkleBranch(), deposit.transactionIndex())
                    .fold(Hashes.sha256d(proof.transaction().toArray()));
            assertThat(root).isEqualTo(chain.blocks().getFirst().header().merkleRoot());
        }
    }

    @Test
    void neverMintsAnOutpointTwice() {
        Deposit deposit = buriedDeposit();
        book.minted(deposit.outPoint(), 7);
        book.minted(deposit.outPoint(), 7);
        assertThat(mintable()).isEmpty();
        assertThat(verdict(claim(deposit))).isEqualTo(new Invalid("minted already, at height 7"));
        assertThatThrownBy(() -> book.minted(deposit.outPoint(), 8)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void listsWhatIsTooSmallOrNamesNobodyAndMintsNeither() {
        connect(chain.deposit(999), chain.paying(toFederation(5000)));
        bury();
        assertThat(mintable()).isEmpty();
        assertThat(book.newest(9, 0))
                .extracting(entry -> entry.deposit().eligibility())
                .containsExactly(
                        new Eligibility.Refused(Eligibility.Reason.NO_ADDRESS), new Eligibility.TooSmall(ALICE));
        assertThat(book.holdings(Set.of())).isEqualTo(new Holdings(new Sats(5999), new Sats(5999)));
    }

    @Test
    void movesAReorgedDepositBackToWaiting() {
        Transaction deposit = chain.deposit(5000);
        connect(deposit);
        bury();
        disconnect();
        disconnect();
        disconnect();
        assertThat(mintable()).isEmpty();
        assertThat(book.holdings(Set.of()).held()).isEqualTo(Sats.ZERO);
        connect();
        connect(deposit);
        bury();
        assertThat(mintable()).containsExactly(first(deposit));
        assertThat(book.lost()).isEmpty();
    }

    @Test
    void reportsAMintedDepositAsLostUntilItIsBack() {
        Transaction deposit = chain.deposit(5000);
        connect(deposit);
        book.minted(first(deposit), 7);
        disconnect();
        assertThat(book.lost()).containsExactly(first(deposit));
        connect(deposit);
        assertThat(book.lost()).isEmpty();
        bury();
        assertThat(mintable()).isEmpty();
    }

    @Test
    void reportsADepositAsLostThatIsMintedAfterBitcoinTookItBack() {
        Transaction deposit = chain.deposit(5000);
        connect(deposit);
        disconnect();
        assertThat(book.lost()).isEmpty();
        book.minted(first(deposit), 7);
        assertThat(book.lost()).containsExactly(first(deposit));
    }

    @Test
    void doesNotMissADepositThatItHasNotSeenYet() {
        Transaction deposit = chain.deposit(5000);
        book.minted(first(deposit), 7);
        assertThat(book.lost()).isEmpty();
        connect(deposit);
        bury();
        assertThat(mintable()).isEmpty();
        assertThat(book.holdings(Set.of())).isEqualTo(new Holdings(new Sats(5000), Sats.ZERO));
    }

    @Test
    void splitsHoldingsIntoMintedAndWaiting() {
        Transaction minted = chain.deposit(5000);
        Transaction unfinished = chain.deposit(3000);
        connect(minted, unfinished, chain.deposit(200));
        book.minted(first(minted), 7);
        Set<OutPoint> inUnfinishedBlocks = Set.of(first(unfinished), first(minted));
        assertThat(book.holdings(inUnfinishedBlocks)).isEqualTo(new Holdings(new Sats(8200), new Sats(200)));
        assertThat(book.waitingCount()).isEqualTo(1);
        assertThat(book.waitingAmount()).isEqualTo(new Sats(3000));
    }

    @Test
    void followsSpendsAndTheirReorgs() {
        Transaction deposit = chain.deposit(5000);
        connect(deposit);
        book.minted(first(deposit), 7);
        connect(chain.spending(first(deposit)));
        assertThat(book.holdings(Set.of())).isEqualTo(new Holdings(Sats.ZERO, Sats.ZERO));
        assertThat(book.newest(1, 0).getFirst().spentAt()).hasValue(START + 1);
        disconnect();
        assertThat(book.holdings(Set.of())).isEqualTo(new Holdings(new Sats(5000), Sats.ZERO));
    }

    @Test
    void seesASpendInTheBlockOfTheDeposit() {
        Transaction deposit = chain.deposit(5000);
        connect(deposit, chain.spending(first(deposit)));
        bury();
        assertThat(book.holdings(Set.of()).held()).isEqualTo(Sats.ZERO);
        assertThat(mintable()).isEmpty();
    }

    @Test
    void confirmsATrueClaim() {
        assertThat(verdict(claim(buriedDeposit()))).isEqualTo(new Valid());
    }

    @Test
    void defersAClaimThatIsNotDeepEnough() {
        PegInClaim claim = claim(buriedDeposit());
        disconnect();
        assertThat(verdict(claim)).isEqualTo(new Unknown("2 of 3 confirmations"));
    }

    @Test
    void defersAClaimWhoseBlockIsNotSeen() {
        PegInClaim claim = claim(buriedDeposit());
        PegInBook behind = new PegInBook(TERMS);
        assertThat(behind.verify(claim, Optional.empty())).isInstanceOf(Unknown.class);
    }

    @Test
    void defersAClaimWhoseCoinsAreSpent() {
        Deposit deposit = buriedDeposit();
        PegInClaim claim = claim(deposit);
        connect(chain.spending(deposit.outPoint()));
        assertThat(verdict(claim)).isInstanceOf(Unknown.class);
        assertThat(mintable()).isEmpty();
    }

    @Test
    void refusesAClaimOfAnotherAmountRecipientOutputPlaceOrBranch() {
        PegInClaim c = claim(buriedDeposit());
        List<PegInClaim> forged = List.of(
                new PegInClaim(c.block(), c.height(), 1, 0, c.transaction(), c.merkleBranch(), new Sats(1), ALICE),
                new PegInClaim(
                        c.block(), c.height(), 1, 0, c.transaction(), c.merkleBranch(), c.amount(), EvmAddress.ZERO),
                new PegInClaim(c.block(), c.height(), 1, 1, c.transaction(), c.merkleBranch(), c.amount(), ALICE),
                new PegInClaim(
                        c.block(), c.height(), 1, 1L << 32, c.transaction(), c.merkleBranch(), c.amount(), ALICE),
                new PegInClaim(c.block(), c.height(), 2, 0, c.transaction(), c.merkleBranch(), c.amount(), ALICE),
                new PegInClaim(c.block(), c.height() + 1, 1, 0, c.transaction(), c.merkleBranch(), c.amount(), ALICE),
                new PegInClaim(c.block(), c.height(), 1, 0, c.transaction(), List.of(), c.amount(), ALICE),
                new PegInClaim(c.block(), c.height(), 1, 0, Bytes.EMPTY, c.merkleBranch(), c.amount(), ALICE));
        assertThat(forged).map(this::verdict).hasOnlyElementsOfType(Invalid.class);
    }

    @Test
    void refusesAClaimBelowTheMinimum() {
        Block block = connect(chain.deposit(999));
        bury();
        Transaction small = block.transactions().get(1);
        PegInClaim claim = new PegInClaim(
                block.hash(),
                START,
                1,
                0,
                Bytes.of(small.encodeWithoutWitness()),
                List.of(block.transactions().getFirst().txid().bytes()),
                new Sats(999),
                ALICE);
        assertThat(verdict(claim)).isInstanceOf(Invalid.class);
    }

    @Test
    void refusesAClaimOfADepositThatItsBlockDoesNotHold() {
        Block block = connect();
        bury();
        PegInClaim claim = new PegInClaim(
                block.hash(),
                START,
                1,
                0,
                Bytes.of(chain.deposit(5000).encodeWithoutWitness()),
                List.of(),
                new Sats(5000),
                ALICE);
        assertThat(book.verify(claim, Optional.of(block.hash()))).isInstanceOf(Invalid.class);
        assertThat(book.verify(claim, Optional.empty())).isInstanceOf(Unknown.class);
    }

    @Test
    void changesNothingWhenABlockDoesNotFollow() {
        connect(chain.deposit(5000));
        byte[] before = book.encode();
        Block again = chain.blocks().getFirst();
        assertThatThrownBy(() -> book.connect(START + 2, again)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> book.connect(START + 1, again)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> book.disconnect(START + 1, again.hash())).isInstanceOf(IllegalArgumentException.class);
        assertThat(book.encode()).isEqualTo(before);
    }

    @Test
    void refusesABlockWhoseHeaderDoesNotCommitToTheDeposit() {
        Block honest = chain.mine();
        Block forged = new Block(honest.header(), List.of(honest.transactions().getFirst(), chain.deposit(5000)));
        assertThatThrownBy(() -> book.connect(START, forged)).isInstanceOf(IllegalArgumentException.class);
        assertThat(bookOf(chain.blocks()).newest(1, 0)).isEmpty();
    }
}

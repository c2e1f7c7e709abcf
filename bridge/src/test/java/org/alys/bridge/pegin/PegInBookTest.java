package org.alys.bridge.pegin;

import static org.alys.bridge.pegin.TestDeposits.deposit;
import static org.alys.bridge.pegin.TestDeposits.spending;
import static org.alys.bridge.pegin.TestDeposits.toFederation;
import static org.alys.bridge.pegin.TestDeposits.transaction;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.alys.bitcoin.follow.ChainEvent.Disconnected;
import org.alys.bitcoin.tx.BlockHash;
import org.alys.bitcoin.tx.Decoded;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.bitcoin.tx.Transaction;
import org.alys.primitives.Sats;
import org.junit.jupiter.api.Test;

class PegInBookTest {
    private static final int CONFIRMATIONS = 3;
    private static final int WINDOW = 5;
    private static final Transaction DEPOSIT = deposit(1, 50_000);
    private static final OutPoint COIN = new OutPoint(DEPOSIT.txid(), 0);

    private final TestLedger ledger = new TestLedger(CONFIRMATIONS, WINDOW);

    private List<OutPoint> mintable() {
        return ledger.book().nextMintable(16, Set.of()).stream()
                .map(Deposit::outPoint)
                .toList();
    }

    private PegInState state(OutPoint outPoint) {
        return ledger.book().listings().stream()
                .filter(listing -> listing.outPoint().equals(outPoint))
                .findFirst()
                .orElseThrow()
                .state();
    }

    @Test
    void waitsForItsConfirmations() {
        ledger.mine(DEPOSIT);
        ledger.mineEmpty(1);

        assertThat(state(COIN)).isEqualTo(new PegInState.Waiting(2, 3));
        assertThat(mintable()).isEmpty();
    }

    @Test
    void isMintableAtItsDepth() {
        ledger.mine(DEPOSIT);
        ledger.mineEmpty(2);

        assertThat(state(COIN)).isEqualTo(new PegInState.Mintable(3));
        assertThat(mintable()).containsExactly(COIN);
    }

    @Test
    void offersDepositsInBitcoinsOrderUpToTheLimit() {
        Transaction twice =
                transaction(2, toFederation(20_000), TestDeposits.naming(TestDeposits.ALICE), toFederation(30_000));
        ledger.mine(deposit(3, 60_000), twice);
        ledger.mine(DEPOSIT);
        ledger.mineEmpty(2);

        List<OutPoint> offered = mintable();

        assertThat(offered)
                .containsExactly(
                        new OutPoint(deposit(3, 60_000).txid(), 0),
                        new OutPoint(twice.txid(), 0),
                        new OutPoint(twice.txid(), 2),
                        COIN);
        assertThat(ledger.book().nextMintable(2, Set.of(offered.getFirst())))
                .extracting(Deposit::outPoint)
                .containsExactly(offered.get(1), offered.get(2));
    }

    @Test
    void doesNotOfferWhatIsMinted() {
        ledger.mine(DEPOSIT);
        ledger.mineEmpty(2);
        ledger.mint(COIN, 7);

        assertThat(mintable()).isEmpty();
        assertThat(state(COIN)).isEqualTo(new PegInState.Minted(TestLedger.mintAt(7)));
    }

    @Test
    void offersItAgainWhenTheSidechainGaveUpTheMint() {
        ledger.mine(DEPOSIT);
        ledger.mineEmpty(2);
        ledger.mint(COIN, 7);
        ledger.unmint(COIN);

        assertThat(mintable()).containsExactly(COIN);
        assertThat(ledger.mints).isEmpty();
    }

    @Test
    void refusesToMintTwice() {
        ledger.mine(DEPOSIT);
        ledger.mineEmpty(2);
        ledger.mint(COIN, 7);

        assertThatThrownBy(() -> ledger.mint(COIN, 8)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void knowsTheMintOfADepositThatItSeesLater() {
        ledger.mint(COIN, 7);
        ledger.mine(DEPOSIT);
        ledger.mineEmpty(3);

        assertThat(mintable()).isEmpty();
        assertThat(ledger.book().totals().mintedSats()).isEqualTo(50_000);
    }

    @Test
    void goesBackToWaitingWhenAReorgTakesConfirmations() {
        ledger.mine(DEPOSIT);
        ledger.mineEmpty(2);
        ledger.disconnect();

        assertThat(state(COIN)).isEqualTo(new PegInState.Waiting(2, 3));
    }

    @Test
    void forgetsADepositThatAReorgRemoves() {
        ledger.mine(DEPOSIT);
        ledger.disconnect();

        assertThat(ledger.book().listings()).isEmpty();
        assertThat(ledger.book().totals().held()).isEqualTo(Sats.ZERO);
    }

    @Test
    void raisesTheAlarmWhenAMintedDepositIsLost() {
        ledger.mine(DEPOSIT);
        ledger.mineEmpty(2);
        ledger.mint(COIN, 7);
        ledger.disconnect();
        ledger.disconnect();
        assertThat(ledger.book().isSafeToSign()).isTrue();

        ledger.disconnect();

        assertThat(ledger.book().isSafeToSign()).isFalse();
        assertThat(ledger.effects)
                .contains(new BookEffect.MintedDepositLost(COIN, new Sats(50_000), TestLedger.mintAt(7)));
        assertThat(ledger.book().totals().lostSats()).isEqualTo(50_000);
    }

    @Test
    void calmsDownWhenALostDepositIsBack() {
        ledger.mine(DEPOSIT);
        ledger.mineEmpty(2);
        ledger.mint(COIN, 7);
        for (int i = 0; i < 3; i++) {
            ledger.disconnect();
        }
        ledger.mineEmpty(1);
        ledger.mine(DEPOSIT);

        assertThat(ledger.book().isSafeToSign()).isTrue();
        assertThat(state(COIN)).isEqualTo(new PegInState.Minted(TestLedger.mintAt(7)));
    }

    @Test
    void holdsWhatCannotBeMinted() {
        ledger.mine(deposit(2, 999), transaction(3, toFederation(70_000)));

        PegInTotals totals = ledger.book().totals();

        assertThat(totals).isEqualTo(new PegInTotals(new Sats(70_999), Sats.ZERO, 70_999, 0, 0));
    }

    @Test
    void takesChangeOfTheFederationForNoDeposit() {
        ledger.mine(DEPOSIT);
        Transaction payment = spending(List.of(COIN), toFederation(40_000), TestDeposits.naming(TestDeposits.ALICE));
        ledger.mine(payment);
        ledger.mineEmpty(3);

        assertThat(ledger.book().totals().held()).isEqualTo(new Sats(40_000));
        assertThat(mintable()).containsExactly(COIN);
    }

    @Test
    void countsACoinThatIsSpentInItsOwnBlock() {
        ledger.mine(DEPOSIT, spending(List.of(COIN), toFederation(40_000)));
        assertThat(ledger.book().totals().held()).isEqualTo(new Sats(40_000));

        ledger.disconnect();

        assertThat(ledger.book().coins()).isEqualTo(FederationCoins.NONE);
    }

    @Test
    void givesBackACoinWhenItsSpendIsDisconnected() {
        ledger.mine(DEPOSIT);
        ledger.mine(spending(List.of(COIN)));
        assertThat(ledger.book().totals().held()).isEqualTo(Sats.ZERO);

        ledger.disconnect();

        assertThat(ledger.book().coins().find(COIN)).isPresent();
    }

    @Test
    void dropsAMintedDepositOnlyWhenNeitherChainCanTakeItBack() {
        ledger.mine(DEPOSIT);
        ledger.mineEmpty(2);
        ledger.mint(COIN, 7);
        ledger.mineEmpty(WINDOW);
        assertThat(ledger.retired).isEmpty();

        ledger.finalise(7);

        assertThat(ledger.retired).containsOnlyKeys(COIN);
        assertThat(ledger.book().listings()).isEmpty();
        assertThat(ledger.book().totals().mintedSats()).isEqualTo(50_000);
    }

    @Test
    void keepsAnOldDepositUntilItIsMinted() {
        ledger.mine(DEPOSIT);
        ledger.mineEmpty(3 * WINDOW);

        assertThat(mintable()).containsExactly(COIN);
    }

    @Test
    void refusesABlockThatDoesNotBuildOnItsTip() {
        ledger.mineEmpty(2);
        var stranger = TestDeposits.block(BlockHash.ZERO, 99, List.of());

        assertThatThrownBy(() ->
                        ledger.book().apply(TestDeposits.connected(2, stranger), TestDeposits.SCANNER, ledger.lookup()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesToDisconnectABlockThatIsNotItsTip() {
        ledger.mineEmpty(2);
        var event = new Disconnected(0, ledger.chain.getFirst().hash());

        assertThatThrownBy(() -> ledger.book().apply(event, TestDeposits.SCANNER, ledger.lookup()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesBytesOfAnotherVersion() {
        byte[] bytes = ledger.book().encode();
        bytes[0] = 2;

        assertThat(PegInBook.decode(bytes, ledger.book().parameters(), List.of()))
                .isInstanceOf(Decoded.Malformed.class);
    }
}

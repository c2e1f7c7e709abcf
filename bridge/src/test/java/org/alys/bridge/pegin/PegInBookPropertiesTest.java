package org.alys.bridge.pegin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.alys.bitcoin.tx.Block;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.bitcoin.tx.Transaction;
import org.alys.primitives.Bytes32;

/** The book under random blocks, reorgs of both chains, mints and restarts. */
class PegInBookPropertiesTest {
    private static final int CONFIRMATIONS = 3;
    private static final int WINDOW = 6;

    /** One random history. The seed is jqwik's, so that a failure can be run again. */
    private static final class History {
        private final Random random;
        private final TestLedger ledger = new TestLedger(CONFIRMATIONS, WINDOW);
        private final List<Transaction> waiting = new ArrayList<>();
        private final List<OutPoint> unfinalMints = new ArrayList<>();
        private final Set<OutPoint> mintedNow = new HashSet<>();
        private final Set<OutPoint> spent = new HashSet<>();
        private int salt;
        private long sidechainHeight;

        private History(long seed) {
            random = new Random(seed);
        }

        private void step() {
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> mine();
                case 3 -> reorg();
                case 4, 5 -> mint();
                case 6 -> unmint();
                default -> finalise();
            }
        }

        private void mine() {
            for (int i = random.nextInt(3); i > 0; i--) {
                waiting.add(payment());
            }
            int taken = waiting.isEmpty() ? 0 : random.nextInt(waiting.size() + 1);
            List<Transaction> included = List.copyOf(waiting.subList(0, taken));
            waiting.subList(0, taken).clear();
            ledger.mine(included);
        }

        private Transaction payment() {
            salt++;
            return switch (random.nextInt(6)) {
                case 0 -> TestDeposits.deposit(salt, 500 + random.nextInt(500));
                case 1 -> TestDeposits.transaction(salt, TestDeposits.toFederation(20_000 + salt));
                case 2 -> spend();
                default -> TestDeposits.deposit(salt, 20_000 + random.nextInt(1_000_000));
            };
        }

        /** Spends a coin that no other transaction spends, with change, or whatever comes if there is none. */
        private Transaction spend() {
            return ledger.book().coins().all().stream()
                    .map(FederationCoin::outPoint)
                    .filter(spent::add)
                    .findFirst()
                    .map(coin -> TestDeposits.spending(List.of(coin), TestDeposits.toFederation(300 + salt)))
                    .orElseGet(() -> TestDeposits.deposit(salt, 40_000));
        }

        /** Transactions of the blocks that go may come back later, in another order. Never deeper than the window. */
        private void reorg() {
            int deepest = Math.min(WINDOW, ledger.chain.size());
            for (int depth = random.nextInt(deepest + 1); depth > 0 && canDisconnect(); depth--) {
                Block gone = ledger.disconnect();
                waiting.addAll(
                        0, gone.transactions().subList(1, gone.transactions().size()));
            }
        }

        private boolean canDisconnect() {
            return !ledger.book().state().recent().isEmpty();
        }

        private void mint() {
            sidechainHeight++;
            for (Deposit deposit : ledger.book().nextMintable(1 + random.nextInt(3), Set.of())) {
                assertThat(mintedNow.add(deposit.outPoint())).as("minted twice").isTrue();
                assertThat(ledger.mints).doesNotContainKey(deposit.outPoint());
                ledger.mint(deposit.outPoint(), sidechainHeight);
                unfinalMints.add(deposit.outPoint());
            }
        }

        private void unmint() {
            if (!unfinalMints.isEmpty()) {
                OutPoint last = unfinalMints.removeLast();
                mintedNow.remove(last);
                ledger.unmint(last);
            }
        }

        private void finalise() {
            unfinalMints.clear();
            ledger.finalise(sidechainHeight);
        }
    }

    private static History run(long seed, int steps) {
        History history = new History(seed);
        for (int i = 0; i < steps; i++) {
            history.step();
            assertThat(history.ledger.reloaded()).isEqualTo(history.ledger.book());
        }
        return history;
    }

    @Property(tries = 300)
    void equalsABookRebuiltFromTheFinalChain(@ForAll long seed, @ForAll @IntRange(min = 10, max = 80) int steps) {
        TestLedger ledger = run(seed, steps).ledger;
        PegInBook book = ledger.book();
        PegInBook rebuilt = ledger.rebuilt();

        assertThat(book.coins()).isEqualTo(rebuilt.coins());
        assertThat(book.nextMintable(1000, Set.of())).isEqualTo(rebuilt.nextMintable(1000, Set.of()));
        assertThat(book.totals().held()).isEqualTo(rebuilt.totals().held());
        assertThat(book.totals().notYetMinted()).isEqualTo(rebuilt.totals().notYetMinted());
        assertThat(book.totals().mintedSats()).isEqualTo(rebuilt.totals().mintedSats());
        assertThat(book.totals().unmintableSats()).isEqualTo(rebuilt.totals().unmintableSats());
    }

    @Property(tries = 300)
    void alarmsExactlyWhileAMintedDepositIsMissing(@ForAll long seed, @ForAll @IntRange(min = 10, max = 80) int steps) {
        TestLedger ledger = run(seed, steps).ledger;

        Set<Bytes32> inChain = ledger.chain.stream()
                .flatMap(block -> block.txids().stream())
                .map(txid -> txid.bytes())
                .collect(Collectors.toSet());
        boolean complete = ledger.mints.keySet().stream()
                .allMatch(outPoint -> inChain.contains(outPoint.txid().bytes()));

        assertThat(ledger.book().isSafeToSign()).isEqualTo(complete);
    }

    @Property(tries = 200)
    void losesNoDeposit(@ForAll long seed, @ForAll @IntRange(min = 10, max = 80) int steps) {
        TestLedger ledger = run(seed, steps).ledger;

        Set<OutPoint> paid = ledger.paid();
        Set<OutPoint> accounted = Stream.concat(
                        ledger.book().listings().stream()
                                .filter(listing -> !(listing.state() instanceof PegInState.Lost))
                                .map(PegInListing::outPoint),
                        ledger.retired.keySet().stream())
                .collect(Collectors.toSet());

        assertThat(accounted).isEqualTo(paid);
    }
}

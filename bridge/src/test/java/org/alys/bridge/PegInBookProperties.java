package org.alys.bridge;

import static org.alys.bridge.TestChain.START;
import static org.alys.bridge.TestChain.TERMS;
import static org.alys.bridge.TestChain.bookOf;
import static org.alys.bridge.TestChain.naming;
import static org.alys.bridge.TestChain.toFederation;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.alys.bitcoin.tx.Block;
import org.alys.bitcoin.tx.Decoded;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.bitcoin.tx.Transaction;
import org.alys.primitives.Sats;

class PegInBookProperties {
    private static final Set<OutPoint> NONE = Set.of();

    /** Bitcoin and the sidechain at random: blocks, reorgs, deposits that come back, spends, mints. */
    private static final class World {
        final TestChain chain = new TestChain();
        final PegInBook book = new PegInBook(TERMS);
        final Map<OutPoint, Long> minted = new LinkedHashMap<>();
        final Map<OutPoint, Sats> mintedOnce = new LinkedHashMap<>();
        private final List<Transaction> mempool = new ArrayList<>();
        private final Random random;

        World(long seed) {
            random = new Random(seed);
        }

        void step(int kind) {
            switch (kind) {
                case 0, 1, 2 -> connect();
                case 3 -> disconnect();
                default -> mint();
            }
        }

        private void connect() {
            List<Transaction> chosen = new ArrayList<>(mempool);
            mempool.clear();
            for (int i = random.nextInt(3); i > 0; i--) {
                chosen.add(someDeposit());
            }
            unspent().stream().filter(_ -> random.nextInt(8) == 0).forEach(out -> chosen.add(chain.spending(out)));
            Block block = chain.mine(chosen.toArray(Transaction[]::new));
            book.connect(chain.tipHeight(), block);
        }

        private Transaction someDeposit() {
            return switch (random.nextInt(5)) {
                case 0 -> chain.paying(toFederation(5000));
                case 1 -> chain.deposit(random.nextInt(1000));
                case 2 ->
                    chain.paying(toFederation(1 + random.nextInt(5000)), naming(TestChain.ALICE), toFederation(2000));
                default -> chain.deposit(1000 + random.nextInt(5000));
            };
        }

        private List<OutPoint> unspent() {
            return book.newest(Integer.MAX_VALUE, 0).stream()
                    .filter(entry -> entry.spentAt().isEmpty())
                    .map(entry -> entry.deposit().outPoint())
                    .toList();
        }

        private void disconnect() {
            if (chain.tipHeight() >= START) {
                int height = chain.tipHeight();
                Block block = chain.undo();
                block.transactions().stream()
                        .skip(1)
                        .filter(transaction -> transaction.outputs().size() > 1 && random.nextBoolean())
                        .forEach(mempool::add);
                book.disconnect(height, block.hash());
            }
        }

        private void mint() {
            for (Deposit deposit : book.mintable(2, NONE)) {
                assertThat(mintedOnce.put(deposit.outPoint(), deposit.amount())).isNull();
                minted.put(deposit.outPoint(), (long) minted.size());
                book.minted(deposit.outPoint(), minted.size() - 1L);
            }
        }
    }

    private static World after(List<Integer> steps, long seed) {
        World world = new World(seed);
        steps.forEach(world::step);
        return world;
    }

    @Property(tries = 300)
    void equalsABookMadeFromTheFinalChain(
            @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 4) Integer> steps, @ForAll long seed) {
        World world = after(steps, seed);
        PegInBook rebuilt = bookOf(world.chain.blocks());
        world.minted.forEach(rebuilt::minted);

        assertThat(world.book.inOrder()).isEqualTo(rebuilt.inOrder());
        assertThat(world.book.tipHeight()).isEqualTo(rebuilt.tipHeight());
        assertThat(world.book.waiting()).isEqualTo(rebuilt.waiting());
        assertThat(world.book.waitingAmount()).isEqualTo(rebuilt.waitingAmount());
        assertThat(world.book.holdings(NONE)).isEqualTo(rebuilt.holdings(NONE));
        assertThat(world.book.mintable(99, NONE)).isEqualTo(rebuilt.mintable(99, NONE));
    }

    @Property(tries = 300)
    void losesNoCoin(@ForAll @Size(max = 60) List<@IntRange(min = 0, max = 4) Integer> steps, @ForAll long seed) {
        World world = after(steps, seed);
        long held = 0;
        long unminted = 0;
        Set<OutPoint> seen = new HashSet<>();
        for (ListedDeposit entry : world.book.newest(Integer.MAX_VALUE, 0)) {
            OutPoint outPoint = entry.deposit().outPoint();
            seen.add(outPoint);
            if (entry.spentAt().isEmpty()) {
                long amount = entry.deposit().amount().value();
                held += amount;
                unminted += world.minted.containsKey(outPoint) ? 0 : amount;
            }
        }
        Set<OutPoint> lost = new HashSet<>(world.minted.keySet());
        lost.removeAll(seen);

        assertThat(world.book.holdings(NONE)).isEqualTo(new Holdings(new Sats(held), new Sats(unminted)));
        assertThat(world.book.lost()).containsExactlyInAnyOrderElementsOf(lost);
    }

    @Property(tries = 200)
    void storesAndRestoresEveryBook(
            @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 4) Integer> steps, @ForAll long seed) {
        PegInBook book = after(steps, seed).book;
        byte[] stored = book.encode();
        PegInBook restored = PegInBook.decode(stored, TERMS).orElseThrow();

        assertThat(restored.encode()).isEqualTo(stored);
        assertThat(restored.inOrder()).isEqualTo(book.inOrder());
        assertThat(restored.lost()).isEqualTo(book.lost());
        assertThat(restored.waiting()).isEqualTo(book.waiting());
        assertThat(restored.holdings(NONE)).isEqualTo(book.holdings(NONE));
    }

    @Property(tries = 500)
    void decodesDamagedBytesToNothingOrToABookThatHasThem(
            @ForAll @Size(min = 10, max = 30) List<@IntRange(min = 0, max = 4) Integer> steps,
            @ForAll long seed,
            @ForAll @IntRange(min = 0, max = 1 << 20) int place,
            @ForAll byte value) {
        byte[] bytes = after(steps, seed).book.encode();
        bytes[place % bytes.length] = value;
        switch (PegInBook.decode(bytes, TERMS)) {
            case Decoded.Valid<PegInBook>(PegInBook book) ->
                assertThat(book.encode()).isEqualTo(bytes);
            case Decoded.Malformed<PegInBook>(int offset, String reason) ->
                assertThat(reason).isNotEmpty();
        }
    }
}

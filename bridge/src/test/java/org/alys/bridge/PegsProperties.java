package org.alys.bridge;

import static org.alys.bridge.TestChain.START;
import static org.alys.bridge.TestChain.TERMS;
import static org.alys.bridge.TestChain.bookOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.alys.bitcoin.follow.ChainEvent;
import org.alys.bitcoin.tx.Block;
import org.alys.bitcoin.tx.Decoded;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.bitcoin.tx.Transaction;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.Sats;

class PegsProperties {
    private static final int WINDOW = 100;

    /** Bitcoin and the sidechain at random, seen in looks of several blocks; every event is kept as bytes. */
    private static final class World {
        final TestChain chain = new TestChain();
        final Pegs pegs = new Pegs(TERMS, WINDOW);
        final List<byte[]> journal = new ArrayList<>();
        private final Random random;
        private long sidechain;

        World(long seed) {
            random = new Random(seed);
        }

        void step(int kind) {
            switch (kind) {
                case 0, 1 -> look();
                case 2 -> mint();
                default -> request();
            }
        }

        private void look() {
            List<ChainEvent> changes = new ArrayList<>();
            for (int back = random.nextInt(3); back > 0 && chain.tipHeight() >= START; back--) {
                int height = chain.tipHeight();
                changes.add(new ChainEvent.Disconnected(height, chain.undo().hash()));
            }
            List<OutPoint> fresh = new ArrayList<>();
            for (int more = random.nextInt(4); more > 0; more--) {
                List<Transaction> transactions = new ArrayList<>();
                fresh.stream().filter(_ -> random.nextBoolean()).forEach(out -> transactions.add(chain.spending(out)));
                fresh.clear();
                for (int deposits = random.nextInt(3); deposits > 0; deposits--) {
                    Transaction deposit = chain.deposit(500 + random.nextInt(5000));
                    transactions.add(deposit);
                    fresh.add(TestChain.first(deposit));
                }
                Block block = chain.mine(transactions.toArray(Transaction[]::new));
                changes.add(new ChainEvent.Connected(chain.tipHeight(), block.hash(), block));
            }
            keep(pegs.events(changes));
        }

        private void mint() {
            for (Deposit deposit : pegs.pegIns().mintable(2, Set.of())) {
                keep(List.of(new PegEvent.Minted(deposit.outPoint(), ++sidechain)));
            }
        }

        private void request() {
            PegOutId id = new PegOutId(++sidechain, Bytes32.fromHex("%064x".formatted(sidechain)), random.nextInt(5));
            keep(List.of(new PegEvent.PegOutRequested(
                    id,
                    new PegOutRequest(
                            sidechain,
                            Bytes32.fromHex("%064x".formatted(random.nextInt(99))),
                            TestChain.ALICE,
                            Bytes.fromHex("6162"),
                            new Sats(20_000)))));
        }

        private void keep(List<PegEvent> events) {
            for (PegEvent event : events) {
                journal.add(event.encode());
                pegs.apply(event);
            }
        }
    }

    private static World after(List<Integer> steps, long seed) {
        World world = new World(seed);
        steps.forEach(world::step);
        return world;
    }

    private static Pegs replayed(Pegs from, List<byte[]> journal) {
        journal.forEach(bytes -> from.apply(Pegs.decodeEvent(bytes).orElseThrow()));
        return from;
    }

    @Property(tries = 200)
    void areTheSumOfTheirEventsFromTheBeginningAndFromAnySnapshot(
            @ForAll @Size(max = 30) List<@IntRange(min = 0, max = 3) Integer> steps,
            @ForAll long seed,
            @ForAll @IntRange(min = 0, max = 100) int place) {
        World world = after(steps, seed);
        byte[] expected = world.pegs.encode();
        assertThat(replayed(new Pegs(TERMS, WINDOW), world.journal).encode()).isEqualTo(expected);

        int cut = world.journal.isEmpty() ? 0 : place % world.journal.size();
        byte[] snapshot =
                replayed(new Pegs(TERMS, WINDOW), world.journal.subList(0, cut)).encode();
        Pegs restored = Pegs.decode(snapshot, TERMS).orElseThrow();
        assertThat(restored.encode()).isEqualTo(snapshot);
        assertThat(replayed(restored, world.journal.subList(cut, world.journal.size()))
                        .encode())
                .isEqualTo(expected);
    }

    @Property(tries = 200)
    void haveTheBookThatTheFinalChainGives(
            @ForAll @Size(max = 30) List<@IntRange(min = 0, max = 1) Integer> steps, @ForAll long seed) {
        World world = after(steps, seed);
        assertThat(world.pegs.pegIns().inOrder())
                .isEqualTo(bookOf(world.chain.blocks()).inOrder());
        assertThat(world.pegs.cursor().tipHeight()).isEqualTo(world.chain.tipHeight());
    }

    @Property(tries = 300)
    void readDamagedEventsWithoutFailing(
            @ForAll @Size(min = 5, max = 20) List<@IntRange(min = 0, max = 3) Integer> steps,
            @ForAll long seed,
            @ForAll @IntRange(min = 0, max = 1 << 20) int place,
            @ForAll byte value) {
        for (byte[] bytes : after(steps, seed).journal) {
            bytes[place % bytes.length] = value;
            assertThat(Pegs.decodeEvent(bytes)).isInstanceOfAny(Decoded.Valid.class, Decoded.Malformed.class);
        }
    }

    @Example
    void refuseASnapshotOfOtherTerms() {
        World world = after(List.of(0, 0, 0, 2, 3), 1);
        PegInTerms others = new PegInTerms(TERMS.federationScript(), TERMS.minimum(), TERMS.confirmations(), START + 1);
        assertThat(Pegs.decode(world.pegs.encode(), others)).isInstanceOf(Decoded.Malformed.class);
    }

    @Example
    void refuseABlockThatDoesNotFollow() {
        World world = after(List.of(0, 0, 0), 1);
        PegEvent gap = new PegEvent.Connected(
                world.chain.tipHeight() + 2, world.chain.mine().hash(), List.of(), List.of());
        assertThatThrownBy(() -> world.pegs.apply(gap)).isInstanceOf(IllegalArgumentException.class);
    }
}

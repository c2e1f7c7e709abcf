package org.alys.bridge.pegin;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.alys.bitcoin.follow.ChainEvent;
import org.alys.bitcoin.tx.BlockHash;
import org.alys.bitcoin.tx.Decoded;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.primitives.Sats;

/**
 * The account of all payments to the federation. Immutable: an event gives a new book and the effects that must be stored
 * with it. It is fed with every block that Bitcoin's active chain gains and loses, and with every mint that the sidechain
 * makes and gives up; an event that does not fit is a bug of the caller and throws {@link IllegalArgumentException}.
 */
public final class PegInBook {
    private final PegInParameters parameters;
    private final BookState state;
    private final FederationCoins coins;

    PegInBook(PegInParameters parameters, BookState state, FederationCoins coins) {
        this.parameters = parameters;
        this.state = state;
        this.coins = coins;
    }

    /** The book before the first block. */
    public static PegInBook empty(PegInParameters parameters) {
        BookState state = new BookState(parameters.startHeight() - 1, List.of(), Map.of(), Map.of(), -1, 0, 0);
        return new PegInBook(parameters, state, FederationCoins.NONE);
    }

    /** Applies one event of the block follower. */
    public BookStep apply(ChainEvent event, BlockScanner scanner, MintLookup minted) {
        return switch (event) {
            case ChainEvent.Connected connected -> connect(scanner.scan(connected, coins), minted);
            case ChainEvent.Disconnected(int height, BlockHash hash) -> disconnect(height, hash);
        };
    }

    /** The active chain has one block more. {@code minted} is asked about each of its deposits. */
    public BookStep connect(BlockScan scan, MintLookup minted) {
        BookDraft draft = draft();
        draft.connect(scan, minted);
        return draft.finish();
    }

    /** The active chain has lost its last block. */
    public BookStep disconnect(int height, BlockHash hash) {
        BookDraft draft = draft();
        draft.disconnect(height, hash);
        return draft.finish();
    }

    /** A sidechain block minted the outpoint; the book need not have seen the deposit yet. */
    public BookStep mint(OutPoint outPoint, Mint mint) {
        BookDraft draft = draft();
        draft.mint(outPoint, mint);
        return draft.finish();
    }

    /** The sidechain gave up the block that minted the outpoint. */
    public BookStep unmint(OutPoint outPoint) {
        BookDraft draft = draft();
        draft.unmint(outPoint);
        return draft.finish();
    }

    /** Sidechain blocks up to this height will never be given up. */
    public BookStep finalise(long sidechainHeight) {
        BookDraft draft = draft();
        draft.finalise(sidechainHeight);
        return draft.finish();
    }

    private BookDraft draft() {
        return new BookDraft(parameters, state, coins);
    }

    public PegInParameters parameters() {
        return parameters;
    }

    /** Height of the last Bitcoin block seen; one below the start height at first. */
    public int tipHeight() {
        return state.tipHeight();
    }

    public Optional<BlockHash> tip() {
        return state.tip();
    }

    /** The federation's unspent outputs as of the tip. */
    public FederationCoins coins() {
        return coins;
    }

    /** False while a deposit that was minted is missing from Bitcoin's active chain: nothing may be signed then. */
    public boolean isSafeToSign() {
        return state.lost().isEmpty();
    }

    /** At most {@code max} deposits that can be minted now, in Bitcoin's order, without those in {@code excluded}. */
    public List<Deposit> nextMintable(int max, Set<OutPoint> excluded) {
        return state.tracked().values().stream()
                .filter(entry -> entry instanceof Tracked.Open && isDeep(entry.position()))
                .filter(entry -> !excluded.contains(entry.outPoint()))
                .sorted(Comparator.comparing(Tracked::position))
                .limit(max)
                .map(entry -> ((Tracked.Open) entry).deposit())
                .toList();
    }

    private boolean isDeep(BitcoinPosition position) {
        return confirmations(position) >= parameters.confirmations();
    }

    /** 1 for the tip. */
    int confirmations(BitcoinPosition position) {
        return state.tipHeight() - position.height() + 1;
    }

    Optional<Tracked> find(OutPoint outPoint) {
        return Optional.ofNullable(state.tracked().get(outPoint));
    }

    Optional<Mint> findLost(OutPoint outPoint) {
        return Optional.ofNullable(state.lost().get(outPoint)).map(Tracked.Done::mint);
    }

    BookState state() {
        return state;
    }

    /** What the book keeps in memory, in Bitcoin's order; older ones were handed out as {@link BookEffect.Retired}. */
    public List<PegInListing> listings() {
        Stream<PegInListing> present = state.tracked().values().stream()
                .map(entry -> entry.listing(
                        BookDraft.stateOf(entry, confirmations(entry.position()), parameters.confirmations())));
        Stream<PegInListing> lost =
                state.lost().values().stream().map(entry -> entry.listing(new PegInState.Lost(entry.mint())));
        return Stream.concat(present, lost)
                .sorted(Comparator.comparing(PegInListing::position).thenComparing(PegInListing::outPoint))
                .toList();
    }

    public PegInTotals totals() {
        long open = sum(Tracked.Open.class);
        return new PegInTotals(
                coins.total(),
                new Sats(open),
                Math.addExact(state.retiredUnmintableSats(), sum(Tracked.Bad.class)),
                Math.addExact(state.retiredMintedSats(), sum(Tracked.Done.class)),
                state.lost().values().stream()
                        .mapToLong(entry -> entry.amount().value())
                        .sum());
    }

    private long sum(Class<? extends Tracked> kind) {
        return state.tracked().values().stream()
                .filter(kind::isInstance)
                .mapToLong(entry -> entry.amount().value())
                .sum();
    }

    /** Everything but the coins, which are stored one by one (see {@link BookEffect.CoinAdded}). */
    public byte[] encode() {
        return BookWriter.encode(state);
    }

    /** The book that {@link #encode()} wrote, with the coins that were stored beside it. */
    public static Decoded<PegInBook> decode(
            byte[] bytes, PegInParameters parameters, Collection<FederationCoin> coins) {
        return BookReader.decode(bytes).map(state -> new PegInBook(parameters, state, FederationCoins.of(coins)));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PegInBook that
                && parameters.equals(that.parameters)
                && state.equals(that.state)
                && coins.equals(that.coins);
    }

    @Override
    public int hashCode() {
        return state.hashCode();
    }

    @Override
    public String toString() {
        return "PegInBook[tip=" + state.tipHeight() + ", " + totals() + "]";
    }
}

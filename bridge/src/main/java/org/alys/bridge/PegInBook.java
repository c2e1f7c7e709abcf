package org.alys.bridge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.alys.bitcoin.tx.Block;
import org.alys.bitcoin.tx.BlockHash;
import org.alys.bitcoin.tx.Decoded;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.bitcoin.tx.TxInput;
import org.alys.primitives.Sats;

/**
 * All outputs of Bitcoin's active chain that pay the federation, which of them are spent and which are minted. Blocks are
 * connected and disconnected one by one at the tip; who minted what is remembered by outpoint, whatever Bitcoin does. The
 * same active chain and the same mints give the same book. For one thread.
 */
public final class PegInBook {
    private final PegInTerms terms;
    private final DepositParser parser;
    private final NavigableMap<Place, ListedDeposit> listed = new TreeMap<>();
    private final Map<OutPoint, Place> places = new HashMap<>();
    private final NavigableMap<Place, Deposit> waiting = new TreeMap<>();
    private final Map<OutPoint, Long> minted = new HashMap<>();
    private final NavigableSet<OutPoint> takenBack = new TreeSet<>();
    private int tipHeight;
    private Sats held = Sats.ZERO;
    private Sats heldUnminted = Sats.ZERO;
    private Sats waitingAmount = Sats.ZERO;

    /** An empty book; {@link PegInTerms#startHeight} is the first block to connect. */
    public PegInBook(PegInTerms terms) {
        this(terms, terms.startHeight() - 1);
    }

    PegInBook(PegInTerms terms, int tipHeight) {
        this.terms = terms;
        this.parser = new DepositParser(terms.federationScript(), terms.minimum());
        this.tipHeight = tipHeight;
    }

    /**
     * Appends a block.
     *
     * @return the deposits it holds, in their order
     * @throws IllegalArgumentException when the height does not follow the tip, or the block contradicts its header; the
     *     book has not changed then
     */
    public List<Deposit> connect(int height, Block block) {
        PegEvent.Connected event = scan(height, block, Set.of());
        connect(event);
        return event.deposits();
    }

    /**
     * What a block means for this book; changes nothing.
     *
     * @param fresh deposits of blocks before it that are not connected yet
     * @throws IllegalArgumentException when the block contradicts its header
     */
    PegEvent.Connected scan(int height, Block block, Set<OutPoint> fresh) {
        List<Deposit> found = new BlockScan(parser, height, block).deposits();
        Set<OutPoint> own = found.stream().map(Deposit::outPoint).collect(Collectors.toSet());
        List<OutPoint> spent = block.transactions().stream()
                .flatMap(transaction -> transaction.inputs().stream())
                .map(TxInput::previous)
                .filter(output -> places.containsKey(output) || fresh.contains(output) || own.contains(output))
                .toList();
        return new PegEvent.Connected(height, block.hash(), found, spent);
    }

    /**
     * Appends a block that was scanned.
     *
     * @throws IllegalArgumentException when it does not follow the tip; the book has not changed then
     */
    void connect(PegEvent.Connected event) {
        int height = event.height();
        if (height != tipHeight + 1) {
            throw new IllegalArgumentException("block at height " + height + " does not follow height " + tipHeight);
        }
        for (Deposit deposit : event.deposits()) {
            if (places.containsKey(deposit.outPoint())) {
                throw new IllegalArgumentException("output " + deposit.outPoint() + " is in the chain already");
            }
        }
        event.deposits().forEach(deposit -> put(ListedDeposit.found(deposit)));
        event.spent().forEach(output -> find(output).ifPresent(entry -> put(entry.spent(height))));
        tipHeight = height;
    }

    /**
     * Takes the tip back: what it deposited and what it spent.
     *
     * @throws IllegalArgumentException when it is not the tip
     */
    public void disconnect(int height, BlockHash hash) {
        NavigableMap<Place, ListedDeposit> ofTip = listed.tailMap(new Place(height, 0, 0), true);
        boolean other = ofTip.values().stream()
                .anyMatch(entry -> !entry.deposit().block().equals(hash));
        if (height != tipHeight || height < terms.startHeight() || other) {
            throw new IllegalArgumentException(
                    "block " + hash + " at height " + height + " is not the tip, which is at height " + tipHeight);
        }
        List.copyOf(ofTip.values()).forEach(this::takeBack);
        List<ListedDeposit> respent = listed.values().stream()
                .filter(entry -> entry.spentAt().orElse(-1) == height)
                .toList();
        respent.forEach(entry -> put(entry.unspent()));
        tipHeight = height - 1;
    }

    private void takeBack(ListedDeposit entry) {
        Deposit deposit = entry.deposit();
        uncount(entry);
        listed.remove(deposit.place());
        places.remove(deposit.outPoint());
        if (deposit.isMintable()) {
            takenBack.add(deposit.outPoint());
        }
    }

    /**
     * A federation-final block of the sidechain minted this deposit, which need not be seen yet. Saying it again changes
     * nothing.
     *
     * @throws IllegalStateException when another block minted it before: that must never happen
     */
    public void minted(OutPoint outPoint, long sidechainHeight) {
        Long before = minted.putIfAbsent(outPoint, sidechainHeight);
        if (before != null && before != sidechainHeight) {
            throw new IllegalStateException(
                    "deposit " + outPoint + " is minted at height " + before + " and again at " + sidechainHeight);
        }
        find(outPoint).ifPresent(this::put);
    }

    /** The height of the sidechain that minted the deposit. */
    public OptionalLong mintedAt(OutPoint outPoint) {
        Long height = minted.get(outPoint);
        return height == null ? OptionalLong.empty() : OptionalLong.of(height);
    }

    /** Height of the last block connected; one below the start when there is none. */
    public int tipHeight() {
        return tipHeight;
    }

    /** Blocks from this one to the tip, both included. */
    public int depthAt(int height) {
        return tipHeight - height + 1;
    }

    /** Whether a deposit at this height may be minted. */
    public boolean isDeepEnough(int height) {
        return depthAt(height) >= terms.confirmations();
    }

    /** Deposits that may be minted now, in Bitcoin's order, at most {@code most} and none of {@code excluded}. */
    public List<Deposit> mintable(int most, Set<OutPoint> excluded) {
        return waiting.values().stream()
                .takeWhile(deposit -> isDeepEnough(deposit.height()))
                .filter(deposit -> !excluded.contains(deposit.outPoint()))
                .limit(most)
                .toList();
    }

    /** Deposits that can be minted and are not, deep enough or not, in Bitcoin's order. */
    public List<Deposit> waiting() {
        return List.copyOf(waiting.values());
    }

    public int waitingCount() {
        return waiting.size();
    }

    /** The sum of {@link #waiting}. */
    public Sats waitingAmount() {
        return waitingAmount;
    }

    /**
     * Judges what a block of the sidechain claims of a deposit.
     *
     * @param active the block that the caller knows to be at {@link PegInClaim#height} of the chain this book stands on, if it
     *     still knows
     */
    public ClaimVerdict verify(PegInClaim claim, Optional<BlockHash> active) {
        return switch (new ClaimCheck(parser).check(claim)) {
            case ClaimCheck.Outcome.Wrong(String reason) -> new ClaimVerdict.Invalid(reason);
            case ClaimCheck.Outcome.Consistent(OutPoint outPoint) -> verify(claim, outPoint, active);
        };
    }

    private ClaimVerdict verify(PegInClaim claim, OutPoint outPoint, Optional<BlockHash> active) {
        OptionalLong mintedAt = mintedAt(outPoint);
        if (mintedAt.isPresent()) {
            return new ClaimVerdict.Invalid("minted already, at height " + mintedAt.getAsLong());
        }
        Optional<ListedDeposit> found =
                find(outPoint).filter(entry -> entry.deposit().block().equals(claim.block()));
        if (found.isEmpty()) {
            return active.equals(Optional.of(claim.block()))
                    ? new ClaimVerdict.Invalid("block " + claim.block() + " does not hold the deposit")
                    : new ClaimVerdict.Unknown("block " + claim.block() + " at height " + claim.height()
                            + " is not in the active chain seen up to height " + tipHeight);
        }
        return verify(claim, found.get());
    }

    private ClaimVerdict verify(PegInClaim claim, ListedDeposit found) {
        Deposit deposit = found.deposit();
        if (claim.height() != deposit.height() || claim.transactionIndex() != deposit.transactionIndex()) {
            return new ClaimVerdict.Invalid("the deposit is transaction " + deposit.transactionIndex() + " at height "
                    + deposit.height() + ", not " + claim.transactionIndex() + " at " + claim.height());
        }
        if (!deposit.proof().map(DepositProof::merkleBranch).equals(Optional.of(claim.merkleBranch()))) {
            return new ClaimVerdict.Invalid("the Merkle branch does not lead to block " + claim.block());
        }
        if (found.spentAt().isPresent()) {
            return new ClaimVerdict.Unknown(
                    "the output is spent at height " + found.spentAt().getAsInt() + ", so that no coins are behind it");
        }
        return isDeepEnough(deposit.height())
                ? new ClaimVerdict.Valid()
                : new ClaimVerdict.Unknown(
                        depthAt(deposit.height()) + " of " + terms.confirmations() + " confirmations");
    }

    /**
     * The federation's coins at the tip.
     *
     * @param mintedUnfinished deposits that count as minted though no final block has minted them yet
     */
    public Holdings holdings(Set<OutPoint> mintedUnfinished) {
        Sats unfinished = Sats.ZERO;
        for (OutPoint outPoint : mintedUnfinished) {
            Optional<ListedDeposit> entry = find(outPoint)
                    .filter(found ->
                            found.spentAt().isEmpty() && found.mintedAt().isEmpty());
            unfinished =
                    unfinished.plus(entry.map(found -> found.deposit().amount()).orElse(Sats.ZERO));
        }
        return new Holdings(held, heldUnminted.minus(unfinished));
    }

    /** Minted deposits that Bitcoin took back and did not confirm again: coins without backing. Empty in honest times. */
    public List<OutPoint> lost() {
        return takenBack.stream().filter(minted::containsKey).toList();
    }

    /** All outputs that ever paid the federation, newest first. */
    public List<ListedDeposit> newest(int count, int skip) {
        return listed.descendingMap().values().stream().skip(skip).limit(count).toList();
    }

    /** The book as bytes; equal books have equal bytes. */
    public byte[] encode() {
        return PegInBookCodec.encode(this);
    }

    /** Decodes what {@link #encode} returned, under the same terms. */
    public static Decoded<PegInBook> decode(byte[] bytes, PegInTerms terms) {
        return PegInBookCodec.decode(bytes, terms);
    }

    int startHeight() {
        return terms.startHeight();
    }

    List<ListedDeposit> inOrder() {
        return List.copyOf(listed.values());
    }

    /** Mints of deposits that are not in the chain as this book sees it. */
    NavigableMap<OutPoint, Long> mintedUnseen() {
        NavigableMap<OutPoint, Long> unseen = new TreeMap<>(minted);
        unseen.keySet().removeAll(places.keySet());
        return unseen;
    }

    List<OutPoint> takenBack() {
        return new ArrayList<>(takenBack);
    }

    void restoreTakenBack(OutPoint outPoint) {
        takenBack.add(outPoint);
    }

    private Optional<ListedDeposit> find(OutPoint outPoint) {
        return Optional.ofNullable(places.get(outPoint)).map(listed::get);
    }

    /** Adds or replaces an entry; if it is minted, it becomes so now. */
    void put(ListedDeposit given) {
        OutPoint outPoint = given.deposit().outPoint();
        OptionalLong mintedAt = mintedAt(outPoint);
        ListedDeposit entry = mintedAt.isPresent() ? given.minted(mintedAt.getAsLong()) : given;
        find(outPoint).ifPresent(this::uncount);
        Place place = entry.deposit().place();
        listed.put(place, entry);
        places.put(outPoint, place);
        takenBack.remove(outPoint);
        count(entry);
    }

    private void count(ListedDeposit entry) {
        Sats amount = entry.deposit().amount();
        if (entry.spentAt().isEmpty()) {
            held = held.plus(amount);
            heldUnminted = entry.mintedAt().isEmpty() ? heldUnminted.plus(amount) : heldUnminted;
        }
        if (entry.isWaiting()) {
            waiting.put(entry.deposit().place(), entry.deposit());
            waitingAmount = waitingAmount.plus(amount);
        }
    }

    private void uncount(ListedDeposit entry) {
        Sats amount = entry.deposit().amount();
        if (entry.spentAt().isEmpty()) {
            held = held.minus(amount);
            heldUnminted = entry.mintedAt().isEmpty() ? heldUnminted.minus(amount) : heldUnminted;
        }
        if (entry.isWaiting()) {
            waiting.remove(entry.deposit().place());
            waitingAmount = waitingAmount.minus(amount);
        }
    }
}

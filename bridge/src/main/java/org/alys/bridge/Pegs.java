package org.alys.bridge;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.alys.bitcoin.follow.ChainEvent;
import org.alys.bitcoin.follow.FollowCursor;
import org.alys.bitcoin.tx.Decoded;
import org.alys.bitcoin.tx.OutPoint;

/**
 * All that the bridge knows of both pegs: deposits, how far Bitcoin was read, and requests for bitcoin. It changes by events alone,
 * and whoever keeps the events has all of it. For one thread; an event that cannot be applied leaves it in no defined state.
 */
public final class Pegs {
    private final PegInBook pegIns;
    private final PegOutBook pegOuts;
    private FollowCursor cursor;
    private Optional<PegEvent.Minted> lastMint;

    Pegs(PegInBook pegIns, PegOutBook pegOuts, FollowCursor cursor, Optional<PegEvent.Minted> lastMint) {
        this.pegIns = pegIns;
        this.pegOuts = pegOuts;
        this.cursor = cursor;
        this.lastMint = lastMint;
        requireSameTip();
    }

    /** Nothing known yet. {@code window} is how many blocks a reorganisation of Bitcoin may replace. */
    public Pegs(PegInTerms terms, int window) {
        this(
                new PegInBook(terms),
                new PegOutBook(),
                FollowCursor.startingAt(terms.startHeight(), window),
                Optional.empty());
    }

    private void requireSameTip() {
        if (cursor.tipHeight() != pegIns.tipHeight()) {
            throw new IllegalArgumentException(
                    "the book stands at Bitcoin block " + pegIns.tipHeight() + ", the cursor at " + cursor.tipHeight());
        }
    }

    public PegInBook pegIns() {
        return pegIns;
    }

    public PegOutBook pegOuts() {
        return pegOuts;
    }

    /** Where Bitcoin is read on. */
    public FollowCursor cursor() {
        return cursor;
    }

    /** The mint that was told last. */
    public Optional<PegEvent.Minted> lastMint() {
        return lastMint;
    }

    /**
     * What changes of Bitcoin's chain mean; changes nothing.
     *
     * @throws IllegalArgumentException when a block contradicts its header
     */
    public List<PegEvent> events(List<ChainEvent> changes) {
        List<PegEvent> events = new ArrayList<>(changes.size());
        Set<OutPoint> fresh = new HashSet<>();
        for (ChainEvent change : changes) {
            events.add(
                    switch (change) {
                        case ChainEvent.Connected(int height, var _, var block) -> {
                            PegEvent.Connected found = pegIns.scan(height, block, fresh);
                            found.deposits().forEach(deposit -> fresh.add(deposit.outPoint()));
                            yield found;
                        }
                        case ChainEvent.Disconnected(int height, var hash) -> new PegEvent.Disconnected(height, hash);
                    });
        }
        return events;
    }

    /**
     * Takes an event in.
     *
     * @throws IllegalArgumentException when a block does not fit the tip
     * @throws IllegalStateException when a deposit is minted twice, or a request changed: that must never happen
     */
    public void apply(PegEvent event) {
        switch (event) {
            case PegEvent.Connected connected -> {
                pegIns.connect(connected);
                cursor = cursor.connect(connected.hash());
            }
            case PegEvent.Disconnected(int height, var hash) -> {
                pegIns.disconnect(height, hash);
                cursor = cursor.disconnect();
            }
            case PegEvent.Minted minted -> {
                pegIns.minted(minted.deposit(), minted.height());
                lastMint = Optional.of(minted);
            }
            case PegEvent.PegOutRequested(PegOutId id, PegOutRequest request) -> pegOuts.requested(id, request);
        }
    }

    /** All of it as bytes; equal pegs have equal bytes. */
    public byte[] encode() {
        return PegEventCodec.encode(this);
    }

    /** Decodes what {@link #encode} returned, under the same terms. */
    public static Decoded<Pegs> decode(byte[] bytes, PegInTerms terms) {
        return PegEventCodec.decodePegs(bytes, terms);
    }

    /** Decodes what {@link PegEvent#encode} returned. */
    public static Decoded<PegEvent> decodeEvent(byte[] bytes) {
        return PegEventCodec.decodeEvent(bytes);
    }
}

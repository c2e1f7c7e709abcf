package org.alys.bridge.pegin;

import org.alys.bitcoin.tx.OutPoint;
import org.alys.primitives.Sats;

/** What the caller must carry out, in one atomic write with the new book. */
public sealed interface BookEffect {
    /** Store that the outpoint is minted, for ever. */
    record MintRecorded(OutPoint outPoint, Mint mint) implements BookEffect {}

    /** The sidechain gave up the block that minted it: remove the record. */
    record MintForgotten(OutPoint outPoint) implements BookEffect {}

    /** Store the coin. */
    record CoinAdded(FederationCoin coin) implements BookEffect {}

    /** Remove the coin. */
    record CoinRemoved(OutPoint outPoint) implements BookEffect {}

    /** The book drops it, for it cannot change any more: store it for listings. */
    record Retired(PegInListing listing) implements BookEffect {}

    /** Bitcoin gave up a deposit that is minted: stop signing, alert. */
    record MintedDepositLost(OutPoint outPoint, Sats amount, Mint mint) implements BookEffect {}

    /** A lost one is back in the active chain. */
    record MintedDepositRestored(OutPoint outPoint) implements BookEffect {}
}

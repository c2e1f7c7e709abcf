package org.alys.bridge;

import java.util.List;
import org.alys.bitcoin.tx.BlockHash;
import org.alys.bitcoin.tx.OutPoint;

/** What changes the pegs. The same events in the same order give the same {@link Pegs}. */
public sealed interface PegEvent {
    /**
     * Bitcoin's chain grew by a block.
     *
     * @param deposits what it pays the federation, in its order
     * @param spent outputs of the federation that it spends
     */
    record Connected(int height, BlockHash hash, List<Deposit> deposits, List<OutPoint> spent) implements PegEvent {
        public Connected {
            deposits = List.copyOf(deposits);
            spent = List.copyOf(spent);
        }
    }

    /** Bitcoin's chain lost its last block. */
    record Disconnected(int height, BlockHash hash) implements PegEvent {}

    /** A federation-final block of the sidechain minted a deposit. */
    record Minted(OutPoint deposit, long height) implements PegEvent {}

    /** A federation-final block of the sidechain made a request for bitcoin, and the bridge took it up. */
    record PegOutRequested(PegOutId id, PegOutRequest request) implements PegEvent {}

    /** The event as bytes; equal events have equal bytes. */
    default byte[] encode() {
        return PegEventCodec.encode(this);
    }
}

package org.alys.bridge.pegin;

import java.util.Optional;
import org.alys.bitcoin.tx.BlockHash;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Sats;

/** A payment that the book keeps an eye on. */
sealed interface Tracked {
    OutPoint outPoint();

    Sats amount();

    BitcoinPosition position();

    PegInListing listing(PegInState state);

    /** Will be minted when it is deep enough. */
    record Open(Deposit deposit) implements Tracked {
        @Override
        public OutPoint outPoint() {
            return deposit.outPoint();
        }

        @Override
        public Sats amount() {
            return deposit.amount();
        }

        @Override
        public BitcoinPosition position() {
            return deposit.position();
        }

        @Override
        public PegInListing listing(PegInState state) {
            return listingOf(deposit, state);
        }
    }

    /** Minted, and could still be lost, or given back by a sidechain reorg. */
    record Done(Deposit deposit, Mint mint) implements Tracked {
        @Override
        public OutPoint outPoint() {
            return deposit.outPoint();
        }

        @Override
        public Sats amount() {
            return deposit.amount();
        }

        @Override
        public BitcoinPosition position() {
            return deposit.position();
        }

        @Override
        public PegInListing listing(PegInState state) {
            return listingOf(deposit, state);
        }
    }

    /** Listed only. */
    record Bad(UnmintablePayment payment) implements Tracked {
        @Override
        public OutPoint outPoint() {
            return payment.outPoint();
        }

        @Override
        public Sats amount() {
            return payment.amount();
        }

        @Override
        public BitcoinPosition position() {
            return payment.position();
        }

        @Override
        public PegInListing listing(PegInState state) {
            return new PegInListing(
                    payment.outPoint(),
                    payment.amount(),
                    payment.recipient(),
                    payment.block(),
                    payment.position(),
                    state);
        }
    }

    private static PegInListing listingOf(Deposit deposit, PegInState state) {
        Optional<EvmAddress> recipient = Optional.of(deposit.recipient());
        BlockHash block = deposit.proof().block();
        return new PegInListing(deposit.outPoint(), deposit.amount(), recipient, block, deposit.position(), state);
    }
}

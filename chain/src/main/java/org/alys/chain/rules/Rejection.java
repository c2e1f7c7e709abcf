package org.alys.chain.rules;

import java.util.List;
import org.alys.bitcoin.auxpow.AuxPowRejection;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.evm.payload.Fork;
import org.alys.evm.payload.Withdrawal;
import org.alys.primitives.Bytes32;
import org.alys.primitives.Sats;

/** The rules that a block can break, each with the facts. */
public sealed interface Rejection {
    /** The stable name of the reason. */
    default String name() {
        return getClass().getSimpleName();
    }

    record WrongFork(Fork expected, Fork actual) implements Rejection {}

    /** The block does not stand on the state that it is judged against. */
    record WrongParent(Bytes32 expected, Bytes32 actual) implements Rejection {}

    record WrongHeight(long expected, long actual) implements Rejection {}

    record SlotNotAfterParent(long slot, long parentSlot) implements Rejection {}

    /** The slot starts later than {@code latest}, which a right clock allows. True now, not for ever: do not remember it. */
    record SlotInFuture(long slot, long latest) implements Rejection {}

    record WrongProposer(int expected, int actual) implements Rejection {}

    record BlockTooLarge(long bytes, long limit) implements Rejection {}

    /** A field of the payload that the rules fix has another value. */
    record WrongPayloadField(PayloadField field, String expected, String actual) implements Rejection {}

    /** The payload's fields that follow from the block's place in the chain. */
    enum PayloadField {
        NUMBER,
        PARENT_HASH,
        TIMESTAMP,
        PREV_RANDAO,
        FEE_RECIPIENT
    }

    /** Blobs have no place on this chain. */
    record BlobTransaction(int index) implements Rejection {}

    record BlobGasUsed(long gas) implements Rejection {}

    /** The execution layer calls the payload invalid. */
    record InvalidPayload(String reason) implements Rejection {}

    record TooManyPegIns(int count, int limit) implements Rejection {}

    /** The deposit at {@code index} does not come after the one before it in Bitcoin's order. */
    record PegInsOutOfOrder(int index) implements Rejection {}

    /** The deposit is twice in the block. */
    record DuplicatePegIn(OutPoint deposit) implements Rejection {}

    /** The deposit was minted by an ancestor. */
    record PegInAlreadyMinted(OutPoint deposit) implements Rejection {}

    record PegInBelowMinimum(OutPoint deposit, Sats amount, Sats minimum) implements Rejection {}

    /** Bitcoin says otherwise. */
    record InvalidPegIn(OutPoint deposit, String reason) implements Rejection {}

    /** No request on this chain can be paid yet, so none can be proposed or settled. */
    record UnexpectedPegOuts(int proposals, int settled) implements Rejection {}

    /** Miner, members, refunds and deposits together need more withdrawals than a block has. */
    record TooManyWithdrawals(int count, int limit) implements Rejection {}

    record WrongWithdrawals(List<Withdrawal> expected, List<Withdrawal> actual) implements Rejection {}

    /** Too many blocks since the last Bitcoin-final one: only a block with a proof may follow. */
    record MissingAuxPow(long blocksWithout, long limit) implements Rejection {}

    /** No ancestor that is not final yet has that root. */
    record RangeEndNotAncestor(Bytes32 rangeEnd) implements Rejection {}

    /** The proof: its range, its bits, its form or its work. */
    record InvalidAuxPow(AuxPowRejection reason) implements Rejection {}
}

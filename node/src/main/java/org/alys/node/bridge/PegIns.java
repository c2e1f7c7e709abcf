package org.alys.node.bridge;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.OptionalLong;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.bridge.Deposit;
import org.alys.bridge.Eligibility;
import org.alys.bridge.PegInBook;
import org.alys.bridge.PegInClaim;
import org.alys.chain.block.PegIn;
import org.alys.node.http.PegInView;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;

/** The same deposit in the words of Bitcoin's side, of the chain, of the database and of the RPC. */
public final class PegIns {
    private PegIns() {}

    /** The key of a deposit in the database: Bitcoin's 36 bytes of an outpoint. */
    public static Bytes key(OutPoint deposit) {
        byte[] bytes = new byte[OutPoint.SIZE];
        deposit.txid().bytes().copyTo(bytes, 0);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(Bytes32.SIZE, (int) deposit.index());
        return Bytes.of(bytes);
    }

    static PegIn pegIn(Deposit deposit) {
        return new PegIn(
                deposit.block(),
                deposit.height(),
                deposit.transactionIndex(),
                deposit.outPoint().index(),
                deposit.transaction(),
                deposit.branch().nodes(),
                deposit.amount(),
                recipient(deposit));
    }

    static PegInClaim claim(PegIn pegIn) {
        return new PegInClaim(
                pegIn.outPoint(),
                pegIn.bitcoinBlock(),
                pegIn.bitcoinHeight(),
                pegIn.transactionIndex(),
                pegIn.transaction(),
                pegIn.merkleBranch(),
                pegIn.amount(),
                pegIn.recipient());
    }

    static PegInView view(PegInBook book, Deposit deposit) {
        OptionalLong minted = book.mintedHeight(deposit.outPoint());
        return new PegInView(
                deposit.outPoint().txid().bytes(),
                Math.toIntExact(deposit.outPoint().index()),
                deposit.block().bytes(),
                deposit.height(),
                recipient(deposit),
                deposit.amount(),
                status(book, deposit, minted),
                minted.isPresent() ? Optional.of(minted.getAsLong()) : Optional.empty());
    }

    private static PegInView.Status status(PegInBook book, Deposit deposit, OptionalLong minted) {
        if (minted.isPresent()) {
            return PegInView.Status.MINTED;
        }
        return switch (deposit.eligibility()) {
            case Eligibility.Mintable _ ->
                book.depth(deposit) >= book.confirmations() ? PegInView.Status.CONFIRMED : PegInView.Status.WAITING;
            case Eligibility.TooSmall _ -> PegInView.Status.TOO_SMALL;
            case Eligibility.Unaddressed _ -> PegInView.Status.UNADDRESSED;
        };
    }

    private static EvmAddress recipient(Deposit deposit) {
        return switch (deposit.eligibility()) {
            case Eligibility.Mintable(var recipient) -> recipient;
            case Eligibility.TooSmall(var recipient) -> recipient;
            case Eligibility.Unaddressed _ -> EvmAddress.ZERO;
        };
    }
}

package org.alys.node.bridge;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.OptionalLong;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.bitcoin.tx.Txid;
import org.alys.bridge.Deposit;
import org.alys.bridge.Eligibility;
import org.alys.bridge.ListedDeposit;
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

    /** The deposit with this key. */
    static OutPoint outPoint(Bytes key) {
        byte[] bytes = key.toArray();
        long index = Integer.toUnsignedLong(
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(Bytes32.SIZE));
        return new OutPoint(new Txid(Bytes32.copyOf(bytes, 0)), index);
    }

    /** A deposit with its proof, as a block carries it; empty when it cannot be minted or is minted already. */
    static Optional<PegIn> pegIn(Deposit deposit) {
        return deposit.proof()
                .flatMap(proof -> deposit.recipient()
                        .map(recipient -> new PegIn(
                                deposit.block(),
                                deposit.height(),
                                deposit.transactionIndex(),
                                deposit.outPoint().index(),
                                proof.transaction(),
                                proof.merkleBranch(),
                                deposit.amount(),
                                recipient)));
    }

    static PegInClaim claim(PegIn pegIn) {
        return new PegInClaim(
                pegIn.bitcoinBlock(),
                pegIn.bitcoinHeight(),
                pegIn.transactionIndex(),
                pegIn.outputIndex(),
                pegIn.transaction(),
                pegIn.merkleBranch(),
                pegIn.amount(),
                pegIn.recipient());
    }

    /** A deposit that credits nobody is shown with the zero address. */
    static PegInView view(PegInBook book, ListedDeposit entry) {
        Deposit deposit = entry.deposit();
        OptionalLong minted = entry.mintedAt();
        return new PegInView(
                deposit.outPoint().txid().bytes(),
                Math.toIntExact(deposit.outPoint().index()),
                deposit.block().bytes(),
                deposit.height(),
                deposit.recipient().orElse(EvmAddress.ZERO),
                deposit.amount(),
                status(book, entry),
                minted.isPresent() ? Optional.of(minted.getAsLong()) : Optional.empty());
    }

    private static PegInView.Status status(PegInBook book, ListedDeposit entry) {
        if (entry.mintedAt().isPresent()) {
            return PegInView.Status.MINTED;
        }
        return switch (entry.deposit().eligibility()) {
            case Eligibility.Mintable _ ->
                book.isDeepEnough(entry.deposit().height()) ? PegInView.Status.CONFIRMED : PegInView.Status.WAITING;
            case Eligibility.TooSmall _ -> PegInView.Status.TOO_SMALL;
            case Eligibility.Refused _ -> PegInView.Status.UNADDRESSED;
        };
    }
}

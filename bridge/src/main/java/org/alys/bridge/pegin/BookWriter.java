package org.alys.bridge.pegin;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.alys.bitcoin.tx.BitcoinWriter;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.primitives.Bytes;
import org.alys.primitives.EvmAddress;

/** Writes what {@link BookReader} reads. Equal states give equal bytes: maps are written in the order of their keys. */
final class BookWriter {
    static final int VERSION = 1;
    static final int OPEN = 0;
    static final int DONE = 1;
    static final int BAD = 2;

    private final BitcoinWriter writer = new BitcoinWriter(1024);

    private BookWriter() {}

    static byte[] encode(BookState state) {
        BookWriter book = new BookWriter();
        book.write(state);
        return book.writer.toArray();
    }

    private void write(BookState state) {
        writer.writeByte(VERSION).writeInt32(state.tipHeight()).writeInt64(state.finalHeight());
        writer.writeInt64(state.retiredMintedSats()).writeInt64(state.retiredUnmintableSats());
        writer.writeCompactSize(state.recent().size());
        state.recent().forEach(this::writeRecent);
        writeAll(state.tracked().values());
        writeAll(state.lost().values());
    }

    private void writeRecent(RecentBlock block) {
        writer.writeBytes32(block.hash().bytes())
                .writeCompactSize(block.payments().size());
        block.payments().forEach(this::writeOutPoint);
        writeCoins(block.created());
        writeCoins(block.spent());
    }

    private void writeCoins(List<FederationCoin> coins) {
        writer.writeCompactSize(coins.size());
        coins.forEach(coin -> coin.write(writer));
    }

    private void writeAll(Collection<? extends Tracked> entries) {
        writer.writeCompactSize(entries.size());
        entries.stream().sorted(Comparator.comparing(Tracked::outPoint)).forEach(this::writeTracked);
    }

    private void writeTracked(Tracked entry) {
        switch (entry) {
            case Tracked.Open(Deposit deposit) -> {
                writer.writeByte(OPEN);
                writeDeposit(deposit);
            }
            case Tracked.Done(Deposit deposit, Mint mint) -> {
                writer.writeByte(DONE);
                writeDeposit(deposit);
                writer.writeInt64(mint.height()).writeBytes32(mint.blockRoot());
            }
            case Tracked.Bad(UnmintablePayment payment) -> {
                writer.writeByte(BAD);
                writePayment(payment);
            }
        }
    }

    private void writeDeposit(Deposit deposit) {
        writeOutPoint(deposit.outPoint());
        writer.writeInt64(deposit.amount().value())
                .writeArray(deposit.recipient().toArray());
        DepositProof proof = deposit.proof();
        writer.writeBytes32(proof.block().bytes()).writeInt32(proof.height()).writeInt32(proof.transactionIndex());
        writer.writeVarBytes(proof.transaction());
        proof.branch().write(writer);
    }

    private void writePayment(UnmintablePayment payment) {
        writeOutPoint(payment.outPoint());
        writer.writeInt64(payment.amount().value());
        Optional<EvmAddress> recipient = payment.recipient();
        writer.writeVarBytes(
                recipient.map(address -> Bytes.of(address.toArray())).orElse(Bytes.EMPTY));
        writer.writeBytes32(payment.block().bytes())
                .writeInt32(payment.position().height());
        writer.writeInt32(payment.position().transactionIndex())
                .writeByte(payment.reason().code());
    }

    private void writeOutPoint(OutPoint outPoint) {
        writer.writeBytes32(outPoint.txid().bytes()).writeInt32(outPoint.index());
    }
}

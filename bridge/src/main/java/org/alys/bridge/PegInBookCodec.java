package org.alys.bridge;

import java.util.HashMap;
import java.util.Map;
import org.alys.bitcoin.tx.BitcoinReader;
import org.alys.bitcoin.tx.BitcoinWriter;
import org.alys.bitcoin.tx.BlockHash;
import org.alys.bitcoin.tx.Decoded;
import org.alys.bitcoin.tx.MalformedBytesException;
import org.alys.bitcoin.tx.MerkleBranch;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.bitcoin.tx.Txid;
import org.alys.bridge.Eligibility.AddressProblem;
import org.alys.primitives.Bytes;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Sats;

/** The book as bytes, for one write together with the follower's cursor. Versioned; what cannot be read is refused whole. */
public final class PegInBookCodec {
    private static final int VERSION = 1;
    private static final int MAX_SIZE = 1 << 30;
    private static final int SMALLEST_DEPOSIT = 100;
    private static final int MINTABLE = 0;
    private static final int TOO_SMALL = 1;
    private static final int UNADDRESSED = 2;

    private PegInBookCodec() {}

    public static Bytes encode(PegInBook book) {
        BitcoinWriter writer = new BitcoinWriter(64 + 400 * book.deposits.size());
        writer.writeByte(VERSION).writeInt32(book.tipHeight);
        writer.writeCompactSize(book.deposits.size());
        book.deposits.values().stream().sorted(Deposit.BITCOIN_ORDER).forEach(deposit -> write(writer, deposit));
        writer.writeCompactSize(book.spentAt.size());
        book.spentAt.forEach((outPoint, height) -> write(writer, outPoint).writeInt32(height));
        writer.writeCompactSize(book.mintedAt.size());
        book.mintedAt.forEach((outPoint, height) -> write(writer, outPoint).writeInt64(height));
        return Bytes.of(writer.toArray());
    }

    /** Reads what {@link #encode} wrote, for the same network. */
    public static Decoded<PegInBook> decode(byte[] bytes, DepositParser parser, int confirmations) {
        return Decoded.decode(bytes, MAX_SIZE, reader -> read(reader, parser, confirmations));
    }

    private static PegInBook read(BitcoinReader reader, DepositParser parser, int confirmations)
            throws MalformedBytesException {
        int version = reader.readByte();
        if (version != VERSION) {
            throw new MalformedBytesException(0, "unknown version " + version + " of the peg-in book");
        }
        int tipHeight = reader.readInt32();
        Map<OutPoint, Deposit> deposits = new HashMap<>();
        for (int left = reader.readCount(SMALLEST_DEPOSIT); left > 0; left--) {
            Deposit deposit = readDeposit(reader);
            deposits.put(deposit.outPoint(), deposit);
        }
        Map<OutPoint, Integer> spentAt = new HashMap<>();
        for (int left = reader.readCount(OutPoint.SIZE); left > 0; left--) {
            spentAt.put(readOutPoint(reader), reader.readInt32());
        }
        Map<OutPoint, Long> mintedAt = new HashMap<>();
        for (int left = reader.readCount(OutPoint.SIZE); left > 0; left--) {
            mintedAt.put(readOutPoint(reader), reader.readInt64());
        }
        return new PegInBook(parser, confirmations, tipHeight, deposits, spentAt, mintedAt);
    }

    private static void write(BitcoinWriter writer, Deposit deposit) {
        write(writer, deposit.outPoint()).writeInt64(deposit.amount().value());
        switch (deposit.eligibility()) {
            case Eligibility.Mintable(var recipient) ->
                writer.writeByte(MINTABLE).writeArray(recipient.toArray());
            case Eligibility.TooSmall(var recipient) ->
                writer.writeByte(TOO_SMALL).writeArray(recipient.toArray());
            case Eligibility.Unaddressed(var problem) ->
                writer.writeByte(UNADDRESSED).writeByte(problem.code());
        }
        writer.writeBytes32(deposit.block().bytes()).writeInt32(deposit.height());
        writer.writeInt32(deposit.transactionIndex()).writeVarBytes(deposit.transaction());
        deposit.branch().write(writer);
    }

    private static Deposit readDeposit(BitcoinReader reader) throws MalformedBytesException {
        OutPoint outPoint = readOutPoint(reader);
        long amount = reader.readInt64();
        if (amount < 0 || amount > Sats.MAX_MONEY.value()) {
            throw new MalformedBytesException(reader.position(), "impossible amount " + amount);
        }
        return new Deposit(
                outPoint,
                new Sats(amount),
                readEligibility(reader),
                new BlockHash(reader.readBytes32()),
                reader.readInt32(),
                reader.readInt32(),
                reader.readVarBytes(),
                MerkleBranch.read(reader));
    }

    private static Eligibility readEligibility(BitcoinReader reader) throws MalformedBytesException {
        int kind = reader.readByte();
        return switch (kind) {
            case MINTABLE -> new Eligibility.Mintable(EvmAddress.of(reader.readArray(EvmAddress.SIZE)));
            case TOO_SMALL -> new Eligibility.TooSmall(EvmAddress.of(reader.readArray(EvmAddress.SIZE)));
            case UNADDRESSED -> {
                int code = reader.readByte();
                yield new Eligibility.Unaddressed(AddressProblem.ofCode(code)
                        .orElseThrow(() -> new MalformedBytesException(reader.position(), "unknown problem " + code)));
            }
            default -> throw new MalformedBytesException(reader.position(), "unknown eligibility " + kind);
        };
    }

    private static BitcoinWriter write(BitcoinWriter writer, OutPoint outPoint) {
        return writer.writeBytes32(outPoint.txid().bytes()).writeInt32(outPoint.index());
    }

    private static OutPoint readOutPoint(BitcoinReader reader) throws MalformedBytesException {
        return new OutPoint(new Txid(reader.readBytes32()), reader.readUnsignedInt32());
    }
}

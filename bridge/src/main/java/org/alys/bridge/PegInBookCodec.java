package org.alys.bridge;

import java.util.List;
import java.util.Map;
import org.alys.bitcoin.tx.BitcoinReader;
import org.alys.bitcoin.tx.BitcoinWriter;
import org.alys.bitcoin.tx.Decoded;
import org.alys.bitcoin.tx.MalformedBytesException;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.primitives.Bytes;

/**
 * The stored form of a {@link PegInBook}, in Bitcoin's encoding: version, start and tip height; the proofs, each once; the
 * deposits in their order; mints of deposits that are not in the chain; deposits taken back. A book has one form.
 */
final class PegInBookCodec {
    private static final int VERSION = 1;
    private static final int MAX_SIZE = 1 << 30;

    private PegInBookCodec() {}

    static byte[] encode(PegInBook book) {
        List<ListedDeposit> entries = book.inOrder();
        BitcoinWriter writer = new BitcoinWriter(64 + 150 * entries.size());
        writer.writeByte(VERSION).writeInt32(book.startHeight()).writeInt32(book.tipHeight());
        DepositCodec.write(writer, entries);
        Map<OutPoint, Long> unseen = book.mintedUnseen();
        writer.writeCompactSize(unseen.size());
        unseen.forEach(
                (outPoint, height) -> DepositCodec.write(writer, outPoint).writeInt64(height));
        writer.writeCompactSize(book.takenBack().size());
        book.takenBack().forEach(outPoint -> DepositCodec.write(writer, outPoint));
        return writer.toArray();
    }

    static Decoded<PegInBook> decode(byte[] bytes, PegInTerms terms) {
        return Decoded.decode(bytes, MAX_SIZE, reader -> {
            PegInBook book = readMoney(reader, terms);
            if (!Bytes.of(encode(book)).equals(Bytes.of(bytes))) {
                throw new MalformedBytesException(0, "not the form in which a book is stored");
            }
            return book;
        });
    }

    /** Numbers may each be in range and their sum more than all bitcoin there are. */
    private static PegInBook readMoney(BitcoinReader reader, PegInTerms terms) throws MalformedBytesException {
        try {
            return read(reader, terms);
        } catch (IllegalArgumentException e) {
            throw new MalformedBytesException(reader.position(), String.valueOf(e.getMessage()));
        }
    }

    private static PegInBook read(BitcoinReader reader, PegInTerms terms) throws MalformedBytesException {
        int version = reader.readByte();
        int startHeight = reader.readInt32();
        int tipHeight = reader.readInt32();
        if (version != VERSION || startHeight != terms.startHeight() || tipHeight < startHeight - 1) {
            throw new MalformedBytesException(
                    0, "version " + version + ", start height " + startHeight + ", tip height " + tipHeight);
        }
        PegInBook book = new PegInBook(terms, tipHeight);
        for (ListedDeposit entry : DepositCodec.read(reader)) {
            add(book, entry, reader);
        }
        int unseen = reader.readCount(DepositCodec.OUT_POINT_SIZE + Long.BYTES);
        for (int i = 0; i < unseen; i++) {
            OutPoint outPoint = DepositCodec.readOutPoint(reader);
            mint(book, outPoint, reader.readInt64(), reader);
        }
        int takenBack = reader.readCount(DepositCodec.OUT_POINT_SIZE);
        for (int i = 0; i < takenBack; i++) {
            book.restoreTakenBack(DepositCodec.readOutPoint(reader));
        }
        return book;
    }

    private static void add(PegInBook book, ListedDeposit entry, BitcoinReader reader) throws MalformedBytesException {
        Deposit deposit = entry.deposit();
        if (deposit.height() < book.startHeight() || deposit.height() > book.tipHeight()) {
            throw new MalformedBytesException(reader.position(), "deposit at height " + deposit.height());
        }
        if (deposit.isMintable()
                && entry.mintedAt().isEmpty()
                && deposit.proof().isEmpty()) {
            throw new MalformedBytesException(reader.position(), "deposit without a proof");
        }
        if (entry.mintedAt().isPresent()) {
            mint(book, deposit.outPoint(), entry.mintedAt().getAsLong(), reader);
        }
        book.put(entry);
    }

    private static void mint(PegInBook book, OutPoint outPoint, long height, BitcoinReader reader)
            throws MalformedBytesException {
        if (height < 0 || book.mintedAt(outPoint).isPresent()) {
            throw new MalformedBytesException(reader.position(), "minted twice or at no height: " + outPoint);
        }
        book.minted(outPoint, height);
    }
}

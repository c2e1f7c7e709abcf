package org.alys.node.bridge;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.alys.actor.ActorRef;
import org.alys.actor.Reply;
import org.alys.bitcoin.follow.ChainEvent;
import org.alys.bitcoin.follow.FollowCursor;
import org.alys.bitcoin.follow.FollowStep;
import org.alys.bitcoin.tx.Decoded;
import org.alys.bridge.PegInBook;
import org.alys.bridge.PegInTerms;
import org.alys.node.storage.StorageMessage;
import org.alys.primitives.Bytes;
import org.alys.storage.ImportBatch;
import org.alys.storage.MintedDeposit;

/**
 * The book, the follower's cursor and the last mint that the book knows, always stored together. A change that cannot be stored throws: then this object is
 * ahead of the disk and must be thrown away with the actor that owns it.
 */
final class StoredBook {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int REORG_WINDOW = 2_016;
    private static final String BOOK = "peg-in-book";
    private static final String CURSOR = "follow-cursor";
    private static final String LAST_MINT = "last-mint";
    private static final int PAGE = 1000;

    private final ActorRef<StorageMessage> storage;
    private final PegInBook book;
    private FollowCursor cursor;
    private Optional<MintedDeposit> lastMint;

    /** What storage holds, or the beginning. */
    StoredBook(PegInTerms terms, ActorRef<StorageMessage> storage) {
        this.storage = storage;
        this.book = read(BOOK)
                .map(bytes -> required(BOOK, PegInBook.decode(bytes.toArray(), terms)))
                .orElseGet(() -> new PegInBook(terms));
        this.cursor = read(CURSOR)
                .map(bytes -> required(CURSOR, FollowCursor.decode(bytes.toArray())))
                .orElseGet(() -> FollowCursor.startingAt(terms.startHeight(), REORG_WINDOW));
        this.lastMint = read(LAST_MINT).map(MintedDeposit::ofKey);
        if (cursor.tipHeight() != book.tipHeight()) {
            throw new IllegalStateException("the stored book stands at Bitcoin block " + book.tipHeight()
                    + ", the stored cursor at " + cursor.tipHeight());
        }
    }

    private Optional<Bytes> read(String name) {
        return storage.ask((Reply<Optional<Bytes>> reply) -> new StorageMessage.GetBridge(name, reply), PATIENCE);
    }

    private static <T> T required(String name, Decoded<T> decoded) {
        return switch (decoded) {
            case Decoded.Valid<T>(T value) -> value;
            case Decoded.Malformed<T>(int offset, String reason) ->
                throw new IllegalStateException("stored " + name + " is damaged at byte " + offset + ": " + reason);
        };
    }

    PegInBook book() {
        return book;
    }

    FollowCursor cursor() {
        return cursor;
    }

    /** What happened on Bitcoin. */
    void apply(FollowStep step) {
        if (step.events().isEmpty()) {
            return;
        }
        for (ChainEvent event : step.events()) {
            switch (event) {
                case ChainEvent.Connected(int height, var _, var block) -> book.connect(height, block);
                case ChainEvent.Disconnected(int height, var hash) -> book.disconnect(height, hash);
            }
        }
        cursor = step.cursor();
        write();
    }

    /** What final blocks of the sidechain minted since this was called last, in whatever run of the node. */
    void takeUpMints() {
        boolean more = true;
        while (more) {
            List<MintedDeposit> mints = storage.ask(
                    (Reply<List<MintedDeposit>> reply) -> new StorageMessage.GetMints(lastMint, PAGE, reply), PATIENCE);
            if (!mints.isEmpty()) {
                mints.forEach(mint -> book.minted(PegIns.outPoint(mint.outpoint()), mint.height()));
                lastMint = Optional.of(mints.getLast());
                write();
            }
            more = mints.size() == PAGE;
        }
    }

    private void write() {
        ImportBatch batch =
                new ImportBatch().bridge(BOOK, Bytes.of(book.encode())).bridge(CURSOR, Bytes.of(cursor.encode()));
        lastMint.ifPresent(mint -> batch.bridge(LAST_MINT, mint.key()));
        storage.ask((Reply<StorageMessage.Written> reply) -> new StorageMessage.Write(batch, reply), PATIENCE);
    }
}

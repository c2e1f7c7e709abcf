package org.alys.node.bridge;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.alys.actor.ActorRef;
import org.alys.actor.Reply;
import org.alys.bitcoin.follow.ChainEvent;
import org.alys.bitcoin.follow.FollowCursor;
import org.alys.bitcoin.follow.FollowStep;
import org.alys.bitcoin.tx.Decoded;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.bridge.Deposit;
import org.alys.bridge.PegInBook;
import org.alys.bridge.PegInTerms;
import org.alys.node.storage.StorageMessage;
import org.alys.primitives.Bytes;
import org.alys.storage.ImportBatch;

/**
 * The book and the follower's cursor, always stored together. A change that cannot be stored throws: then this object is
 * ahead of the disk and must be thrown away with the actor that owns it.
 */
final class StoredBook {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int REORG_WINDOW = 2_016;
    private static final String BOOK = "peg-in-book";
    private static final String CURSOR = "follow-cursor";

    private final ActorRef<StorageMessage> storage;
    private final PegInBook book;
    private FollowCursor cursor;

    /** What storage holds, or the beginning. */
    StoredBook(PegInTerms terms, ActorRef<StorageMessage> storage) {
        this.storage = storage;
        this.book = read(BOOK)
                .map(bytes -> required(BOOK, PegInBook.decode(bytes.toArray(), terms)))
                .orElseGet(() -> new PegInBook(terms));
        this.cursor = read(CURSOR)
                .map(bytes -> required(CURSOR, FollowCursor.decode(bytes.toArray())))
                .orElseGet(() -> FollowCursor.startingAt(terms.startHeight(), REORG_WINDOW));
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
                case ChainEvent.Connected(int height, var _, var block) -> learnMints(book.connect(height, block));
                case ChainEvent.Disconnected(int height, var hash) -> book.disconnect(height, hash);
            }
        }
        cursor = step.cursor();
        write();
    }

    /** What a final block of the sidechain minted. */
    void minted(List<OutPoint> outPoints, long height) {
        outPoints.forEach(outPoint -> book.minted(outPoint, height));
        write();
    }

    /** Mints that were stored and not heard of: a crash came between. */
    void reconcile() {
        if (learnMints(book.waiting())) {
            write();
        }
    }

    private boolean learnMints(List<Deposit> deposits) {
        boolean learned = false;
        for (Deposit deposit : deposits) {
            OutPoint outPoint = deposit.outPoint();
            if (deposit.proof().isPresent() && book.mintedAt(outPoint).isEmpty()) {
                OptionalLong height = storage.ask(
                        (Reply<OptionalLong> reply) -> new StorageMessage.GetMintedHeight(PegIns.key(outPoint), reply),
                        PATIENCE);
                height.ifPresent(at -> book.minted(outPoint, at));
                learned |= height.isPresent();
            }
        }
        return learned;
    }

    private void write() {
        ImportBatch batch =
                new ImportBatch().bridge(BOOK, Bytes.of(book.encode())).bridge(CURSOR, Bytes.of(cursor.encode()));
        storage.ask((Reply<StorageMessage.Written> reply) -> new StorageMessage.Write(batch, reply), PATIENCE);
    }
}

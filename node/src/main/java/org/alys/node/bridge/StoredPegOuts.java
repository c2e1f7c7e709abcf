package org.alys.node.bridge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.alys.actor.ActorRef;
import org.alys.actor.Reply;
import org.alys.bridge.PegOut;
import org.alys.bridge.PegOutBook;
import org.alys.bridge.PegOutId;
import org.alys.bridge.PegOutRequest;
import org.alys.bridge.PegOutState;
import org.alys.node.storage.StorageMessage;
import org.alys.primitives.Bytes;
import org.alys.primitives.ssz.Decoded;
import org.alys.storage.ImportBatch;
import org.alys.storage.PegOutKey;
import org.alys.storage.StoredPegOut;

/**
 * The book of peg-outs and its entries in the database. The chain stores requests with their blocks; a stored state says that
 * the bridge has taken one up. A change that cannot be stored throws, and this object must be thrown away with its actor.
 */
final class StoredPegOuts {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int PAGE = 1000;
    private static final int MAX_OPEN = 1000;

    private final ActorRef<StorageMessage> storage;
    private final PegOutBook book = new PegOutBook();

    StoredPegOuts(ActorRef<StorageMessage> storage) {
        this.storage = storage;
    }

    PegOutBook book() {
        return book;
    }

    /** Reads the requests of final blocks that are not in the book, and stores a state for those that have none. */
    void takeUp() {
        boolean more = true;
        while (more) {
            Optional<PegOutKey> last = book.last().map(StoredPegOuts::key);
            List<StoredPegOut> found = storage.ask(
                    (Reply<List<StoredPegOut>> reply) -> new StorageMessage.GetPegOuts(last, PAGE, reply), PATIENCE);
            ImportBatch acknowledged = new ImportBatch();
            found.forEach(stored -> add(stored, acknowledged));
            if (!acknowledged.isEmpty()) {
                storage.ask(
                        (Reply<StorageMessage.Written> reply) -> new StorageMessage.Write(acknowledged, reply),
                        PATIENCE);
            }
            more = found.size() == PAGE;
        }
    }

    private void add(StoredPegOut stored, ImportBatch acknowledged) {
        if (stored.state().isPresent()) {
            book.restore(new PegOut(
                    id(stored.key()), request(stored), state(stored.state().get())));
        } else {
            book.requested(id(stored.key()), request(stored))
                    .ifPresent(added -> acknowledged.pegOutState(
                            stored.key(),
                            Bytes.of(new byte[] {(byte) added.state().code()})));
        }
    }

    /** Newest first: those of blocks that may still be abandoned, then those in the book. */
    List<PegOut> newest(int count, int skip) {
        List<PegOut> open = storage
                .ask((Reply<List<StoredPegOut>> reply) -> new StorageMessage.GetOpenPegOuts(MAX_OPEN, reply), PATIENCE)
                .stream()
                .map(stored -> new PegOut(id(stored.key()), request(stored), PegOutState.REQUESTED))
                .toList();
        List<PegOut> newestOpen = new ArrayList<>(open).reversed();
        int taken = Math.min(skip, open.size());
        return Stream.concat(newestOpen.stream().skip(taken), book.newest(count, skip - taken).stream())
                .limit(count)
                .toList();
    }

    /** The name under which the database keeps a request. */
    static PegOutKey key(PegOutId id) {
        return new PegOutKey(id.slot(), id.block(), id.logIndex());
    }

    private static PegOutId id(PegOutKey key) {
        return new PegOutId(key.slot(), key.block(), key.logIndex());
    }

    private static PegOutRequest request(StoredPegOut stored) {
        return switch (PegOutRequest.decode(stored.request())) {
            case Decoded.Value<PegOutRequest>(PegOutRequest request) -> request;
            case Decoded.Malformed<PegOutRequest>(String reason) ->
                throw new IllegalStateException("the stored peg-out " + stored.key() + " is damaged: " + reason);
        };
    }

    private static PegOutState state(Bytes stored) {
        return Optional.of(stored)
                .filter(bytes -> bytes.size() == 1)
                .flatMap(bytes -> PegOutState.ofCode(bytes.get(0)))
                .orElseThrow(() -> new IllegalStateException("a stored state of a peg-out is damaged: " + stored));
    }
}

package org.alys.node.bridge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.alys.actor.ActorRef;
import org.alys.actor.Reply;
import org.alys.actor.durable.EventCodec;
import org.alys.actor.durable.EventSourced;
import org.alys.actor.durable.Journal;
import org.alys.bitcoin.follow.FollowStep;
import org.alys.bridge.PegEvent;
import org.alys.bridge.PegInTerms;
import org.alys.bridge.PegOut;
import org.alys.bridge.PegOutId;
import org.alys.bridge.PegOutRequest;
import org.alys.bridge.PegOutState;
import org.alys.bridge.Pegs;
import org.alys.node.storage.StorageMessage;
import org.alys.primitives.ssz.Decoded;
import org.alys.storage.MintedDeposit;
import org.alys.storage.PegOutKey;
import org.alys.storage.StoredPegOut;

/**
 * The pegs, kept as their events in a journal. What was found together, such as a whole reorganisation of Bitcoin, is one append: after
 * a crash all of it is there or nothing. A change that cannot be stored throws; then this object is ahead of the journal and must be
 * thrown away with the actor that owns it, as {@link EventSourced} demands. What the sidechain's final blocks mean for the pegs is read from
 * the chain's database, so an empty journal fills by itself.
 */
final class DurablePegs {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Two weeks of blocks. */
    private static final int REORG_WINDOW = 2_016;

    private static final int PAGE = 1000;
    private static final int MAX_OPEN = 1000;
    private static final int EVENTS_PER_SNAPSHOT = 1000;

    private final ActorRef<StorageMessage> storage;
    private final EventSourced<Pegs, PegEvent> pegs;

    /**
     * What the journal holds, or the beginning.
     *
     * @param stream the name of the pegs in the journal
     */
    DurablePegs(PegInTerms terms, Journal journal, String stream, ActorRef<StorageMessage> storage) {
        this.storage = storage;
        this.pegs = EventSourced.recover(journal, stream, model(terms));
    }

    /** The pegs change in place, so each recovery begins with its own. */
    private static EventSourced.Model<Pegs, PegEvent> model(PegInTerms terms) {
        return new EventSourced.Model<>(
                new Pegs(terms, REORG_WINDOW),
                (state, event) -> {
                    state.apply(event);
                    return state;
                },
                new Events(),
                new States(terms),
                EVENTS_PER_SNAPSHOT);
    }

    /** Version 1 of the events. A later version reads this one too. */
    private record Events() implements EventCodec<PegEvent> {
        @Override
        public int version() {
            return 1;
        }

        @Override
        public byte[] encode(PegEvent event) {
            return event.encode();
        }

        @Override
        public PegEvent decode(int version, byte[] bytes) {
            return Pegs.decodeEvent(bytes).orElseThrow();
        }
    }

    /** Version 1 of the snapshots. */
    private record States(PegInTerms terms) implements EventCodec<Pegs> {
        @Override
        public int version() {
            return 1;
        }

        @Override
        public byte[] encode(Pegs state) {
            return state.encode();
        }

        @Override
        public Pegs decode(int version, byte[] bytes) {
            return Pegs.decode(bytes, terms).orElseThrow();
        }
    }

    Pegs state() {
        return pegs.state();
    }

    /** What happened on Bitcoin. */
    void followed(FollowStep step) {
        if (!step.events().isEmpty()) {
            pegs.persist(state().events(step.events()));
            if (!state().cursor().equals(step.cursor())) {
                throw new IllegalStateException("Bitcoin was followed to block "
                        + step.cursor().tipHeight() + ", the pegs to block "
                        + state().cursor().tipHeight());
            }
        }
    }

    /** What final blocks of the sidechain minted and requested since this was called last, in whatever run of the node. */
    void takeUp() {
        takeUpMints();
        takeUpRequests();
    }

    private void takeUpMints() {
        boolean more = true;
        while (more) {
            Optional<MintedDeposit> last =
                    state().lastMint().map(mint -> new MintedDeposit(mint.height(), PegIns.key(mint.deposit())));
            List<MintedDeposit> mints = storage.ask(
                    (Reply<List<MintedDeposit>> reply) -> new StorageMessage.GetMints(last, PAGE, reply), PATIENCE);
            persist(mints.stream()
                    .<PegEvent>map(mint -> new PegEvent.Minted(PegIns.outPoint(mint.outpoint()), mint.height()))
                    .toList());
            more = mints.size() == PAGE;
        }
    }

    private void takeUpRequests() {
        boolean more = true;
        while (more) {
            Optional<PegOutKey> last = state().pegOuts().last().map(DurablePegs::key);
            List<StoredPegOut> requests = storage.ask(
                    (Reply<List<StoredPegOut>> reply) -> new StorageMessage.GetPegOuts(last, PAGE, reply), PATIENCE);
            persist(requests.stream()
                    .<PegEvent>map(stored -> new PegEvent.PegOutRequested(id(stored.key()), request(stored)))
                    .toList());
            more = requests.size() == PAGE;
        }
    }

    private void persist(List<PegEvent> events) {
        if (!events.isEmpty()) {
            pegs.persist(events);
        }
    }

    /** Requests for bitcoin, newest first: those of blocks that may still be abandoned, then those that were taken up. */
    List<PegOut> newestRequests(int count, int skip) {
        List<PegOut> open = storage
                .ask((Reply<List<StoredPegOut>> reply) -> new StorageMessage.GetOpenPegOuts(MAX_OPEN, reply), PATIENCE)
                .stream()
                .map(stored -> new PegOut(id(stored.key()), request(stored), PegOutState.REQUESTED))
                .toList();
        List<PegOut> newestOpen = new ArrayList<>(open).reversed();
        int taken = Math.min(skip, open.size());
        return Stream.concat(newestOpen.stream().skip(taken), state().pegOuts().newest(count, skip - taken).stream())
                .limit(count)
                .toList();
    }

    private static PegOutKey key(PegOutId id) {
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
}

package org.alys.node.chain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alys.actor.ActorRef;
import org.alys.actor.Reply;
import org.alys.chain.evidence.Evidence;
import org.alys.chain.vote.MemberSet;
import org.alys.node.storage.StorageMessage;
import org.alys.primitives.Bytes;
import org.alys.primitives.ssz.Ssz;
import org.alys.primitives.ssz.SszType;
import org.alys.storage.ImportBatch;

/** The evidence against members, on disk. Of each member the first pieces are kept: more would say nothing new. */
final class EvidenceBook {
    /** Pieces kept of one member; with 15 members the book is less than 200 kB. */
    static final int PER_MEMBER = 16;

    private static final String NAME = "evidence";
    private static final SszType<List<SeenEvidence>> SCHEMA =
            Ssz.list(SeenEvidence.SCHEMA, (long) PER_MEMBER * MemberSet.MAX_MEMBERS);

    private final ActorRef<StorageMessage> storage;
    private final List<SeenEvidence> entries;

    private EvidenceBook(ActorRef<StorageMessage> storage, List<SeenEvidence> entries) {
        this.storage = storage;
        this.entries = new ArrayList<>(entries);
    }

    /** Reads what earlier runs found. */
    static EvidenceBook open(ActorRef<StorageMessage> storage) {
        Optional<Bytes> stored = storage.ask(
                (Reply<Optional<Bytes>> reply) -> new StorageMessage.GetCheckpoint(NAME, reply),
                ChainPorts.STORAGE_PATIENCE);
        return new EvidenceBook(
                storage,
                stored.map(bytes -> StoredBlocks.required(SCHEMA.decode(bytes))).orElse(List.of()));
    }

    /** Writes evidence down; false when it says nothing new. */
    boolean add(Evidence evidence, Instant now) {
        boolean known = entries.stream().anyMatch(entry -> entry.evidence().equals(evidence));
        long ofMember = entries.stream()
                .filter(entry -> entry.evidence().member() == evidence.member())
                .count();
        if (known || ofMember >= PER_MEMBER) {
            return false;
        }
        entries.add(SeenEvidence.at(now, evidence));
        ImportBatch batch = new ImportBatch().checkpoint(NAME, SCHEMA.encode(entries));
        storage.ask(
                (Reply<StorageMessage.Written> reply) -> new StorageMessage.Write(batch, reply),
                ChainPorts.STORAGE_PATIENCE);
        return true;
    }

    /** The oldest first. */
    List<SeenEvidence> entries() {
        return List.copyOf(entries);
    }
}

package org.alys.node.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.alys.actor.Actor;
import org.alys.actor.ActorContext;
import org.alys.primitives.Bytes;
import org.alys.storage.ChainDatabase;
import org.alys.storage.ChainPoint;
import org.alys.storage.StoredBlock;
import org.alys.storage.StoredCertificate;
import org.alys.storage.TailBlock;

/** Owns the chain database. A failure of the disk fails the ask, the caller keeps its state, and nothing is half written. */
public final class StorageActor implements Actor<StorageMessage> {
    private final ChainDatabase database;

    public StorageActor(ChainDatabase database) {
        this.database = database;
    }

    @Override
    public void receive(StorageMessage message, ActorContext<StorageMessage> context) {
        switch (message) {
            case StorageMessage.Write(var batch, var reply) -> {
                database.write(batch);
                reply.success(StorageMessage.Written.DURABLE);
            }
            case StorageMessage.GetBlock(var root, var reply) -> reply.success(database.block(root));
            case StorageMessage.GetState(var root, var reply) -> reply.success(database.state(root));
            case StorageMessage.GetBlockAt(long height, var reply) -> reply.success(database.blockAt(height));
            case StorageMessage.GetBlocks(long from, int limit, long maxBytes, var reply) ->
                reply.success(blocks(from, limit, maxBytes));
            case StorageMessage.GetFinality(long slot, var reply) -> reply.success(finality(slot));
            case StorageMessage.GetMintedHeight(var outpoint, var reply) -> reply.success(database.mintedAt(outpoint));
            case StorageMessage.GetCheckpoint(String name, var reply) -> reply.success(database.checkpoint(name));
            case StorageMessage.GetMints(var last, int limit, var reply) -> {
                try (var mints = database.mintsAfter(last)) {
                    reply.success(mints.limit(limit).toList());
                }
            }
            case StorageMessage.GetPegOuts(var last, int limit, var reply) -> {
                long finalSlot = finalSlot();
                try (var pegOuts = database.pegOutsAfter(last)) {
                    reply.success(pegOuts.takeWhile(pegOut -> pegOut.key().slot() <= finalSlot)
                            .limit(limit)
                            .toList());
                }
            }
            case StorageMessage.GetOpenPegOuts(int limit, var reply) -> {
                try (var pegOuts = database.pegOutsAbove(finalSlot())) {
                    reply.success(pegOuts.limit(limit).toList());
                }
            }
            case StorageMessage.Restore(var reply) -> reply.success(restore());
            case StorageMessage.Ping(var reply) -> reply.success(true);
            case StorageMessage.GetStorageStats(var reply) -> reply.success(database.stats());
        }
    }

    private List<StoredBlock> blocks(long from, int limit, long maxBytes) {
        List<StoredBlock> found = new ArrayList<>();
        long bytes = 0;
        for (long height = from; found.size() < limit; height++) {
            Optional<StoredBlock> block = database.blockAt(height);
            bytes += block.map(stored -> stored.bytes().size()).orElse(0);
            if (block.isEmpty() || (!found.isEmpty() && bytes > maxBytes)) {
                break;
            }
            found.add(block.get());
        }
        return found;
    }

    private Optional<Bytes> finality(long slot) {
        try (var certificates = database.certificatesFrom(slot)) {
            return certificates
                    .takeWhile(certificate -> certificate.toSlot() == slot)
                    .filter(certificate -> certificate.kind() == StoredCertificate.Kind.FINALIZE)
                    .map(StoredCertificate::bytes)
                    .findFirst();
        }
    }

    private long finalSlot() {
        return database.finalPoint().map(ChainPoint::slot).orElse(0L);
    }

    private Restored restore() {
        Optional<ChainPoint> finalPoint = database.finalPoint();
        long finalSlot = finalSlot();
        try (Stream<TailBlock> tail = database.tailAbove(finalSlot);
                var certificates = database.certificatesFrom(finalSlot);
                var proofs = database.auxPows()) {
            List<Restored.Entry> entries = tail.flatMap(key -> database
                            .block(key.root())
                            .map(block -> new Restored.Entry(key, block, database.state(key.root())))
                            .stream())
                    .toList();
            return new Restored(finalPoint, entries, certificates.toList(), proofs.toList());
        }
    }
}

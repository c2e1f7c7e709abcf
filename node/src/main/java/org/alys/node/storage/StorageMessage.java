package org.alys.node.storage;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.alys.actor.Prioritized;
import org.alys.actor.Priority;
import org.alys.actor.Reply;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.storage.ImportBatch;
import org.alys.storage.MintedDeposit;
import org.alys.storage.PegOutKey;
import org.alys.storage.StorageStats;
import org.alys.storage.StoredBlock;
import org.alys.storage.StoredPegOut;

/**
 * What the {@link StorageActor} understands. Blocks and states are bytes here; their rooms know how to read them. Writes overtake
 * reads: somebody always waits for them.
 */
public sealed interface StorageMessage extends Prioritized {
    /** Write all of a batch or nothing; answered when the disk has it. */
    record Write(ImportBatch batch, Reply<Written> reply) implements StorageMessage {}

    record GetBlock(Bytes32 root, Reply<Optional<Bytes>> reply) implements StorageMessage {}

    record GetState(Bytes32 root, Reply<Optional<Bytes>> reply) implements StorageMessage {}

    /** A block of the final chain. */
    record GetBlockAt(long height, Reply<Optional<StoredBlock>> reply) implements StorageMessage {}

    /**
     * Blocks of the final chain from a height on, at most {@code limit}, and at most {@code maxBytes} together, save that one is
     * always given.
     */
    record GetBlocks(long fromHeight, int limit, long maxBytes, Reply<List<StoredBlock>> reply)
            implements StorageMessage {}

    /** The finalize certificate of a slot, if one is stored. */
    record GetFinality(long slot, Reply<Optional<Bytes>> reply) implements StorageMessage {}

    /** The height that minted a deposit, if a final block did. */
    record GetMintedHeight(Bytes outpoint, Reply<OptionalLong> reply) implements StorageMessage {}

    /** A named checkpoint. */
    record GetCheckpoint(String name, Reply<Optional<Bytes>> reply) implements StorageMessage {}

    /** What final blocks minted, in the order of heights: those after {@code last}, at most {@code limit}. */
    record GetMints(Optional<MintedDeposit> last, int limit, Reply<List<MintedDeposit>> reply)
            implements StorageMessage {}

    /** Peg-out requests of final blocks, in the order of slots: those after {@code last}, at most {@code limit}. */
    record GetPegOuts(Optional<PegOutKey> last, int limit, Reply<List<StoredPegOut>> reply) implements StorageMessage {}

    /** Peg-out requests of blocks that are not final yet, at most {@code limit}. */
    record GetOpenPegOuts(int limit, Reply<List<StoredPegOut>> reply) implements StorageMessage {}

    /** All that a node needs to go on where it stopped. */
    record Restore(Reply<Restored> reply) implements StorageMessage {}

    record GetStorageStats(Reply<StorageStats> reply) implements StorageMessage {}

    /** Are you there? Answered with true. */
    record Ping(Reply<Boolean> reply) implements StorageMessage {}

    @Override
    default Priority priority() {
        return switch (this) {
            case Ping _ -> Priority.CRITICAL;
            case Write _ -> Priority.HIGH;
            default -> Priority.NORMAL;
        };
    }

    /** The batch is durable. */
    enum Written {
        DURABLE
    }
}

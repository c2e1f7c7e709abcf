package org.alys.node.wiring;

import java.util.Optional;
import org.alys.node.chain.Checkpoint;
import org.alys.storage.ChainDatabase;

/** Refuses a database whose chain is not the one that the operator trusts. */
final class CheckpointGate {
    private CheckpointGate() {}

    /** @throws StartException SYN004 when the database has another final block at the height of the checkpoint */
    static void check(Optional<Checkpoint> checkpoint, ChainDatabase database) {
        checkpoint.ifPresent(point -> database.rootAt(point.height())
                .filter(root -> !root.equals(point.root()))
                .ifPresent(root -> {
                    throw new StartException(
                            "SYN004",
                            "block " + point.height() + " of this node's chain is " + root.toHex0x()
                                    + ", not the checkpoint " + point
                                    + ": correct sync.checkpoint, or start with an empty data directory");
                }));
    }
}

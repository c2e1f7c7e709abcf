package org.alys.node.storage;

import java.util.List;
import java.util.Optional;
import org.alys.primitives.Bytes;
import org.alys.storage.AuxPowProof;
import org.alys.storage.ChainPoint;
import org.alys.storage.StoredCertificate;
import org.alys.storage.TailBlock;

/**
 * What a database holds of a chain that was running.
 *
 * @param finalPoint the federation-final head; empty before genesis was stored
 * @param tail stored blocks that are not final, in order of their slots
 * @param certificates finalize and skip certificates from the final slot on
 * @param proofs merged-mining proofs that no block carries yet
 */
public record Restored(
        Optional<ChainPoint> finalPoint,
        List<Entry> tail,
        List<StoredCertificate> certificates,
        List<AuxPowProof> proofs) {
    public record Entry(TailBlock key, Bytes block, Optional<Bytes> state) {}
}

package org.alys.storage.slashing;

import java.nio.file.Path;
import java.util.List;
import org.alys.storage.StorageException;
import org.alys.storage.StorageFailure;

/**
 * All that a store knows about one key, for export and import.
 *
 * @param identity whose signatures
 * @param watermarkSlot nothing may be signed at or below it; -1 when there is no such bound
 * @param records in the order of signing
 */
public record SigningHistory(SigningIdentity identity, long watermarkSlot, List<SignRecord> records) {
    public SigningHistory {
        if (watermarkSlot < SignedBallots.NO_WATERMARK) {
            throw new IllegalArgumentException("impossible watermark " + watermarkSlot);
        }
        records = List.copyOf(records);
    }

    /** The interchange document ({@link Interchange}). */
    public String toJson() {
        return Interchange.write(this);
    }

    /**
     * Reads an interchange document.
     *
     * @throws StorageException with {@link StorageFailure.InvalidInterchange} when it is too large or not one
     */
    public static SigningHistory fromJson(String json) {
        return Interchange.read(json);
    }

    void requireIdentity(SigningIdentity expected, Path file) {
        if (!identity.genesisRoot().equals(expected.genesisRoot())) {
            throw new StorageException(
                    new StorageFailure.ForeignGenesis(file, expected.genesisRoot(), identity.genesisRoot()));
        }
        if (!identity.publicKey().equals(expected.publicKey())) {
            throw new StorageException(new StorageFailure.ForeignKey(file, expected.publicKey(), identity.publicKey()));
        }
    }
}

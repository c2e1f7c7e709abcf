package org.alys.storage.slashing;

import java.util.Optional;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.storage.ChainDatabase;
import org.alys.storage.ImportBatch;
import org.alys.storage.StorageException;
import org.alys.storage.StorageFailure;

/**
 * What the chain database knows of signing logs: for each key the id of the one that it signs into. Because the two are on different
 * paths, a log that is not there any more is told from one that never was. Calls block on the disk and may throw {@link StorageException}.
 */
public final class LogRegister {
    private static final String NAME = "signing-log/";

    private final ChainDatabase chain;

    public LogRegister(ChainDatabase chain) {
        this.chain = chain;
    }

    /** The id of the log that the key signs into; empty when it never signed on these chain data. */
    Optional<Bytes32> known(SigningIdentity identity) {
        return chain.value(name(identity)).map(id -> {
            if (id.size() != Bytes32.SIZE) {
                throw new StorageException(new StorageFailure.Corrupt(
                        chain.directory(), "the id of a signing log has " + id.size() + " bytes"));
            }
            return Bytes32.of(id.toArray());
        });
    }

    /** Makes this the log of the key, on disk when it returns. */
    void enter(LogHeader log) {
        chain.write(
                new ImportBatch().value(name(log.identity()), Bytes.of(log.id().toArray())));
    }

    private static String name(SigningIdentity identity) {
        return NAME + identity.publicKey().toHex();
    }
}

package org.alys.node.wiring;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.alys.actor.supervision.Decision;
import org.alys.actor.supervision.Failure;
import org.alys.actor.supervision.Guidance;
import org.alys.evm.store.StoreException;
import org.alys.evm.store.StoreFailure;
import org.alys.storage.StorageException;
import org.alys.storage.StorageFailure;

/**
 * Lets the node stop as soon as the disk, or what is on it, fails a store: it is full, breaks, became read-only, or what is read is damaged.
 * Restarts of an actor cannot help: a store that could not write takes nothing more until it is opened anew, with the node, and an
 * operator should hear of the disk and not of what follows from it.
 *
 * @param others what else reviews decisions
 */
record FailedStore(Guidance others) implements Guidance {
    /** Causes of causes: more than any real chain has. */
    private static final int DEEPEST = 32;

    @Override
    public Decision review(String actor, Failure failure, Decision proposed, Instant now) {
        if (behind(failure).isEmpty()) {
            return others.review(actor, failure, proposed, now);
        }
        Decision stop = new Decision.Escalate(failure);
        others.review(actor, failure, stop, now);
        return stop;
    }

    @Override
    public Duration hold(String actor, Instant failedAt, Instant now) {
        return others.hold(actor, failedAt, now);
    }

    /** The failure, and what the store said if one is behind it: whatever was thrown on the way may have left that out. */
    static String describe(Failure failure) {
        String described = failure.describe();
        return behind(failure)
                .map(Throwable::getMessage)
                .filter(said -> !described.contains(said))
                .map(said -> described + ": " + said)
                .orElse(described);
    }

    private static Optional<Throwable> behind(Failure failure) {
        return Stream.iterate(failure.cause(), Optional::isPresent, cause -> cause.map(Throwable::getCause))
                .limit(DEEPEST)
                .flatMap(Optional::stream)
                .filter(FailedStore::isOne)
                .findFirst();
    }

    private static boolean isOne(Throwable thrown) {
        return switch (thrown) {
            case StorageException storage -> isOfDisk(storage.failure());
            case StoreException execution -> isOfDisk(execution.failure().kind());
            default -> false;
        };
    }

    /** The others are refusals to open a store, and one that is closed because the node stops already. */
    private static boolean isOfDisk(StorageFailure failure) {
        return switch (failure) {
            case StorageFailure.DiskFull _,
                    StorageFailure.InputOutput _,
                    StorageFailure.Corrupt _,
                    StorageFailure.SigningHistoryDamaged _,
                    StorageFailure.SigningHistoryUncertain _ -> true;
            case StorageFailure.DirectoryUnusable _,
                    StorageFailure.Locked _,
                    StorageFailure.ForeignGenesis _,
                    StorageFailure.NewerSchema _,
                    StorageFailure.MigrationFailed _,
                    StorageFailure.Closed _,
                    StorageFailure.ForeignKey _,
                    StorageFailure.SigningHistoryMissing _,
                    StorageFailure.InvalidInterchange _ -> false;
        };
    }

    private static boolean isOfDisk(StoreFailure.Kind kind) {
        return switch (kind) {
            case DISK_FULL, INPUT_OUTPUT, CORRUPT -> true;
            case UNUSABLE, LOCKED, CLOSED, OTHER_LAYOUT -> false;
        };
    }
}

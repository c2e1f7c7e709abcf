package org.alys.node.wiring;

import java.time.Duration;
import java.time.Instant;
import org.alys.actor.supervision.Decision;
import org.alys.actor.supervision.Failure;
import org.alys.actor.supervision.Guidance;
import org.alys.evm.store.StoreException;
import org.alys.evm.store.StoreFailure;
import org.alys.storage.StorageException;
import org.alys.storage.StorageFailure;

/**
 * Lets the node stop as soon as a store has no space to write to. Restarts of an actor cannot help: a store takes nothing more until it is
 * opened anew, with the node, and an operator should hear of the disk and not of what follows from it.
 *
 * @param others what else reviews decisions
 */
record FullDisk(Guidance others) implements Guidance {
    /** Causes of causes: more than any real chain has. */
    private static final int DEEPEST = 32;

    @Override
    public Decision review(String actor, Failure failure, Decision proposed, Instant now) {
        if (!isBehind(failure)) {
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

    private static boolean isBehind(Failure failure) {
        Throwable cause = failure.cause().orElse(null);
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            if (isOne(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static boolean isOne(Throwable thrown) {
        return switch (thrown) {
            case StorageException storage ->
                storage.failure() instanceof StorageFailure.DiskFull
                        || storage.failure() instanceof StorageFailure.SigningHistoryUncertain;
            case StoreException execution -> execution.failure().kind() == StoreFailure.Kind.DISK_FULL;
            default -> false;
        };
    }
}

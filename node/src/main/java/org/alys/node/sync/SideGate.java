package org.alys.node.sync;

import java.time.Duration;
import java.util.Optional;

/**
 * Whether the execution layer and Bitcoin let this node take part. Both must be ready at the start. Later the node stops at once without its
 * execution layer, which judges every block; without Bitcoin it stops after a minute, in which a Bitcoin node can restart: deposits wait
 * meanwhile, but nobody checks the reserves. For one thread.
 */
final class SideGate {
    static final Duration BITCOIN_GRACE = Duration.ofMinutes(1);

    private Report last = new Report(
            Optional.of("The execution client was not asked yet."), Optional.of("Bitcoin was not asked yet."));
    private boolean executionWasReady;
    private boolean bitcoinWasReady;
    private long bitcoinReadyAt;

    /** What is not ready; empty for what is. */
    record Report(Optional<String> execution, Optional<String> bitcoin) {
        boolean isReady() {
            return execution.isEmpty() && bitcoin.isEmpty();
        }
    }

    void report(Report now, long nanos) {
        last = now;
        executionWasReady |= now.execution().isEmpty();
        if (now.bitcoin().isEmpty()) {
            bitcoinWasReady = true;
            bitcoinReadyAt = nanos;
        }
    }

    /** Whether all was ready when it was last asked. */
    boolean isQuiet() {
        return last.isReady();
    }

    /** Why the node may not take part, with a code; empty when it may. */
    Optional<String> closed(long nanos) {
        return last.execution()
                .map(reason -> code(executionWasReady) + reason)
                .or(() -> last.bitcoin()
                        .filter(_ -> !bitcoinWasReady || nanos - bitcoinReadyAt >= BITCOIN_GRACE.toNanos())
                        .map(reason -> code(bitcoinWasReady) + reason));
    }

    private static String code(boolean wasReady) {
        return wasReady ? "SYN006 This node takes no part for now. " : "SYN005 ";
    }
}

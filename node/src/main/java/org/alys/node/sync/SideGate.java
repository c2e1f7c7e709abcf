package org.alys.node.sync;

import java.time.Duration;
import java.util.Optional;

/**
 * Whether the execution layer and Bitcoin let this node take part. Both must be ready at the start. Later the node stops at once without its
 * execution layer, which judges every block; without Bitcoin it stops after a minute, in which a Bitcoin node can restart: deposits wait
 * meanwhile, but nobody checks the reserves. Of a side that does not say how it is nobody knows more: it may be busy, so it has that minute too.
 * For one thread.
 */
final class SideGate {
    static final Duration GRACE = Duration.ofMinutes(1);

    private final Watch execution = new Watch("The execution client was not asked yet.", Duration.ZERO);
    private final Watch bitcoin = new Watch("Bitcoin was not asked yet.", GRACE);

    /** How one of them is. */
    sealed interface Side {
        record Ready() implements Side {}

        record NotReady(String reason) implements Side {}

        /** The question was not answered. */
        record Silent(String reason) implements Side {}
    }

    /** How both are. */
    record Report(Side execution, Side bitcoin) {}

    void report(Report now, long nanos) {
        execution.report(now.execution(), nanos);
        bitcoin.report(now.bitcoin(), nanos);
    }

    /** Whether all was ready when it was last asked. */
    boolean isQuiet() {
        return execution.isReady() && bitcoin.isReady();
    }

    /** Why the node may not take part, with a code; empty when it may. */
    Optional<String> closed(long nanos) {
        return execution.closed(nanos).or(() -> bitcoin.closed(nanos));
    }

    private static final class Watch {
        private final Duration grace;
        private Side last;
        private boolean wasReady;
        private long readyAt;

        Watch(String unknown, Duration grace) {
            this.last = new Side.NotReady(unknown);
            this.grace = grace;
        }

        boolean isReady() {
            return last instanceof Side.Ready;
        }

        void report(Side now, long nanos) {
            last = now;
            if (isReady()) {
                wasReady = true;
                readyAt = nanos;
            }
        }

        Optional<String> closed(long nanos) {
            return switch (last) {
                case Side.Ready _ -> Optional.empty();
                case Side.NotReady(String reason) -> after(grace, reason, nanos);
                case Side.Silent(String reason) -> after(GRACE, reason, nanos);
            };
        }

        private Optional<String> after(Duration time, String reason, long nanos) {
            if (!wasReady) {
                return Optional.of("SYN005 " + reason);
            }
            return nanos - readyAt >= time.toNanos()
                    ? Optional.of("SYN006 This node takes no part for now. " + reason)
                    : Optional.empty();
        }
    }
}

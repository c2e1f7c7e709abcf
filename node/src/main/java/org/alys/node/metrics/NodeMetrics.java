package org.alys.node.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.Locale;

/**
 * The metrics that the node's actors feed. The {@code chain_actor_} names are those of the published catalogue. Safe for use by
 * all threads; every call is quick.
 */
public final class NodeMetrics {
    private static final String RESULT = "result";

    private final Counter blocksProduced;
    private final Histogram slotTiming;
    private final Counter engineOperations;
    private final Counter storageOperations;
    private final Counter networkBroadcasts;
    private final Counter pegOperations;
    private final Counter timingViolations;
    private final Counter performanceViolations;
    private final Counter blocksImported;
    private final Histogram importDuration;
    private final Counter submissions;

    /** How something ended. */
    public enum Result {
        SUCCESS,
        FAILURE
    }

    /** Messages to the federation. */
    public enum Broadcast {
        BLOCK,
        VOTE,
        AUXPOW,
        PEG_OUT_SIGNATURE
    }

    /** Movements of the peg. */
    public enum PegOperation {
        PEG_IN_SEEN,
        PEG_IN_MINTED,
        PEG_OUT_REQUESTED,
        PEG_OUT_PROPOSED,
        PEG_OUT_SETTLED,
        PEG_OUT_REFUNDED
    }

    /** What became of a mined proof. */
    public enum Submission {
        ACCEPTED,
        REJECTED,
        UNKNOWN_HASH,
        UNDECODABLE
    }

    /** What took longer than it should. */
    public enum Operation {
        PRODUCTION,
        IMPORT,
        VALIDATION
    }

    /**
     * Registers all metrics.
     *
     * @throws IllegalStateException when {@code registry} has them already
     */
    public NodeMetrics(PrometheusRegistry registry) {
        blocksProduced = counter(registry, "chain_actor_blocks_produced_total", "Blocks this node proposed.", RESULT);
        slotTiming = histogram(
                registry, "chain_actor_slot_timing_seconds", "Time into the slot at which its block was proposed.");
        engineOperations = counter(
                registry, "chain_actor_engine_operations_total", "Calls of the chain to the execution layer.", RESULT);
        storageOperations =
                counter(registry, "chain_actor_storage_operations_total", "Calls of the chain to the storage.", RESULT);
        networkBroadcasts =
                counter(registry, "chain_actor_network_broadcasts_total", "Messages sent to the federation.", "kind");
        pegOperations =
                counter(registry, "chain_actor_peg_operations_total", "Movements of the two-way peg.", "operation");
        timingViolations =
                counter(registry, "chain_actor_timing_violations_total", "Slots that were missed or late (CHN001).");
        performanceViolations = counter(
                registry,
                "chain_actor_performance_violations_total",
                "Operations slower than their target.",
                "operation");
        blocksImported = counter(registry, "alys_chain_blocks_imported_total", "Blocks that joined the chain.", RESULT);
        importDuration = histogram(
                registry, "alys_block_import_duration_seconds", "From a block's arrival to its place in the chain.");
        submissions = counter(registry, "alys_mining_submissions_total", "Proofs that miners handed in.", RESULT);
        for (Result result : Result.values()) {
            blocksProduced.initLabelValues(label(result));
            engineOperations.initLabelValues(label(result));
            storageOperations.initLabelValues(label(result));
            blocksImported.initLabelValues(label(result));
        }
        init(networkBroadcasts, Broadcast.values());
        init(pegOperations, PegOperation.values());
        init(performanceViolations, Operation.values());
        init(submissions, Submission.values());
    }

    public void blockProduced(Result result) {
        blocksProduced.labelValues(label(result)).inc();
    }

    /** A block was proposed {@code intoSlot} after its slot began. */
    public void proposedAfter(Duration intoSlot) {
        slotTiming.observe(seconds(intoSlot));
    }

    public void engineOperation(Result result) {
        engineOperations.labelValues(label(result)).inc();
    }

    public void storageOperation(Result result) {
        storageOperations.labelValues(label(result)).inc();
    }

    public void broadcast(Broadcast kind) {
        networkBroadcasts.labelValues(label(kind)).inc();
    }

    public void pegOperation(PegOperation operation) {
        pegOperations.labelValues(label(operation)).inc();
    }

    public void timingViolation() {
        timingViolations.inc();
    }

    public void performanceViolation(Operation operation) {
        performanceViolations.labelValues(label(operation)).inc();
    }

    /** A block was judged and, on success, became part of the chain, {@code duration} after it arrived. */
    public void blockImported(Result result, Duration duration) {
        blocksImported.labelValues(label(result)).inc();
        importDuration.observe(seconds(duration));
    }

    public void submission(Submission outcome) {
        submissions.labelValues(label(outcome)).inc();
    }

    static Counter counter(PrometheusRegistry registry, String name, String help, String... labels) {
        return Counter.builder().name(name).help(help).labelNames(labels).register(registry);
    }

    /** Buckets from 1 ms to 16 s, each twice the last. */
    static Histogram histogram(PrometheusRegistry registry, String name, String help, String... labels) {
        return Histogram.builder()
                .name(name)
                .help(help)
                .labelNames(labels)
                .classicOnly()
                .classicExponentialUpperBounds(0.001, 2, 15)
                .register(registry);
    }

    private static void init(Counter counter, Enum<?>[] values) {
        for (Enum<?> value : values) {
            counter.initLabelValues(label(value));
        }
    }

    static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}

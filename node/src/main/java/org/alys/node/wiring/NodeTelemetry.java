package org.alys.node.wiring;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.alys.actor.ActorObserver;
import org.alys.chain.block.Block;
import org.alys.chain.spec.ChainSpec;
import org.alys.node.chain.ChainEvent;
import org.alys.node.metrics.ActorMetrics;
import org.alys.node.metrics.NodeMetrics;
import org.alys.node.metrics.PartitionMetrics;
import org.alys.node.network.NetworkEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells monitoring what happens on the chain, and remembers when the last block came. */
final class NodeTelemetry {
    private static final Logger LOG = LoggerFactory.getLogger(NodeTelemetry.class);

    private final InstantSource clock;
    private final Duration patience;
    private final NodeMetrics metrics;
    private final ActorMetrics actors;
    private final PartitionMetrics partition;
    private volatile Instant lastBlock = Instant.EPOCH;

    NodeTelemetry(PrometheusRegistry registry, ChainSpec spec, InstantSource clock) {
        this.clock = clock;
        this.patience = spec.slots().duration().multipliedBy(5);
        this.metrics = new NodeMetrics(registry);
        this.actors = new ActorMetrics(registry);
        this.partition = new PartitionMetrics(registry);
    }

    ActorObserver actors() {
        return actors;
    }

    void chainEvent(ChainEvent event) {
        switch (event) {
            case ChainEvent.BlockProduced(var block, var state, boolean own, Duration after) ->
                imported(block, own, after);
            case ChainEvent.BitcoinFinal(long height, long length) ->
                LOG.info("Bitcoin-final up to block {}, {} more", height, length);
            case ChainEvent.SlotMissed _ -> metrics.timingViolation();
            case ChainEvent.FederationFinal _,
                    ChainEvent.ProofQueued _,
                    ChainEvent.Held _,
                    ChainEvent.Resumed _,
                    ChainEvent.Misbehaviour _ -> LOG.debug("{}", event);
        }
    }

    void networkEvent(NetworkEvent event) {
        switch (event) {
            case NetworkEvent.Partitioned _ -> partition.cutOff();
            case NetworkEvent.Reunited _ -> partition.reunited();
        }
    }

    private void imported(Block block, boolean own, Duration after) {
        lastBlock = clock.instant();
        LOG.debug("{} imported {} ms into its slot", block, after.toMillis());
        if (own) {
            metrics.blockProduced(NodeMetrics.Result.SUCCESS);
            metrics.proposedAfter(after);
        } else {
            metrics.blockImported(NodeMetrics.Result.SUCCESS, after);
        }
    }

    /** Whether a block came within the last few slots. */
    boolean isProducing() {
        return Duration.between(lastBlock, clock.instant()).compareTo(patience) < 0;
    }
}

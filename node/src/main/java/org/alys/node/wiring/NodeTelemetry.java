package org.alys.node.wiring;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.alys.actor.ActorObserver;
import org.alys.actor.ActorPath;
import org.alys.actor.DeadLetter;
import org.alys.actor.supervision.Decision;
import org.alys.actor.supervision.Failure;
import org.alys.chain.spec.ChainSpec;
import org.alys.node.chain.ChainEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the node tells monitoring, fed by the chain's events and the actors' runtime. */
final class NodeTelemetry {
    private static final Logger LOG = LoggerFactory.getLogger(NodeTelemetry.class);

    private final InstantSource clock;
    private final Duration slot;
    private final Counter produced;
    private final Counter violations;
    private final Counter restarts;
    private final Counter deadLetters;
    private final Counter failures;
    private final Gauge headHeight;
    private final Gauge federationFinalHeight;
    private final Gauge bitcoinFinalHeight;
    private final Gauge mailbox;
    private final Gauge held;
    private final Histogram slotTiming;
    private final Histogram handling;
    private volatile Instant lastBlock = Instant.EPOCH;

    NodeTelemetry(PrometheusRegistry registry, ChainSpec spec, InstantSource clock) {
        this.clock = clock;
        this.slot = spec.slots().duration();
        produced = Counter.builder()
                .name("chain_actor_blocks_produced_total")
                .help("Blocks imported into the chain, by who proposed them")
                .labelNames("proposer")
                .register(registry);
        violations = Counter.builder()
                .name("chain_actor_timing_violations_total")
                .help("Slots in which this member should have proposed and did not")
                .register(registry);
        restarts = Counter.builder()
                .name("restart_attempts_total")
                .help("Restarts of actors")
                .labelNames("actor")
                .register(registry);
        failures = Counter.builder()
                .name("alys_actor_failures_total")
                .help("Failures of actors")
                .labelNames("actor")
                .register(registry);
        deadLetters = Counter.builder()
                .name("alys_actor_dead_letters_total")
                .help("Messages that were never handled")
                .register(registry);
        headHeight = gauge(registry, "alys_chain_head_height", "Height of the head");
        federationFinalHeight =
                gauge(registry, "alys_chain_federation_final_height", "Height that the federation made final");
        bitcoinFinalHeight =
                gauge(registry, "alys_chain_bitcoin_final_height", "Height that Bitcoin miners made final");
        held = gauge(registry, "alys_chain_held", "1 while the chain stands still for a reason that health names");
        mailbox = Gauge.builder()
                .name("alys_actor_mailbox_size")
                .help("Messages waiting")
                .labelNames("actor")
                .register(registry);
        slotTiming = Histogram.builder()
                .name("chain_actor_slot_timing_seconds")
                .help("From the start of a slot until its block is imported")
                .classicUpperBounds(0.05, 0.1, 0.2, 0.3, 0.5, 0.8, 1.2, 2, 4)
                .register(registry);
        handling = Histogram.builder()
                .name("chain_actor_message_processing_duration_seconds")
                .help("Time in a message handler")
                .labelNames("actor")
                .classicUpperBounds(0.001, 0.005, 0.02, 0.1, 0.5, 2, 10)
                .register(registry);
    }

    private static Gauge gauge(PrometheusRegistry registry, String name, String help) {
        return Gauge.builder().name(name).help(help).register(registry);
    }

    void chainEvent(ChainEvent event) {
        switch (event) {
            case ChainEvent.BlockProduced(var block, var state, boolean own, Duration after) -> {
                lastBlock = clock.instant();
                produced.labelValues(own ? "self" : "other").inc();
                headHeight.set((double) state.height());
                slotTiming.observe(after.toMillis() / 1000.0);
                LOG.debug("{} imported {} ms into its slot", block, after.toMillis());
            }
            case ChainEvent.FederationFinal(var point) -> federationFinalHeight.set((double) point.height());
            case ChainEvent.BitcoinFinal(long height, long length) -> {
                bitcoinFinalHeight.set((double) height);
                LOG.info("Bitcoin-final up to block {}, {} more", height, length);
            }
            case ChainEvent.SlotMissed missed -> violations.inc();
            case ChainEvent.Held holding -> held.set(1);
            case ChainEvent.Resumed resumed -> held.set(0);
            case ChainEvent.ProofQueued proof -> LOG.debug("{}", proof);
            case ChainEvent.Misbehaviour misbehaviour -> LOG.debug("{}", misbehaviour);
        }
    }

    /** Whether a block came within the last few slots. */
    boolean isProducing() {
        return Duration.between(lastBlock, clock.instant()).compareTo(slot.multipliedBy(5)) < 0;
    }

    ActorObserver actors() {
        return new ActorObserver() {
            @Override
            public void handled(ActorPath actor, long queuedNanos, long handlingNanos) {
                handling.labelValues(actor.name()).observe(handlingNanos / 1e9);
            }

            @Override
            public void failed(ActorPath actor, Failure failure, Decision decision) {
                failures.labelValues(actor.name()).inc();
                LOG.error("actor {} failed: {}, so {}", actor, failure.describe(), decision);
            }

            @Override
            public void restarted(ActorPath actor, int count) {
                restarts.labelValues(actor.name()).inc();
            }

            @Override
            public void deadLetter(DeadLetter letter) {
                deadLetters.inc();
            }

            @Override
            public void mailboxDepth(ActorPath actor, int depth) {
                mailbox.labelValues(actor.name()).set(depth);
            }
        };
    }
}

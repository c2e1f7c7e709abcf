package org.alys.node.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.alys.actor.ActorObserver;
import org.alys.actor.ActorPath;
import org.alys.actor.DeadLetter;
import org.alys.actor.Terminated;
import org.alys.actor.supervision.Decision;
import org.alys.actor.supervision.Failure;

/**
 * What the actor runtime does, in numbers: give it to the actor system as its observer. An actor's label is its name
 * below its supervisor, so that children count with their parent; a top-level actor's is its own. Beyond {@value #MAX_ACTORS} different ones the label is {@code other}.
 */
public final class ActorMetrics implements ActorObserver {
    private static final int MAX_ACTORS = 32;
    private static final String ACTOR = "actor";
    private static final String CHAIN = "chain";

    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final Histogram chainProcessing;
    private final Counter chainRestarts;
    private final Counter restartAttempts;
    private final Counter processed;
    private final Counter failed;
    private final Histogram processing;
    private final Histogram waiting;
    private final Gauge mailbox;
    private final Counter deadLetters;
    private final Counter stopped;

    /** Registers all metrics; the catalogue's {@code chain_actor_} ones are those of the actor named {@code chain}. */
    public ActorMetrics(PrometheusRegistry registry) {
        chainProcessing = NodeMetrics.histogram(
                registry, "chain_actor_message_processing_duration_seconds", "Time in the handler of the chain actor.");
        chainRestarts = NodeMetrics.counter(
                registry, "chain_actor_supervision_restarts_total", "Restarts of the chain actor and its children.");
        restartAttempts =
                NodeMetrics.counter(registry, "restart_attempts_total", "Failures answered with a restart.", ACTOR);
        processed = NodeMetrics.counter(
                registry, "alys_actor_messages_processed_total", "Messages handled without failure.", ACTOR);
        failed = NodeMetrics.counter(registry, "alys_actor_messages_failed_total", "Failures of actors.", ACTOR);
        processing = NodeMetrics.histogram(
                registry, "alys_actor_processing_duration_seconds", "Time in the handler.", ACTOR);
        waiting = NodeMetrics.histogram(
                registry, "alys_actor_queue_duration_seconds", "Time from sending to handling.", ACTOR);
        mailbox = Gauge.builder()
                .name("alys_actor_mailbox_size")
                .help("Messages waiting, as last told.")
                .labelNames(ACTOR)
                .register(registry);
        deadLetters = NodeMetrics.counter(
                registry, "alys_actor_dead_letters_total", "Messages that were not handled.", "reason");
        stopped = NodeMetrics.counter(registry, "alys_actor_stopped_total", "Actors that ended for good.", ACTOR);
        for (DeadLetter.Reason reason : DeadLetter.Reason.values()) {
            deadLetters.initLabelValues(NodeMetrics.label(reason));
        }
    }

    @Override
    public void handled(ActorPath actor, long queuedNanos, long handlingNanos) {
        String name = label(actor);
        processed.labelValues(name).inc();
        processing.labelValues(name).observe(handlingNanos / 1e9);
        waiting.labelValues(name).observe(queuedNanos / 1e9);
        if (name.equals(CHAIN)) {
            chainProcessing.observe(handlingNanos / 1e9);
        }
    }

    @Override
    public void failed(ActorPath actor, Failure failure, Decision decision) {
        failed.labelValues(label(actor)).inc();
        switch (decision) {
            case Decision.Immediate _, Decision.Delayed _ ->
                restartAttempts.labelValues(label(actor)).inc();
            case Decision.Escalate _, Decision.Abandon _ -> restartAttempts.initLabelValues(label(actor));
        }
    }

    @Override
    public void restarted(ActorPath actor, int restarts) {
        if (label(actor).equals(CHAIN)) {
            chainRestarts.inc();
        }
    }

    @Override
    public void stopped(Terminated terminated) {
        stopped.labelValues(label(terminated.actor())).inc();
    }

    @Override
    public void deadLetter(DeadLetter letter) {
        deadLetters.labelValues(NodeMetrics.label(letter.reason())).inc();
    }

    @Override
    public void mailboxDepth(ActorPath actor, int depth) {
        mailbox.labelValues(label(actor)).set(depth);
    }

    private String label(ActorPath actor) {
        String[] parts = actor.value().substring(1).split("/", 3);
        String name = parts.length > 1 ? parts[1] : parts[0];
        if (known.contains(name)) {
            return name;
        }
        if (known.size() < MAX_ACTORS) {
            known.add(name);
            return name;
        }
        return "other";
    }
}

package org.alys.node.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.function.Supplier;
import org.alys.node.http.Health;

/** How the node's actors are, as of the scrape. */
public final class HealthMetrics implements MultiCollector {
    private static final String SCORE = "chain_actor_health_score";
    private static final String HEALTH = "alys_actor_health";
    private static final String RESTARTS = "alys_actor_restarts";

    private final Supplier<Health.Actors> actors;

    /** To be registered by the caller. */
    public HealthMetrics(Supplier<Health.Actors> actors) {
        this.actors = actors;
    }

    @Override
    public MetricSnapshots collect() {
        Health.Actors now = actors.get();
        GaugeSnapshot.Builder health = GaugeSnapshot.builder()
                .name(HEALTH)
                .help("1 for an actor that answers its pings, 0.5 for one that missed some or recovers, 0 otherwise.");
        CounterSnapshot.Builder restarts =
                CounterSnapshot.builder().name(RESTARTS).help("How often an actor was started again.");
        for (Health.Actor actor : now.list()) {
            Labels labels = Labels.of("actor", actor.name());
            health.dataPoint(GaugeDataPointSnapshot.builder()
                    .labels(labels)
                    .value(value(actor))
                    .build());
            restarts.dataPoint(CounterDataPointSnapshot.builder()
                    .labels(labels)
                    .value(actor.restarts())
                    .build());
        }
        GaugeSnapshot score = GaugeSnapshot.builder()
                .name(SCORE)
                .help("How the node's actors are, from 0 (down) to 100 (well).")
                .dataPoint(GaugeDataPointSnapshot.builder().value(now.score()).build())
                .build();
        return MetricSnapshots.of(score, health.build(), restarts.build());
    }

    private static double value(Health.Actor actor) {
        return switch (actor.state()) {
            case HEALTHY -> 1;
            case DEGRADED, RECOVERING -> 0.5;
            case UNKNOWN, UNHEALTHY, SHUTTING_DOWN -> 0;
        };
    }

    @Override
    public List<String> getPrometheusNames() {
        return List.of(SCORE, HEALTH, RESTARTS);
    }
}

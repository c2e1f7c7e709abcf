package org.alys.node.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** Whether this node is cut off from the others. Safe for use by all threads. */
public final class PartitionMetrics {
    private final Gauge now;
    private final Counter times;

    /** Registers the metrics. */
    public PartitionMetrics(PrometheusRegistry registry) {
        now = Gauge.builder()
                .name("alys_network_partitioned")
                .help("1 while this node reaches too few others.")
                .register(registry);
        times = Counter.builder()
                .name("alys_network_partitions_total")
                .help("Times that this node was cut off.")
                .register(registry);
    }

    public void cutOff() {
        now.set(1);
        times.inc();
    }

    public void reunited() {
        now.set(0);
    }
}

package org.alys.node.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.alys.actor.resource.ResourceGauge;
import org.alys.actor.resource.ResourceLevel;

/** What the process uses up, as of the scrape. */
public final class ResourceMetrics implements MultiCollector {
    private static final String USE = "alys_resource_use";
    private static final String LEVEL = "alys_resource_level";

    private final Supplier<Map<String, ResourceGauge>> gauges;

    /** To be registered by the caller. */
    public ResourceMetrics(Supplier<Map<String, ResourceGauge>> gauges) {
        this.gauges = gauges;
    }

    @Override
    public MetricSnapshots collect() {
        GaugeSnapshot.Builder use = GaugeSnapshot.builder().name(USE).help("Used part of a resource, 1 for all of it.");
        GaugeSnapshot.Builder level = GaugeSnapshot.builder()
                .name(LEVEL)
                .help("0 for a resource used normally, 1 with concern, 2 when it is about to run out.");
        gauges.get().forEach((resource, gauge) -> {
            Labels labels = Labels.of("resource", resource);
            use.dataPoint(GaugeDataPointSnapshot.builder()
                    .labels(labels)
                    .value(gauge.use())
                    .build());
            level.dataPoint(GaugeDataPointSnapshot.builder()
                    .labels(labels)
                    .value(value(gauge.level()))
                    .build());
        });
        return MetricSnapshots.of(use.build(), level.build());
    }

    private static double value(ResourceLevel level) {
        return switch (level) {
            case NORMAL -> 0;
            case WARNING -> 1;
            case ERROR -> 2;
        };
    }

    @Override
    public List<String> getPrometheusNames() {
        return List.of(USE, LEVEL);
    }
}

package org.alys.node.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.alys.node.network.Traffic;

/** What goes over the network between nodes, asked for at each scrape. */
public final class NetworkMetrics implements MultiCollector {
    private static final String OFFENCES = "alys_network_offences";

    private static final Map<String, String> HELP = new TreeMap<>(Map.of(
            "alys_network_messages_sent",
            "Messages handed to the network.",
            "alys_network_bytes_sent",
            "Bytes of these messages, compressed.",
            "alys_network_messages_received",
            "Messages that arrived.",
            "alys_network_bytes_received",
            "Bytes of these messages, compressed.",
            "alys_network_messages_dropped",
            "Messages not published: too many waited.",
            "alys_network_gossip_dropped",
            "Messages not sent to single peers because they read too slowly.",
            "alys_network_bans",
            "Peers that were banned for a while.",
            OFFENCES,
            "Rules that peers broke."));

    private final Supplier<Traffic.Counts> counts;

    /** To be registered by the caller. */
    public NetworkMetrics(Supplier<Traffic.Counts> counts) {
        this.counts = counts;
    }

    @Override
    public MetricSnapshots collect() {
        Traffic.Counts now = counts.get();
        MetricSnapshots.Builder snapshots = MetricSnapshots.builder();
        counter(snapshots, "alys_network_messages_sent", now.sentMessages());
        counter(snapshots, "alys_network_bytes_sent", now.sentBytes());
        counter(snapshots, "alys_network_messages_received", now.receivedMessages());
        counter(snapshots, "alys_network_bytes_received", now.receivedBytes());
        counter(snapshots, "alys_network_messages_dropped", now.droppedMessages());
        counter(snapshots, "alys_network_gossip_dropped", now.droppedForPeers());
        counter(snapshots, "alys_network_bans", now.bans());
        CounterSnapshot.Builder offences =
                CounterSnapshot.builder().name(OFFENCES).help(HELP.get(OFFENCES));
        now.offences()
                .forEach((name, count) -> offences.dataPoint(CounterDataPointSnapshot.builder()
                        .labels(Labels.of("kind", name))
                        .value((double) count)
                        .build()));
        return snapshots.metricSnapshot(offences.build()).build();
    }

    private static void counter(MetricSnapshots.Builder snapshots, String name, long value) {
        snapshots.metricSnapshot(CounterSnapshot.builder()
                .name(name)
                .help(HELP.get(name))
                .dataPoint(
                        CounterDataPointSnapshot.builder().value((double) value).build())
                .build());
    }

    @Override
    public List<String> getPrometheusNames() {
        return List.copyOf(HELP.keySet());
    }
}

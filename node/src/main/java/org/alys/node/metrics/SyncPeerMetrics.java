package org.alys.node.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.function.Supplier;
import org.alys.node.http.SyncPeerView;

/** What connected peers are worth as sources of blocks. There are never more of them than connections. */
public final class SyncPeerMetrics implements MultiCollector {
    private static final String SCORE = "alys_sync_peer_score";

    private final Supplier<List<SyncPeerView>> peers;

    /** To be registered by the caller. */
    public SyncPeerMetrics(Supplier<List<SyncPeerView>> peers) {
        this.peers = peers;
    }

    @Override
    public MetricSnapshots collect() {
        GaugeSnapshot.Builder scores = GaugeSnapshot.builder()
                .name(SCORE)
                .help("What a connected peer is worth as a source of blocks, from 0 to 1; by peer id.");
        for (SyncPeerView peer : peers.get()) {
            scores.dataPoint(GaugeDataPointSnapshot.builder()
                    .labels(Labels.of("peer", peer.id()))
                    .value(peer.score())
                    .build());
        }
        return MetricSnapshots.of(scores.build());
    }

    @Override
    public List<String> getPrometheusNames() {
        return List.of(SCORE);
    }
}

package org.alys.node.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.alys.node.http.SidechainView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Heights, connections and peg totals, asked for at each scrape, all from one view. When the node cannot tell,
 * {@code alys_chain_status_available} is 0 and the others are absent, so that no alert fires on stale numbers.
 */
public final class SidechainMetrics implements MultiCollector {
    private static final Logger LOG = LoggerFactory.getLogger(SidechainMetrics.class);
    private static final String AVAILABLE = "alys_chain_status_available";

    private static final Map<String, String> HELP = new TreeMap<>(Map.ofEntries(
            Map.entry(AVAILABLE, "Whether the node could tell its state at this scrape."),
            Map.entry("alys_chain_block_height", "Height of the head."),
            Map.entry("alys_federation_final_height", "Height of the last federation-final block."),
            Map.entry("alys_bitcoin_final_height", "Height of the last Bitcoin-final block."),
            Map.entry("alys_blocks_without_pow", "Blocks since the last Bitcoin-final one."),
            Map.entry("alys_blocks_without_pow_limit", "At this many, production halts."),
            Map.entry("alys_connected_peers", "Members or nodes connected."),
            Map.entry("alys_federation_members", "Members of the federation."),
            Map.entry("alys_federation_threshold", "Votes that certify a block."),
            Map.entry(
                    "alys_sync_state",
                    "0 discovering, 1 proving, 2 downloading, 3 catching up, 4 synced, 5 failed, 6 paused."),
            Map.entry("alys_sync_target_height", "The highest height that was proven to be final."),
            Map.entry("alys_sync_blocks_per_second", "Blocks imported per second by a sync; 0 without one."),
            Map.entry("alys_sync_may_produce", "Whether the node may vote and propose."),
            Map.entry("alys_misbehaviour_evidence", "Pieces of evidence against members; any is a reason to look."),
            Map.entry("alys_bitcoin_connected", "Whether a Bitcoin node answers."),
            Map.entry("alys_bitcoin_height", "Height of the Bitcoin node's best block."),
            Map.entry("alys_execution_connected", "Whether an execution client answers."),
            Map.entry("alys_execution_height", "Number of the execution client's head."),
            Map.entry("alys_peg_minted_sats", "Satoshis minted by peg-ins since genesis."),
            Map.entry("alys_peg_paid_out_sats", "Satoshis paid by peg-outs since genesis."),
            Map.entry("alys_peg_held_sats", "Satoshis the federation's address holds."),
            Map.entry("alys_peg_waiting_deposits", "Deposits seen and not yet minted."),
            Map.entry("alys_peg_outstanding_payments", "Peg-outs requested and not yet settled.")));

    private final Supplier<SidechainView> view;

    /**
     * To be registered by the caller.
     *
     * @param view the query API's {@code sidechain}
     */
    public SidechainMetrics(Supplier<SidechainView> view) {
        this.view = view;
    }

    @Override
    public MetricSnapshots collect() {
        MetricSnapshots.Builder snapshots = MetricSnapshots.builder();
        values().forEach((name, value) -> snapshots.metricSnapshot(GaugeSnapshot.builder()
                .name(name)
                .help(HELP.get(name))
                .dataPoint(GaugeDataPointSnapshot.builder().value(value).build())
                .build()));
        return snapshots.build();
    }

    @Override
    public List<String> getPrometheusNames() {
        return List.copyOf(HELP.keySet());
    }

    private Map<String, Double> values() {
        SidechainView now;
        try {
            now = view.get();
        } catch (RuntimeException e) {
            LOG.warn("the node's state is not available to metrics: {}", String.valueOf(e.getMessage()));
            return Map.of(AVAILABLE, 0.0);
        }
        Map<String, Double> values = new TreeMap<>();
        values.put(AVAILABLE, 1.0);
        values.put("alys_chain_block_height", (double) now.head().height());
        values.put(
                "alys_federation_final_height", (double) now.federationFinal().height());
        values.put("alys_bitcoin_final_height", (double) now.bitcoinFinal().height());
        values.put("alys_blocks_without_pow", (double)
                (now.head().height() - now.bitcoinFinal().height()));
        values.put("alys_blocks_without_pow_limit", (double) now.maxBlocksWithoutAuxPow());
        values.put("alys_connected_peers", (double) now.peers());
        values.put("alys_federation_members", (double) now.members());
        values.put("alys_federation_threshold", (double) now.threshold());
        values.put("alys_sync_state", (double) now.sync().code());
        values.put("alys_sync_target_height", (double) now.sync().target());
        values.put("alys_sync_blocks_per_second", now.sync().blocksPerSecond());
        values.put("alys_sync_may_produce", now.sync().mayProduce() ? 1.0 : 0.0);
        values.put("alys_misbehaviour_evidence", (double) now.evidence());
        values.put("alys_bitcoin_connected", now.bitcoin().isPresent() ? 1.0 : 0.0);
        now.bitcoin().ifPresent(bitcoin -> values.put("alys_bitcoin_height", (double) bitcoin.height()));
        values.put("alys_execution_connected", now.execution().isPresent() ? 1.0 : 0.0);
        now.execution().ifPresent(execution -> values.put("alys_execution_height", (double) execution.height()));
        values.put("alys_peg_minted_sats", (double) now.peg().minted().value());
        values.put("alys_peg_paid_out_sats", (double) now.peg().paidOut().value());
        values.put("alys_peg_held_sats", (double) now.peg().held().value());
        values.put("alys_peg_waiting_deposits", (double) now.peg().waiting());
        values.put("alys_peg_outstanding_payments", (double) now.peg().outstanding());
        return values;
    }
}

package org.alys.node.http;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Set;

/** Counts JSON-RPC calls. Names that are no method share one label value. */
final class RpcMetrics {
    private static final String NO_METHOD = "unknown";

    private final Set<String> methods;
    private final Counter requests;
    private final Histogram duration;

    RpcMetrics(PrometheusRegistry registry, Set<String> methods) {
        this.methods = Set.copyOf(methods);
        this.requests = Counter.builder()
                .name("alys_rpc_requests_total")
                .help("JSON-RPC calls by method and by whether they succeeded.")
                .labelNames("method", "status")
                .register(registry);
        this.duration = Histogram.builder()
                .name("alys_rpc_request_duration_seconds")
                .help("Time to answer a JSON-RPC call.")
                .labelNames("method")
                .classicOnly()
                .classicExponentialUpperBounds(0.001, 2, 15)
                .register(registry);
    }

    void answered(String method, RpcReply reply, long nanos) {
        String label = methods.contains(method) ? method : NO_METHOD;
        String status = reply instanceof RpcReply.Result ? "success" : "error";
        requests.labelValues(label, status).inc();
        duration.labelValues(label).observe(nanos / 1e9);
    }
}

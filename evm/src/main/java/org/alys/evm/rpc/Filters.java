package org.alys.evm.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alys.evm.block.Block;
import org.alys.evm.block.HeadChange;
import org.alys.evm.interpreter.StopSignal;
import org.alys.evm.transaction.SignedTransaction;

/** The filters that callers poll: {@code eth_newFilter} and its family. One that nobody polls is removed. */
final class Filters {
    private final LogSearch logs;
    private final InstantSource clock;
    private final int max;
    private final Duration life;
    private final int maxWaiting;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Filter> open = new HashMap<>();

    private sealed interface Wish {
        record Logs(LogFilter filter, JsonNode query) implements Wish {}

        record Blocks() implements Wish {}

        record Pending() implements Wish {}
    }

    private static final class Filter {
        private final Wish wish;
        private final List<JsonNode> waiting = new ArrayList<>();
        private Instant polled;

        Filter(Wish wish, Instant now) {
            this.wish = wish;
            this.polled = now;
        }
    }

    Filters(LogSearch logs, InstantSource clock, RpcLimits limits) {
        this.logs = logs;
        this.clock = clock;
        this.max = limits.maxFilters();
        this.life = limits.filterLife();
        this.maxWaiting = limits.maxLogs();
    }

    Map<String, RpcMethod> methods() {
        return Map.of(
                "eth_newFilter",
                RpcMethod.of(params -> {
                    JsonNode query = params.object(0).orElse(EthJson.JSON.objectNode());
                    return open(new Wish.Logs(LogFilter.of(query), query));
                }),
                "eth_newBlockFilter",
                RpcMethod.of(params -> open(new Wish.Blocks())),
                "eth_newPendingTransactionFilter",
                RpcMethod.of(params -> open(new Wish.Pending())),
                "eth_getFilterChanges",
                RpcMethod.of(params -> changes(params.required(0).asText(""))),
                "eth_uninstallFilter",
                RpcMethod.of(params ->
                        EthJson.JSON.booleanNode(close(params.required(0).asText("")))));
    }

    /** {@code eth_getFilterLogs}. */
    JsonNode all(Params params, StopSignal stop) {
        return all(params.required(0).asText(""), stop);
    }

    private synchronized JsonNode open(Wish wish) {
        Instant now = clock.instant();
        open.values().removeIf(filter -> filter.polled.plus(life).isBefore(now));
        if (open.size() >= max) {
            throw new RpcException(RpcException.LIMIT_EXCEEDED, "too many open filters");
        }
        byte[] id = new byte[16];
        random.nextBytes(id);
        String name = org.alys.primitives.Hex.encode0x(id);
        open.put(name, new Filter(wish, now));
        return EthJson.JSON.textNode(name);
    }

    private synchronized JsonNode changes(String id) {
        Filter filter = known(id);
        ArrayNode list = EthJson.JSON.arrayNode().addAll(filter.waiting);
        filter.waiting.clear();
        return list;
    }

    private JsonNode all(String id, StopSignal stop) {
        Wish wish;
        synchronized (this) {
            wish = known(id).wish;
        }
        if (wish instanceof Wish.Logs(LogFilter filter, JsonNode query)) {
            return logs.search(query, stop);
        }
        throw RpcException.server("filter not found");
    }

    private synchronized boolean close(String id) {
        return Optional.ofNullable(open.remove(id)).isPresent();
    }

    private Filter known(String id) {
        Filter filter = open.get(id);
        Instant now = clock.instant();
        if (filter == null || filter.polled.plus(life).isBefore(now)) {
            open.remove(id);
            throw RpcException.server("filter not found");
        }
        filter.polled = now;
        return filter;
    }

    synchronized void headChanged(HeadChange change) {
        for (Filter filter : open.values()) {
            switch (filter.wish) {
                case Wish.Blocks blocks ->
                    change.added()
                            .forEach(block -> wait(
                                    filter,
                                    List.of(EthJson.JSON.textNode(block.hash().toHex0x()))));
                case Wish.Logs(LogFilter wanted, JsonNode query) -> {
                    change.removed().forEach(block -> wait(filter, found(block, wanted, true)));
                    change.added().forEach(block -> wait(filter, found(block, wanted, false)));
                }
                case Wish.Pending pending -> {}
            }
        }
    }

    private List<JsonNode> found(Block block, LogFilter wanted, boolean removed) {
        return logs.inBlock(block, wanted, removed);
    }

    synchronized void transactionArrived(SignedTransaction transaction) {
        for (Filter filter : open.values()) {
            if (filter.wish instanceof Wish.Pending) {
                wait(filter, List.of(EthJson.JSON.textNode(transaction.hash().toHex0x())));
            }
        }
    }

    /** A caller that does not poll loses the oldest, not the node its memory. */
    private void wait(Filter filter, List<JsonNode> news) {
        filter.waiting.addAll(news);
        int excess = filter.waiting.size() - maxWaiting;
        if (excess > 0) {
            filter.waiting.subList(0, excess).clear();
        }
    }
}

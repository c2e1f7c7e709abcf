package org.alys.evm.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.alys.evm.block.Block;
import org.alys.evm.block.HeadChange;
import org.alys.evm.transaction.SignedTransaction;
import org.alys.primitives.Hex;

/** One connection with its subscriptions ({@code eth_subscribe}). Closed with the connection. */
public final class Session implements AutoCloseable {
    private final Subscriber subscriber;
    private final LogSearch logs;
    private final int max;
    private final Runnable onClose;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Wish> wishes = new LinkedHashMap<>();

    private sealed interface Wish {
        record Heads() implements Wish {}

        record Logs(LogFilter filter) implements Wish {}

        record Pending(boolean full) implements Wish {}
    }

    Session(Subscriber subscriber, LogSearch logs, int max, java.util.function.Consumer<Session> onClose) {
        this.subscriber = subscriber;
        this.logs = logs;
        this.max = max;
        this.onClose = () -> onClose.accept(this);
    }

    static Map<String, RpcMethod> methods() {
        return Map.of(
                "eth_subscribe", (params, caller) -> connected(caller).subscribe(params),
                "eth_unsubscribe", (params, caller) -> connected(caller).unsubscribe(params));
    }

    private static Session connected(Optional<Session> caller) {
        return caller.orElseThrow(() -> new RpcException(
                RpcException.METHOD_NOT_FOUND, "notifications not supported over HTTP: use WebSocket"));
    }

    private synchronized JsonNode subscribe(Params params) {
        String kind = params.required(0).asText("");
        Wish wish = switch (kind) {
            case "newHeads" -> new Wish.Heads();
            case "logs" -> new Wish.Logs(LogFilter.of(params.object(1).orElse(EthJson.JSON.objectNode())));
            case "newPendingTransactions" -> new Wish.Pending(params.flag(1));
            default ->
                throw new RpcException(
                        RpcException.METHOD_NOT_FOUND, "no \"" + kind + "\" subscription in eth namespace");
        };
        if (wishes.size() >= max) {
            throw new RpcException(RpcException.LIMIT_EXCEEDED, "too many subscriptions on this connection");
        }
        byte[] id = new byte[16];
        random.nextBytes(id);
        wishes.put(Hex.encode0x(id), wish);
        return EthJson.JSON.textNode(Hex.encode0x(id));
    }

    private synchronized JsonNode unsubscribe(Params params) {
        if (wishes.remove(params.required(0).asText("")) == null) {
            throw RpcException.server("subscription not found");
        }
        return EthJson.JSON.booleanNode(true);
    }

    synchronized void headChanged(HeadChange change) {
        wishes.forEach((id, wish) -> {
            switch (wish) {
                case Wish.Heads heads ->
                    change.added().forEach(block -> push(id, EthJson.header(block.hash(), block.header())));
                case Wish.Logs(LogFilter filter) -> {
                    change.removed().forEach(block -> pushLogs(id, block, filter, true));
                    change.added().forEach(block -> pushLogs(id, block, filter, false));
                }
                case Wish.Pending pending -> {}
            }
        });
    }

    private void pushLogs(String id, Block block, LogFilter filter, boolean removed) {
        logs.inBlock(block, filter, removed).forEach(log -> push(id, log));
    }

    synchronized void transactionArrived(SignedTransaction transaction) {
        wishes.forEach((id, wish) -> {
            if (wish instanceof Wish.Pending(boolean full)) {
                push(
                        id,
                        full
                                ? EthJson.pendingTransaction(transaction)
                                : EthJson.JSON.textNode(transaction.hash().toHex0x()));
            }
        });
    }

    private void push(String id, JsonNode result) {
        ObjectNode notification =
                EthJson.JSON.objectNode().put("jsonrpc", "2.0").put("method", "eth_subscription");
        notification.putObject("params").put("subscription", id).set("result", result);
        subscriber.push(notification.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        onClose.run();
    }
}

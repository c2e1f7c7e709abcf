package org.alys.evm.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.alys.evm.pool.PoolContent;
import org.alys.evm.pool.Submission;
import org.alys.evm.pool.TransactionPool;
import org.alys.evm.transaction.SignedTransaction;
import org.alys.evm.transaction.Transaction;
import org.alys.primitives.EvmAddress;

/** Transactions on their way into a block. */
final class PoolMethods {
    private final TransactionPool pool;

    PoolMethods(TransactionPool pool) {
        this.pool = pool;
    }

    Map<String, RpcMethod> methods() {
        return Map.of(
                "eth_sendRawTransaction", RpcMethod.of(this::send),
                "txpool_status", RpcMethod.of(params -> status()),
                "txpool_content", RpcMethod.of(params -> content(EthJson::pendingTransaction)),
                "txpool_contentFrom", RpcMethod.of(params -> contentFrom(params.address(0))),
                "txpool_inspect",
                        RpcMethod.of(
                                params -> content(signed -> EthJson.JSON.textNode(summary(signed.transaction())))));
    }

    private JsonNode send(Params params) {
        return switch (pool.submitLocal(params.data(0))) {
            case Submission.Accepted accepted ->
                EthJson.JSON.textNode(accepted.transaction().hash().toHex0x());
            case Submission.Refused refused ->
                throw RpcException.server(refused.reason().message());
        };
    }

    private JsonNode status() {
        return EthJson.JSON
                .objectNode()
                .put("pending", EthJson.quantity(pool.pendingCount()))
                .put("queued", EthJson.quantity(pool.queuedCount()));
    }

    private JsonNode content(Function<SignedTransaction, JsonNode> shown) {
        PoolContent content = pool.content();
        ObjectNode answer = EthJson.JSON.objectNode();
        content.pending()
                .forEach((sender, transactions) ->
                        answer.withObjectProperty("pending").set(sender.toString(), byNonce(transactions, shown)));
        content.queued()
                .forEach((sender, transactions) ->
                        answer.withObjectProperty("queued").set(sender.toString(), byNonce(transactions, shown)));
        answer.withObjectProperty("pending");
        answer.withObjectProperty("queued");
        return answer;
    }

    private JsonNode contentFrom(EvmAddress sender) {
        PoolContent content = pool.content();
        ObjectNode answer = EthJson.JSON.objectNode();
        answer.set("pending", byNonce(content.pending().getOrDefault(sender, List.of()), EthJson::pendingTransaction));
        answer.set("queued", byNonce(content.queued().getOrDefault(sender, List.of()), EthJson::pendingTransaction));
        return answer;
    }

    private static ObjectNode byNonce(
            List<SignedTransaction> transactions, Function<SignedTransaction, JsonNode> shown) {
        ObjectNode node = EthJson.JSON.objectNode();
        transactions.forEach(
                signed -> node.set(Long.toUnsignedString(signed.transaction().nonce()), shown.apply(signed)));
        return node;
    }

    private static String summary(Transaction transaction) {
        return transaction.to().map(EvmAddress::toString).orElse("contract creation") + ": "
                + transaction.value().toBigInteger() + " wei + " + transaction.gasLimit() + " gas x "
                + transaction.maxFeePerGas().toBigInteger() + " wei";
    }
}

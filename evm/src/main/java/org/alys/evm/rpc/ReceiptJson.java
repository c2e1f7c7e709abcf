package org.alys.evm.rpc;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.alys.evm.block.Block;
import org.alys.evm.block.Log;
import org.alys.evm.block.Receipt;
import org.alys.evm.transaction.SignedTransaction;

/** Receipts and logs as Ethereum's JSON-RPC shows them, with their places in the block. */
final class ReceiptJson {
    private ReceiptJson() {}

    static ArrayNode all(Block block, List<Receipt> receipts) {
        ArrayNode list = EthJson.JSON.arrayNode();
        int firstLog = 0;
        for (int i = 0; i < receipts.size(); i++) {
            list.add(one(block, receipts.get(i), i, firstLog));
            firstLog += receipts.get(i).logs().size();
        }
        return list;
    }

    /** @param firstLog the number of logs of the block before this receipt's */
    static ObjectNode one(Block block, Receipt receipt, int index, int firstLog) {
        SignedTransaction transaction = block.transactions().get(index);
        ObjectNode node = EthJson.JSON
                .objectNode()
                .put("transactionHash", transaction.hash().toHex0x())
                .put("transactionIndex", EthJson.quantity(index))
                .put("blockHash", block.hash().toHex0x())
                .put("blockNumber", EthJson.quantity(block.header().number()))
                .put("from", transaction.sender().toHex0x())
                .put("type", EthJson.quantity(receipt.type().id()))
                .put("status", receipt.succeeded() ? "0x1" : "0x0")
                .put("cumulativeGasUsed", EthJson.quantity(receipt.cumulativeGasUsed()))
                .put("gasUsed", EthJson.quantity(receipt.gasUsed()))
                .put("effectiveGasPrice", receipt.effectiveGasPrice().toHex())
                .put("logsBloom", receipt.logsBloom().toHex0x());
        transaction.transaction().to().ifPresentOrElse(to -> node.put("to", to.toHex0x()), () -> node.putNull("to"));
        receipt.contractAddress()
                .ifPresentOrElse(
                        created -> node.put("contractAddress", created.toHex0x()),
                        () -> node.putNull("contractAddress"));
        ArrayNode logs = node.putArray("logs");
        for (int i = 0; i < receipt.logs().size(); i++) {
            logs.add(log(block, receipt.logs().get(i), index, firstLog + i, false));
        }
        return node;
    }

    static ObjectNode log(Block block, Log log, int transactionIndex, int logIndex, boolean removed) {
        ObjectNode node = log(log);
        return node.put("blockHash", block.hash().toHex0x())
                .put("blockNumber", EthJson.quantity(block.header().number()))
                .put("blockTimestamp", EthJson.quantity(block.header().timestamp()))
                .put(
                        "transactionHash",
                        block.transactions().get(transactionIndex).hash().toHex0x())
                .put("transactionIndex", EthJson.quantity(transactionIndex))
                .put("logIndex", EthJson.quantity(logIndex))
                .put("removed", removed);
    }

    private static ObjectNode log(Log log) {
        ObjectNode node = EthJson.JSON.objectNode().put("address", log.address().toHex0x());
        ArrayNode topics = node.putArray("topics");
        log.topics().forEach(topic -> topics.add(topic.toHex0x()));
        return node.put("data", log.data().toHex0x());
    }
}

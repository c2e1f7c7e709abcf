package org.alys.evm.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alys.evm.block.Block;
import org.alys.evm.block.Log;
import org.alys.evm.block.Receipt;
import org.alys.evm.chain.ChainReader;
import org.alys.evm.interpreter.StopSignal;
import org.alys.primitives.Bytes32;

/** Finds logs in blocks. */
final class LogSearch {
    private final ChainReader chain;
    private final RpcLimits limits;

    LogSearch(ChainReader chain, RpcLimits limits) {
        this.chain = chain;
        this.limits = limits;
    }

    /** {@code eth_getLogs}: one block by its hash, or a range of heights. */
    ArrayNode search(JsonNode query, StopSignal stop) {
        LogFilter filter = LogFilter.of(query);
        ArrayNode found = EthJson.JSON.arrayNode();
        Optional<Bytes32> hash = Parse.field(query, "blockHash", Parse::hash);
        if (hash.isPresent()) {
            if (query.has("fromBlock") || query.has("toBlock")) {
                throw RpcException.invalidParams(
                        "cannot specify both BlockHash and FromBlock/ToBlock, choose one or the other");
            }
            Block block = chain.blockByHash(hash.get()).orElseThrow(() -> new RpcException(-32000, "unknown block"));
            add(found, inBlock(block, filter, false));
            return found;
        }
        long from = bound(query, "fromBlock");
        long to = Math.min(bound(query, "toBlock"), chain.head().header().number());
        if (from > to) {
            boolean beyondHead = from > chain.head().header().number();
            if (beyondHead) {
                return found;
            }
            throw RpcException.invalidParams("invalid block range params");
        }
        if (to - from >= limits.maxLogBlocks()) {
            throw new RpcException(
                    RpcException.LIMIT_EXCEEDED, "query spans more than " + limits.maxLogBlocks() + " blocks");
        }
        for (long number = from; number <= to; number++) {
            stop.check();
            Optional<Block> block = chain.blockAt(number);
            if (block.isPresent()) {
                add(found, inBlock(block.get(), filter, false));
            }
        }
        return found;
    }

    private void add(ArrayNode found, List<JsonNode> logs) {
        found.addAll(logs);
        if (found.size() > limits.maxLogs()) {
            throw new RpcException(
                    RpcException.LIMIT_EXCEEDED,
                    "query returned more than " + limits.maxLogs() + " results: ask for a smaller range of blocks");
        }
    }

    private long bound(JsonNode query, String name) {
        return Parse.field(query, name, BlockParam::of)
                .orElse(BlockParam.Tag.LATEST)
                .in(chain)
                .map(block -> block.header().number())
                .or(() -> Parse.field(query, name, BlockParam::of)
                        .filter(BlockParam.Height.class::isInstance)
                        .map(height -> ((BlockParam.Height) height).number()))
                .orElseThrow(() -> RpcException.server("unknown block"));
    }

    /** @param removed whether the block left the canonical chain */
    List<JsonNode> inBlock(Block block, LogFilter filter, boolean removed) {
        if (!filter.mayMatch(block.header().logsBloom())) {
            return List.of();
        }
        List<JsonNode> found = new ArrayList<>();
        int logIndex = 0;
        List<Receipt> receipts = chain.receipts(block.hash()).orElse(List.of());
        for (int i = 0; i < receipts.size(); i++) {
            for (Log log : receipts.get(i).logs()) {
                if (filter.matches(log)) {
                    found.add(ReceiptJson.log(block, log, i, logIndex, removed));
                }
                logIndex++;
            }
        }
        return found;
    }
}

package org.alys.evm.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.alys.evm.block.Block;
import org.alys.evm.block.Receipt;
import org.alys.evm.chain.ChainReader;
import org.alys.evm.interpreter.StopSignal;
import org.alys.primitives.UInt256;

/** What a transaction should pay. */
final class FeeMethods {
    private static final int MAX_HISTORY = 1024;
    private static final int MAX_PERCENTILES = 100;
    private static final int SUGGESTION_BLOCKS = 20;
    private static final int SUGGESTION_PERCENTILE = 60;

    private final ChainReader chain;
    private final UInt256 minimumTip;

    /** @param minimumTip in wei: the least a builder of this chain takes */
    FeeMethods(ChainReader chain, UInt256 minimumTip) {
        this.chain = chain;
        this.minimumTip = minimumTip;
    }

    Map<String, RpcMethod> methods() {
        return Map.of(
                "eth_gasPrice",
                RpcMethod.of(params -> text(nextBaseFee(chain.head()).plus(suggestedTip()))),
                "eth_maxPriorityFeePerGas",
                RpcMethod.of(params -> text(suggestedTip())),
                "eth_blobBaseFee",
                RpcMethod.of(params -> text(
                        chain.environmentOn(chain.head(), chain.head().header().timestamp() + 1)
                                .blobBaseFee())));
    }

    private static JsonNode text(UInt256 wei) {
        return EthJson.JSON.textNode(wei.toHex());
    }

    private UInt256 nextBaseFee(Block block) {
        return chain.environmentOn(block, block.header().timestamp() + 1).baseFeePerGas();
    }

    /** The 60th percentile of what the last blocks' transactions tipped, as geth does, but never below the minimum. */
    private UInt256 suggestedTip() {
        List<UInt256> tips = new ArrayList<>();
        Block block = chain.head();
        for (int i = 0; i < SUGGESTION_BLOCKS && block.header().number() > 0; i++) {
            tips.addAll(tips(block).stream().map(Tip::perGas).toList());
            block = chain.blockByHash(block.header().parentHash())
                    .orElseThrow(() -> RpcException.server("header not found"));
        }
        if (tips.isEmpty()) {
            return minimumTip;
        }
        Collections.sort(tips);
        UInt256 usual = tips.get((tips.size() - 1) * SUGGESTION_PERCENTILE / 100);
        return usual.compareTo(minimumTip) < 0 ? minimumTip : usual;
    }

    private record Tip(UInt256 perGas, long gasUsed) {}

    /** Ascending. */
    private List<Tip> tips(Block block) {
        UInt256 baseFee = block.header().baseFeePerGas();
        List<Receipt> receipts = chain.receipts(block.hash()).orElse(List.of());
        return receipts.stream()
                .map(receipt -> new Tip(receipt.effectiveGasPrice().minus(baseFee), receipt.gasUsed()))
                .sorted(Comparator.comparing(Tip::perGas))
                .toList();
    }

    /** {@code eth_feeHistory}. */
    JsonNode history(Params params, StopSignal stop) {
        int count = (int) Math.min(params.number(0), MAX_HISTORY);
        Block newest = params.block(1).requiredIn(chain);
        List<Double> percentiles = percentiles(params.at(2));
        int available = (int) Math.min(count, newest.header().number() + 1);
        List<Block> blocks = new ArrayList<>();
        Block block = newest;
        for (int i = 0; i < available; i++) {
            stop.check();
            blocks.addFirst(block);
            if (i + 1 < available) {
                block = chain.blockByHash(block.header().parentHash())
                        .orElseThrow(() -> RpcException.server("header not found"));
            }
        }
        return history(newest, blocks, percentiles, stop);
    }

    private JsonNode history(Block newest, List<Block> blocks, List<Double> percentiles, StopSignal stop) {
        ObjectNode answer = EthJson.JSON
                .objectNode()
                .put("oldestBlock", EthJson.quantity(newest.header().number() - Math.max(0, blocks.size() - 1)));
        if (blocks.isEmpty()) {
            answer.put("oldestBlock", "0x0");
        }
        ArrayNode baseFees = answer.putArray("baseFeePerGas");
        ArrayNode ratios = answer.putArray("gasUsedRatio");
        ArrayNode blobFees = answer.putArray("baseFeePerBlobGas");
        ArrayNode blobRatios = answer.putArray("blobGasUsedRatio");
        for (Block block : blocks) {
            baseFees.add(block.header().baseFeePerGas().toHex());
            ratios.add((double) block.header().gasUsed() / block.header().gasLimit());
            blobFees.add(chain.environmentOf(block).blobBaseFee().toHex());
            blobRatios.add(0.0);
        }
        if (!blocks.isEmpty()) {
            baseFees.add(nextBaseFee(newest).toHex());
            blobFees.add(chain.environmentOn(newest, newest.header().timestamp() + 1)
                    .blobBaseFee()
                    .toHex());
        }
        if (!percentiles.isEmpty()) {
            ArrayNode rewards = answer.putArray("reward");
            for (Block block : blocks) {
                stop.check();
                rewards.add(rewards(block, percentiles));
            }
        }
        return answer;
    }

    private ArrayNode rewards(Block block, List<Double> percentiles) {
        ArrayNode rewards = EthJson.JSON.arrayNode();
        List<Tip> tips = tips(block);
        if (tips.isEmpty()) {
            percentiles.forEach(percentile -> rewards.add("0x0"));
            return rewards;
        }
        int index = 0;
        long gas = tips.getFirst().gasUsed();
        for (double percentile : percentiles) {
            double threshold = block.header().gasUsed() * percentile / 100;
            while (gas < threshold && index < tips.size() - 1) {
                index++;
                gas += tips.get(index).gasUsed();
            }
            rewards.add(tips.get(index).perGas().toHex());
        }
        return rewards;
    }

    private static List<Double> percentiles(JsonNode node) {
        if (node.size() > MAX_PERCENTILES) {
            throw RpcException.invalidParams("over the query limit " + MAX_PERCENTILES);
        }
        List<Double> percentiles = new ArrayList<>();
        double last = 0;
        for (JsonNode one : node) {
            double percentile = one.asDouble(-1);
            if (percentile < last || percentile > 100) {
                throw RpcException.invalidParams("invalid reward percentile: " + one);
            }
            percentiles.add(percentile);
            last = percentile;
        }
        return percentiles;
    }
}

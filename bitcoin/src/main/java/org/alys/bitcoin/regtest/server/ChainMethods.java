package org.alys.bitcoin.regtest.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.alys.bitcoin.regtest.chain.BlockEntry;
import org.alys.bitcoin.regtest.chain.ChainState;
import org.alys.bitcoin.regtest.consensus.RegtestRules;
import org.alys.bitcoin.tx.Block;
import org.alys.bitcoin.tx.BlockHash;
import org.alys.primitives.Hex;

/** Questions about blocks and headers, and the two switches that force a reorganisation. */
final class ChainMethods {
    private static final Duration MAX_TIP_AGE = Duration.ofHours(24);

    private final ChainState chain;
    private final MockableClock clock;
    private final BlockJson blocks;
    private boolean caughtUp;

    ChainMethods(ChainState chain, MockableClock clock) {
        this.chain = chain;
        this.clock = clock;
        this.blocks = new BlockJson(chain);
    }

    void addTo(MethodTable table) {
        table.add("getblockchaininfo", _ -> blockchainInfo());
        table.add("getblockcount", _ -> Json.number(chain.active().height()));
        table.add("getbestblockhash", _ -> Json.text(chain.active().tip().hash().toDisplay()));
        table.add("getblockhash height", this::blockHash);
        table.add("getblockheader blockhash [verbose]", this::header);
        table.add("getblock blockhash [verbosity|verbose]", this::block);
        table.add("getchaintips", _ -> tips());
        table.add("getindexinfo [index_name]", _ -> indexInfo());
        table.add(
                "getdifficulty",
                _ -> Json.object()
                        .put("d", BlockJson.difficulty(RegtestRules.TARGET))
                        .get("d"));
        table.add("invalidateblock blockhash", this::invalidate);
        table.add("reconsiderblock blockhash", this::reconsider);
    }

    /** Core calls it download until the tip has been recent once. */
    boolean isInitialBlockDownload() {
        long tip = chain.active().tip().header().time();
        caughtUp |= tip >= clock.seconds() - MAX_TIP_AGE.toSeconds();
        return !caughtUp;
    }

    private JsonNode blockchainInfo() {
        BlockEntry tip = chain.active().tip();
        ObjectNode json = Json.object();
        json.put("chain", "regtest");
        json.put("blocks", tip.height());
        json.put("headers", chain.tree().bestHeader().height());
        json.put("bestblockhash", tip.hash().toDisplay());
        json.put("bits", RegtestRules.TARGET.toHex());
        json.put("target", BlockJson.target(RegtestRules.TARGET));
        json.put("difficulty", BlockJson.difficulty(RegtestRules.TARGET));
        json.put("time", tip.header().time());
        json.put("mediantime", tip.medianTime());
        json.put("verificationprogress", 1);
        json.put("initialblockdownload", isInitialBlockDownload());
        json.put("chainwork", BlockJson.hex256(tip.work()));
        json.put("size_on_disk", chain.sizeOnDisk());
        json.put("pruned", false);
        json.putArray("warnings");
        return json;
    }

    private JsonNode blockHash(RpcParams params) throws RpcException {
        return Json.text(chain.active()
                .at(params.number(0))
                .orElseThrow(() -> RpcError.INVALID_PARAMETER.with("Block height out of range"))
                .hash()
                .toDisplay());
    }

    private BlockEntry entry(BlockHash hash) throws RpcException {
        return chain.tree().find(hash).orElseThrow(() -> RpcError.INVALID_ADDRESS_OR_KEY.with("Block not found"));
    }

    private JsonNode header(RpcParams params) throws RpcException {
        BlockEntry entry = entry(params.blockHash(0, "hash"));
        return params.flag(1, true)
                ? blocks.header(entry)
                : Json.text(Hex.encode(entry.header().encode()));
    }

    private JsonNode block(RpcParams params) throws RpcException {
        BlockEntry entry = entry(params.blockHash(0, "blockhash"));
        Block block =
                chain.block(entry).orElseThrow(() -> RpcError.MISC.with("Block not available (not fully downloaded)"));
        int verbosity = verbosity(params, 1, 1);
        return verbosity <= 0 ? Json.text(Hex.encode(block.encode())) : blocks.block(entry, block, verbosity);
    }

    /** A number, or what it was before it was a number: true for 1. */
    static int verbosity(RpcParams params, int index, int absent) throws RpcException {
        Optional<JsonNode> given = params.optional(index);
        if (given.isPresent() && given.get().isBoolean()) {
            return given.get().booleanValue() ? 1 : 0;
        }
        return params.number(index, absent);
    }

    private JsonNode indexInfo() {
        ObjectNode json = Json.object();
        json.putObject("txindex")
                .put("synced", true)
                .put("best_block_height", chain.active().height());
        return json;
    }

    private JsonNode tips() {
        Set<BlockEntry> tips = new LinkedHashSet<>();
        tips.add(chain.active().tip());
        tips.addAll(chain.tree().leaves());
        List<BlockEntry> ordered = new ArrayList<>(tips);
        ordered.sort(Comparator.comparingInt(BlockEntry::height).reversed());
        ArrayNode json = Json.array();
        for (BlockEntry tip : ordered) {
            json.addObject()
                    .put("height", tip.height())
                    .put("hash", tip.hash().toDisplay())
                    .put("branchlen", tip.height() - chain.active().fork(tip).height())
                    .put("status", status(tip));
        }
        return json;
    }

    private String status(BlockEntry tip) {
        if (chain.active().contains(tip)) {
            return "active";
        }
        if (tip.isFailed()) {
            return "invalid";
        }
        if (!tip.isLinked()) {
            return "headers-only";
        }
        return chain.wasConnected(tip) ? "valid-fork" : "valid-headers";
    }

    private JsonNode invalidate(RpcParams params) throws RpcException {
        BlockEntry entry = entry(params.blockHash(0, "blockhash"));
        if (entry == chain.tree().genesis()) {
            throw RpcError.DATABASE.with("the first block cannot be invalid");
        }
        chain.invalidate(entry);
        return Json.nothing();
    }

    private JsonNode reconsider(RpcParams params) throws RpcException {
        chain.reconsider(entry(params.blockHash(0, "blockhash")));
        return Json.nothing();
    }
}

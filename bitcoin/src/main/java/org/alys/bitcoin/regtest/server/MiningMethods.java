package org.alys.bitcoin.regtest.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alys.bitcoin.regtest.chain.BlockEntry;
import org.alys.bitcoin.regtest.chain.BlockOutcome;
import org.alys.bitcoin.regtest.chain.ChainState;
import org.alys.bitcoin.regtest.chain.HeaderOutcome;
import org.alys.bitcoin.regtest.consensus.RegtestRules;
import org.alys.bitcoin.regtest.consensus.Rejection;
import org.alys.bitcoin.regtest.mempool.Mempool;
import org.alys.bitcoin.regtest.mempool.MempoolEntry;
import org.alys.bitcoin.regtest.mining.BlockMaker;
import org.alys.bitcoin.regtest.mining.NextBlock;
import org.alys.bitcoin.tx.Block;
import org.alys.bitcoin.tx.BlockHeader;
import org.alys.bitcoin.tx.Txid;
import org.alys.primitives.Bytes;
import org.alys.primitives.Hex;

/** What miners call (BIP 22, BIP 23, BIP 145). */
final class MiningMethods {
    private static final int HASH_RATE_BLOCKS = 120;

    private final ChainState chain;
    private final Mempool mempool;
    private final BlockMaker maker;

    MiningMethods(ChainState chain, Mempool mempool, BlockMaker maker) {
        this.chain = chain;
        this.mempool = mempool;
        this.maker = maker;
    }

    void addTo(MethodTable table) {
        table.add("getblocktemplate template_request", this::template);
        table.add("submitblock hexdata [dummy]", this::submitBlock);
        table.add("submitheader hexdata", this::submitHeader);
        table.add("getmininginfo", _ -> info());
    }

    private JsonNode template(RpcParams params) throws RpcException {
        JsonNode request = RpcParams.object(params.node(0));
        Optional<JsonNode> mode = RpcParams.option(request, "mode");
        if (mode.isPresent() && !mode.get().isTextual()) {
            throw RpcError.INVALID_PARAMETER.with("Invalid mode");
        }
        String name = mode.map(JsonNode::textValue).orElse("template");
        if (name.equals("proposal")) {
            return propose(request);
        }
        if (!name.equals("template")) {
            throw RpcError.INVALID_PARAMETER.with("Invalid mode");
        }
        boolean segwit = false;
        for (JsonNode rule : request.path("rules")) {
            segwit |= rule.asText().equals("segwit");
        }
        if (!segwit) {
            throw RpcError.INVALID_PARAMETER.with("getblocktemplate must be called with the segwit rule set"
                    + " (call with {\"rules\": [\"segwit\"]})");
        }
        return template(maker.next());
    }

    private JsonNode template(NextBlock next) {
        ObjectNode json = Json.object();
        json.putArray("capabilities").add("proposal");
        json.put("version", next.version());
        json.putArray("rules").add("csv").add("!segwit").add("taproot");
        json.putObject("vbavailable");
        json.put("vbrequired", 0);
        json.put("previousblockhash", next.previous().toDisplay());
        json.set("transactions", transactions(next.entries()));
        json.putObject("coinbaseaux");
        json.put("coinbasevalue", next.coinbaseValue().value());
        json.put("longpollid", next.previous().toDisplay() + mempool.changes());
        json.put("target", BlockJson.target(RegtestRules.TARGET));
        json.put("mintime", next.minTime());
        json.putArray("mutable").add("time").add("transactions").add("prevblock");
        json.put("noncerange", "00000000ffffffff");
        json.put("sigoplimit", RegtestRules.MAX_BLOCK_SIGOPS_COST);
        json.put("sizelimit", Block.MAX_SIZE);
        json.put("weightlimit", RegtestRules.MAX_BLOCK_WEIGHT);
        json.put("curtime", next.time());
        json.put("bits", RegtestRules.TARGET.toHex());
        json.put("height", next.height());
        json.put("default_witness_commitment", next.witnessCommitment().toHex());
        return json;
    }

    private ArrayNode transactions(List<MempoolEntry> entries) {
        Map<Txid, Integer> places = new HashMap<>();
        ArrayNode array = Json.array();
        for (MempoolEntry entry : entries) {
            places.put(entry.txid(), places.size() + 1);
            ObjectNode json = array.addObject();
            json.put("data", Hex.encode(entry.transaction().encode()));
            json.put("txid", entry.txid().toDisplay());
            json.put("hash", entry.wtxid().reversed().toHex());
            ArrayNode depends = json.putArray("depends");
            mempool.parents(entry.transaction())
                    .forEach(parent ->
                            Optional.ofNullable(places.get(parent.txid())).ifPresent(depends::add));
            json.put("fee", entry.fee().value());
            json.put("sigops", entry.sigopsCost());
            json.put("weight", entry.weight());
        }
        return array;
    }

    private JsonNode propose(JsonNode request) throws RpcException {
        Optional<JsonNode> data = RpcParams.option(request, "data");
        if (data.isEmpty() || !data.get().isTextual()) {
            throw RpcError.TYPE.with("Missing data String key for proposal");
        }
        Block block = block(data.get());
        Optional<BlockEntry> known = chain.tree().find(block.hash());
        if (known.isPresent()) {
            String state = known.get().isFailed()
                    ? "duplicate-invalid"
                    : chain.wasConnected(known.get()) ? "duplicate" : "duplicate-inconclusive";
            return Json.text(state);
        }
        if (!block.header().previous().equals(chain.active().tip().hash())) {
            return Json.text("inconclusive-not-best-prevblk");
        }
        return chain.test(block).map(Rejection::reason).map(Json::text).orElse(Json.nothing());
    }

    private static Block block(JsonNode hex) throws RpcException {
        Bytes bytes = RpcParams.hex(hex, RpcError.UNDECODABLE, "Block decode failed");
        return Block.decode(bytes.toArray())
                .toOptional()
                .orElseThrow(() -> RpcError.UNDECODABLE.with("Block decode failed"));
    }

    private JsonNode submitBlock(RpcParams params) throws RpcException {
        Block block = UncommittedWitness.complete(block(params.node(0)));
        return switch (chain.accept(block)) {
            case BlockOutcome.Connected _ -> Json.nothing();
            case BlockOutcome.Stored _ -> Json.text("inconclusive");
            case BlockOutcome.Known _ -> Json.text("duplicate");
            case BlockOutcome.Refused(Rejection rejection) -> Json.text(rejection.reason());
        };
    }

    private JsonNode submitHeader(RpcParams params) throws RpcException {
        Bytes bytes = RpcParams.hex(params.node(0), RpcError.UNDECODABLE, "Block header decode failed");
        BlockHeader header = BlockHeader.decode(bytes.toArray())
                .toOptional()
                .orElseThrow(() -> RpcError.UNDECODABLE.with("Block header decode failed"));
        if (chain.tree().find(header.previous()).isEmpty()) {
            throw RpcError.VERIFY.with("Must submit previous header (" + header.previous() + ") first");
        }
        if (chain.acceptHeader(header) instanceof HeaderOutcome.Refused(Rejection rejection)) {
            throw RpcError.VERIFY.with(rejection.reason());
        }
        return Json.nothing();
    }

    /** The work of the last 120 blocks over the time they took. */
    private static BigDecimal hashesPerSecond(BlockEntry tip) {
        BlockEntry first = tip;
        long earliest = tip.header().time();
        long latest = earliest;
        for (int i = 0; i < HASH_RATE_BLOCKS && first.parent().isPresent(); i++) {
            first = first.parent().get();
            earliest = Math.min(earliest, first.header().time());
            latest = Math.max(latest, first.header().time());
        }
        if (earliest == latest) {
            return BigDecimal.ZERO;
        }
        double work = tip.work().subtract(first.work()).doubleValue();
        return new BigDecimal(work / (latest - earliest)).round(new MathContext(16));
    }

    private JsonNode info() {
        BlockEntry tip = chain.active().tip();
        ObjectNode json = Json.object();
        json.put("blocks", tip.height());
        json.put("bits", RegtestRules.TARGET.toHex());
        json.put("difficulty", BlockJson.difficulty(RegtestRules.TARGET));
        json.put("target", BlockJson.target(RegtestRules.TARGET));
        json.put("networkhashps", hashesPerSecond(tip));
        json.put("pooledtx", mempool.size());
        json.put("chain", "regtest");
        json.putObject("next")
                .put("height", tip.height() + 1)
                .put("bits", RegtestRules.TARGET.toHex())
                .put("difficulty", BlockJson.difficulty(RegtestRules.TARGET))
                .put("target", BlockJson.target(RegtestRules.TARGET));
        json.putArray("warnings");
        return json;
    }
}

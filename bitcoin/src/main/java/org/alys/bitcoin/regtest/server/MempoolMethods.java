package org.alys.bitcoin.regtest.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Set;
import org.alys.bitcoin.regtest.mempool.FeeRate;
import org.alys.bitcoin.regtest.mempool.Mempool;
import org.alys.bitcoin.regtest.mempool.MempoolEntry;
import org.alys.primitives.Sats;

/** Questions about the mempool. */
final class MempoolMethods {
    private static final long MAX_BYTES = 300_000_000;

    private final Mempool mempool;

    MempoolMethods(Mempool mempool) {
        this.mempool = mempool;
    }

    void addTo(MethodTable table) {
        table.add("getrawmempool [verbose] [mempool_sequence]", this::raw);
        table.add("getmempoolinfo", _ -> info());
        table.add("getmempoolentry txid", params -> entry(find(params)));
        table.add(
                "getmempoolancestors txid [verbose]",
                params -> list(mempool.ancestors(find(params).transaction()), params.flag(1, false)));
        table.add(
                "getmempooldescendants txid [verbose]",
                params -> list(mempool.descendants(find(params)), params.flag(1, false)));
    }

    private MempoolEntry find(RpcParams params) throws RpcException {
        return mempool.find(params.txid(0, "txid"))
                .orElseThrow(() -> RpcError.INVALID_ADDRESS_OR_KEY.with("Transaction not in mempool"));
    }

    private JsonNode raw(RpcParams params) throws RpcException {
        boolean verbose = params.flag(0, false);
        if (!params.flag(1, false)) {
            return list(mempool.entries(), verbose);
        }
        if (verbose) {
            throw RpcError.INVALID_PARAMETER.with("Verbose results cannot contain mempool sequence values.");
        }
        ObjectNode json = Json.object();
        json.set("txids", list(mempool.entries(), false));
        json.put("mempool_sequence", mempool.changes() + 1);
        return json;
    }

    private JsonNode list(Collection<MempoolEntry> entries, boolean verbose) {
        if (!verbose) {
            return Json.texts(entries.stream().map(MempoolEntry::txid).toList());
        }
        ObjectNode json = Json.object();
        entries.forEach(entry -> json.set(entry.txid().toDisplay(), entry(entry)));
        return json;
    }

    private JsonNode info() {
        ObjectNode json = Json.object();
        json.put("loaded", true);
        json.put("size", mempool.size());
        json.put("bytes", mempool.virtualBytes());
        json.put("usage", mempool.virtualBytes());
        json.set("total_fee", Json.amount(total(mempool.entries())));
        json.put("maxmempool", MAX_BYTES);
        json.set("mempoolminfee", Json.signedAmount(FeeRate.MINIMUM.satPerKvb()));
        json.set("minrelaytxfee", Json.signedAmount(FeeRate.MINIMUM.satPerKvb()));
        json.set("incrementalrelayfee", Json.signedAmount(FeeRate.MINIMUM.satPerKvb()));
        // there are no peers, so nothing is ever announced
        json.put("unbroadcastcount", mempool.size());
        json.put("fullrbf", true);
        return json;
    }

    private static Sats total(Collection<MempoolEntry> entries) {
        return entries.stream().map(MempoolEntry::fee).reduce(Sats.ZERO, Sats::plus);
    }

    private ObjectNode entry(MempoolEntry entry) {
        Set<MempoolEntry> ancestors = mempool.ancestors(entry.transaction());
        Set<MempoolEntry> descendants = mempool.descendants(entry);
        ObjectNode json = Json.object();
        json.put("vsize", entry.virtualSize());
        json.put("weight", entry.weight());
        json.put("time", entry.time());
        json.put("height", entry.height());
        json.put("descendantcount", descendants.size() + 1);
        json.put("descendantsize", size(descendants) + entry.virtualSize());
        json.put("ancestorcount", ancestors.size() + 1);
        json.put("ancestorsize", size(ancestors) + entry.virtualSize());
        json.put("wtxid", entry.wtxid().reversed().toHex());
        ObjectNode fees = json.putObject("fees");
        fees.set("base", Json.amount(entry.fee()));
        fees.set("modified", Json.amount(entry.fee()));
        fees.set("ancestor", Json.amount(entry.fee().plus(total(ancestors))));
        fees.set("descendant", Json.amount(entry.fee().plus(total(descendants))));
        json.set("depends", ids(mempool.parents(entry.transaction())));
        json.set("spentby", ids(mempool.children(entry)));
        json.put(
                "bip125-replaceable",
                entry.signalsReplacement() || ancestors.stream().anyMatch(MempoolEntry::signalsReplacement));
        json.put("unbroadcast", true);
        return json;
    }

    private static long size(Collection<MempoolEntry> entries) {
        return entries.stream().mapToLong(MempoolEntry::virtualSize).sum();
    }

    private static ArrayNode ids(Collection<MempoolEntry> entries) {
        return Json.texts(entries.stream().map(MempoolEntry::txid).toList());
    }
}

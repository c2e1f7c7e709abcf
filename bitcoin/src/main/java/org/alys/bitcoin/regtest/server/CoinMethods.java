package org.alys.bitcoin.regtest.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.alys.bitcoin.regtest.chain.BlockEntry;
import org.alys.bitcoin.regtest.chain.ChainState;
import org.alys.bitcoin.regtest.consensus.Coin;
import org.alys.bitcoin.regtest.mempool.Mempool;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.primitives.Bytes;
import org.alys.primitives.Sats;

/** Questions about unspent outputs. */
final class CoinMethods {
    private static final long BOGO_COIN_SIZE = 50;

    private final ChainState chain;
    private final Mempool mempool;

    CoinMethods(ChainState chain, Mempool mempool) {
        this.chain = chain;
        this.mempool = mempool;
    }

    void addTo(MethodTable table) {
        table.add("gettxout txid n [include_mempool]", this::output);
        table.add("scantxoutset action [scanobjects]", this::scan);
        table.add("gettxoutsetinfo [hash_type]", this::setInfo);
    }

    private JsonNode output(RpcParams params) throws RpcException {
        int index = params.number(1);
        if (index < 0) {
            return Json.nothing();
        }
        OutPoint outPoint = new OutPoint(params.txid(0, "txid"), index);
        boolean withMempool = params.flag(2, true);
        if (withMempool && mempool.spender(outPoint).isPresent()) {
            return Json.nothing();
        }
        Optional<Coin> coin = withMempool
                ? mempool.output(outPoint).or(() -> chain.coins().coin(outPoint))
                : chain.coins().coin(outPoint);
        return coin.<JsonNode>map(this::output).orElse(Json.nothing());
    }

    private ObjectNode output(Coin coin) {
        BlockEntry tip = chain.active().tip();
        ObjectNode json = Json.object();
        json.put("bestblock", tip.hash().toDisplay());
        json.put("confirmations", coin.height() == Coin.UNCONFIRMED ? 0 : tip.height() - coin.height() + 1);
        json.set("value", Json.amount(coin.output().value()));
        json.set("scriptPubKey", TransactionJson.script(coin.output().script()));
        json.put("coinbase", coin.coinbase());
        return json;
    }

    private JsonNode scan(RpcParams params) throws RpcException {
        return switch (params.text(0)) {
            case "start" -> scan(params.array(1));
            case "abort" -> Json.flag(false);
            case "status" -> Json.nothing();
            default -> throw RpcError.INVALID_PARAMETER.with("Invalid action '" + params.text(0) + "'");
        };
    }

    private JsonNode scan(JsonNode objects) throws RpcException {
        Map<Bytes, String> wanted = new HashMap<>();
        for (JsonNode object : objects) {
            String text = RpcParams.text(object.isObject() ? RpcParams.member(object, "desc") : object);
            Bytes script = PayoutScripts.ofDescriptor(text);
            wanted.put(script, Descriptor.infer(script));
        }
        BlockEntry tip = chain.active().tip();
        Sats total = Sats.ZERO;
        ArrayNode found = Json.array();
        for (Map.Entry<OutPoint, Coin> entry : chain.coins().coins().entrySet()) {
            Coin coin = entry.getValue();
            String descriptor = wanted.get(coin.output().script());
            if (descriptor != null) {
                total = total.plus(coin.output().value());
                found.add(found(entry.getKey(), coin, descriptor, tip));
            }
        }
        ObjectNode json = Json.object();
        json.put("success", true);
        json.put("txouts", chain.coins().coins().size());
        json.put("height", tip.height());
        json.put("bestblock", tip.hash().toDisplay());
        json.set("unspents", found);
        json.set("total_amount", Json.amount(total));
        return json;
    }

    private ObjectNode found(OutPoint outPoint, Coin coin, String descriptor, BlockEntry tip) {
        ObjectNode json = Json.object();
        json.put("txid", outPoint.txid().toDisplay());
        json.put("vout", outPoint.index());
        json.put("scriptPubKey", coin.output().script().toHex());
        json.put("desc", descriptor);
        json.set("amount", Json.amount(coin.output().value()));
        json.put("coinbase", coin.coinbase());
        json.put("height", coin.height());
        json.put(
                "blockhash",
                chain.active().at(coin.height()).orElseThrow().hash().toDisplay());
        json.put("confirmations", tip.height() - coin.height() + 1);
        return json;
    }

    /** A size that depends on the set alone, as Core counts it: 50 bytes for each coin and its script. */
    private static long bogoSize(Collection<Coin> coins) {
        return coins.stream()
                .mapToLong(coin -> BOGO_COIN_SIZE + coin.output().script().size())
                .sum();
    }

    private JsonNode setInfo(RpcParams params) throws RpcException {
        if (!params.text(0, "none").equals("none")) {
            throw RpcError.INVALID_PARAMETER.with(
                    "'" + RpcParams.bounded(params.text(0)) + "' is not a valid hash_type");
        }
        BlockEntry tip = chain.active().tip();
        Map<OutPoint, Coin> coins = chain.coins().coins();
        ObjectNode json = Json.object();
        json.put("height", tip.height());
        json.put("bestblock", tip.hash().toDisplay());
        json.put("txouts", coins.size());
        json.put(
                "transactions",
                coins.keySet().stream().map(OutPoint::txid).distinct().count());
        json.put("bogosize", bogoSize(coins.values()));
        json.put("disk_size", 0);
        json.set(
                "total_amount",
                Json.amount(coins.values().stream()
                        .map(coin -> coin.output().value())
                        .reduce(Sats.ZERO, Sats::plus)));
        return json;
    }
}

package org.alys.bitcoin.regtest.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alys.bitcoin.regtest.chain.ChainState;
import org.alys.bitcoin.regtest.consensus.Coin;
import org.alys.bitcoin.regtest.consensus.Rejection;
import org.alys.bitcoin.regtest.consensus.ScriptParser;
import org.alys.bitcoin.regtest.mempool.FeeRate;
import org.alys.bitcoin.regtest.mempool.Mempool;
import org.alys.bitcoin.regtest.mempool.MempoolEntry;
import org.alys.bitcoin.regtest.mempool.MempoolGate;
import org.alys.bitcoin.regtest.mempool.MempoolVerdict;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bitcoin.tx.TxOutput;
import org.alys.bitcoin.tx.Txid;
import org.alys.primitives.Sats;

/** Handing in transactions, for real or as a test. */
final class BroadcastMethods {
    private static final Sats DEFAULT_MAX_RATE = new Sats(10_000_000);
    private static final int MAX_TESTED = 25;

    private final ChainState chain;
    private final Mempool mempool;
    private final MempoolGate gate;

    BroadcastMethods(ChainState chain, Mempool mempool, MempoolGate gate) {
        this.chain = chain;
        this.mempool = mempool;
        this.gate = gate;
    }

    void addTo(MethodTable table) {
        table.add("sendrawtransaction hexstring [maxfeerate] [maxburnamount]", this::send);
        table.add("testmempoolaccept rawtxs [maxfeerate]", this::test);
    }

    /** The largest fee allowed; none when the rate is 0. */
    private static Optional<FeeRate> maxRate(RpcParams params, int index) throws RpcException {
        Sats rate = params.has(index) ? RpcParams.amount(params.node(index)) : DEFAULT_MAX_RATE;
        if (rate.value() >= Sats.PER_BTC) {
            throw RpcError.INVALID_PARAMETER.with("Fee rates larger than or equal to 1BTC/kvB are not accepted");
        }
        return rate.value() == 0 ? Optional.empty() : Optional.of(new FeeRate(rate.value()));
    }

    private JsonNode send(RpcParams params) throws RpcException {
        Transaction transaction = TransactionText.require(params, 0);
        Optional<FeeRate> maxRate = maxRate(params, 1);
        Sats maxBurn = params.has(2) ? RpcParams.amount(params.node(2)) : Sats.ZERO;
        for (TxOutput output : transaction.outputs()) {
            boolean burns = ScriptParser.isUnspendable(output.script())
                    || !ScriptParser.parse(output.script()).complete();
            if (burns && output.value().compareTo(maxBurn) > 0) {
                throw RpcError.VERIFY.with("Unspendable output exceeds maximum configured by user (maxburnamount)");
            }
        }
        return Json.text(send(transaction, maxRate).toDisplay());
    }

    /** Hands a transaction in; one that is in the mempool already is fine. */
    Txid send(Transaction transaction, Optional<FeeRate> maxRate) throws RpcException {
        Txid txid = transaction.txid();
        for (int index = 0; index < transaction.outputs().size(); index++) {
            if (chain.coins().coin(new OutPoint(txid, index)).isPresent()) {
                throw RpcError.ALREADY_IN_UTXO_SET.with("Transaction outputs already in utxo set");
            }
        }
        if (mempool.contains(txid)) {
            return txid;
        }
        if (maxRate.isPresent()
                && gate.test(transaction, Map.of()) instanceof MempoolVerdict.Accepted(MempoolEntry entry, var _)
                && exceeds(entry, maxRate.get())) {
            throw RpcError.VERIFY.with("Fee exceeds maximum configured by user (e.g. -maxtxfee, maxfeerate)");
        }
        return switch (gate.accept(transaction)) {
            case MempoolVerdict.Accepted _ -> txid;
            case MempoolVerdict.MissingInputs() -> throw RpcError.VERIFY.with("bad-txns-inputs-missingorspent");
            case MempoolVerdict.Refused(Rejection rejection) ->
                throw RpcError.VERIFY_REJECTED.with(rejection.describe());
        };
    }

    private static boolean exceeds(MempoolEntry entry, FeeRate maxRate) {
        return entry.fee().compareTo(maxRate.feeFor(entry.virtualSize())) > 0;
    }

    private JsonNode test(RpcParams params) throws RpcException {
        JsonNode raw = params.array(0);
        if (raw.isEmpty() || raw.size() > MAX_TESTED) {
            throw RpcError.INVALID_PARAMETER.with("Array must contain between 1 and " + MAX_TESTED + " transactions.");
        }
        Optional<FeeRate> maxRate = maxRate(params, 1);
        List<Transaction> transactions = new ArrayList<>();
        for (JsonNode text : raw) {
            transactions.add(TransactionText.read(RpcParams.text(text), Optional.empty())
                    .orElseThrow(() -> RpcError.UNDECODABLE.with("TX decode failed: " + RpcParams.bounded(text.asText())
                            + " Make sure the tx has at least one input.")));
        }
        ArrayNode results = Json.array();
        Map<OutPoint, Coin> promised = new HashMap<>();
        for (Transaction transaction : transactions) {
            MempoolVerdict verdict = gate.test(transaction, promised);
            results.add(result(transaction, verdict, maxRate));
            if (verdict instanceof MempoolVerdict.Accepted) {
                promise(transaction, promised);
            }
        }
        return results;
    }

    private static void promise(Transaction transaction, Map<OutPoint, Coin> promised) {
        Txid txid = transaction.txid();
        for (int index = 0; index < transaction.outputs().size(); index++) {
            promised.put(
                    new OutPoint(txid, index), new Coin(transaction.outputs().get(index), Coin.UNCONFIRMED, false));
        }
    }

    private static ObjectNode result(Transaction transaction, MempoolVerdict verdict, Optional<FeeRate> maxRate) {
        ObjectNode json = Json.object();
        json.put("txid", transaction.txid().toDisplay());
        json.put("wtxid", transaction.wtxid().reversed().toHex());
        switch (verdict) {
            case MempoolVerdict.Accepted(MempoolEntry entry, var _)
            when maxRate.filter(rate -> exceeds(entry, rate)).isPresent() -> {
                json.put("allowed", false);
                json.put("reject-reason", "max-fee-exceeded");
            }
            case MempoolVerdict.Accepted(MempoolEntry entry, var _) -> {
                json.put("allowed", true);
                json.put("vsize", entry.virtualSize());
                ObjectNode fees = json.putObject("fees");
                fees.set("base", Json.amount(entry.fee()));
                fees.set(
                        "effective-feerate",
                        Json.signedAmount(
                                FeeRate.of(entry.fee(), entry.virtualSize()).satPerKvb()));
                fees.putArray("effective-includes").add(entry.wtxid().reversed().toHex());
            }
            case MempoolVerdict.MissingInputs() -> {
                json.put("allowed", false);
                json.put("reject-reason", "missing-inputs");
            }
            case MempoolVerdict.Refused(Rejection rejection) -> {
                json.put("allowed", false);
                json.put("reject-reason", rejection.reason());
                if (!rejection.detail().isEmpty()) {
                    json.put("reject-details", rejection.describe());
                }
            }
        }
        return json;
    }
}

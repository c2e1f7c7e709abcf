package org.alys.bitcoin.regtest.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.alys.bitcoin.regtest.consensus.Coin;
import org.alys.bitcoin.regtest.consensus.TransactionChecks;
import org.alys.bitcoin.regtest.mempool.ScriptKind;
import org.alys.bitcoin.taproot.BitcoinAddress;
import org.alys.bitcoin.tx.BitcoinNetwork;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bitcoin.tx.TxInput;
import org.alys.bitcoin.tx.TxOutput;
import org.alys.primitives.Bytes;
import org.alys.primitives.Hex;

/** Transactions and scripts in Bitcoin Core's shapes. */
final class TransactionJson {
    private TransactionJson() {}

    /** A script as an output has it. */
    static ObjectNode script(Bytes script) {
        ObjectNode json = Json.object();
        json.put("asm", ScriptAsm.of(script));
        json.put("desc", Descriptor.infer(script));
        json.put("hex", script.toHex());
        address(script).ifPresent(address -> json.put("address", address));
        json.put("type", ScriptKind.of(script).coreName());
        return json;
    }

    static Optional<String> address(Bytes script) {
        return BitcoinAddress.ofScript(script, BitcoinNetwork.REGTEST).map(BitcoinAddress::toString);
    }

    /**
     * The whole transaction.
     *
     * @param spent what its inputs spend, for the fee and to be shown; empty when not known or not wanted
     * @param prevouts whether to show what is spent
     */
    static ObjectNode full(Transaction transaction, Optional<List<Coin>> spent, boolean prevouts) {
        ObjectNode json = withoutHex(transaction, spent, prevouts);
        spent.filter(coins -> !coins.isEmpty())
                .ifPresent(coins -> json.set(
                        "fee",
                        Json.signedAmount(coins.stream()
                                        .mapToLong(coin -> coin.output().value().value())
                                        .sum()
                                - TransactionChecks.totalOut(transaction).value())));
        json.put("hex", Hex.encode(transaction.encode()));
        return json;
    }

    /** As {@code decoderawtransaction} shows it. */
    static ObjectNode withoutHex(Transaction transaction, Optional<List<Coin>> spent, boolean prevouts) {
        ObjectNode json = Json.object();
        json.put("txid", transaction.txid().toDisplay());
        json.put("hash", transaction.wtxid().reversed().toHex());
        json.put("version", Integer.toUnsignedLong(transaction.version()));
        json.put("size", transaction.size());
        json.put("vsize", transaction.virtualSize());
        json.put("weight", transaction.weight());
        json.put("locktime", transaction.lockTime());
        ArrayNode inputs = json.putArray("vin");
        for (int i = 0; i < transaction.inputs().size(); i++) {
            int index = i;
            Optional<Coin> coin =
                    spent.filter(coins -> prevouts && index < coins.size()).map(coins -> coins.get(index));
            inputs.add(input(transaction.inputs().get(i), coin));
        }
        ArrayNode outputs = json.putArray("vout");
        for (int i = 0; i < transaction.outputs().size(); i++) {
            outputs.add(output(transaction.outputs().get(i), i));
        }
        return json;
    }

    private static ObjectNode input(TxInput input, Optional<Coin> spent) {
        ObjectNode json = Json.object();
        if (input.previous().isNull()) {
            json.put("coinbase", input.script().toHex());
        } else {
            json.put("txid", input.previous().txid().toDisplay());
            json.put("vout", input.previous().index());
            json.putObject("scriptSig")
                    .put("asm", ScriptAsm.ofInput(input.script()))
                    .put("hex", input.script().toHex());
        }
        if (!input.witness().isEmpty()) {
            json.set(
                    "txinwitness",
                    Json.texts(input.witness().stream().map(Bytes::toHex).toList()));
        }
        spent.ifPresent(coin -> {
            ObjectNode prevout = json.putObject("prevout");
            prevout.put("generated", coin.coinbase());
            prevout.put("height", coin.height());
            prevout.set("value", Json.amount(coin.output().value()));
            prevout.set("scriptPubKey", script(coin.output().script()));
        });
        json.put("sequence", input.sequence());
        return json;
    }

    private static ObjectNode output(TxOutput output, int index) {
        ObjectNode json = Json.object();
        json.set("value", Json.amount(output.value()));
        json.put("n", index);
        json.set("scriptPubKey", script(output.script()));
        return json;
    }
}

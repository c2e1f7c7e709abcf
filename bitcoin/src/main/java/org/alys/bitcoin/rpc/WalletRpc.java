package org.alys.bitcoin.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.alys.bitcoin.rpc.JsonFields.WrongShapeException;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bitcoin.tx.TxOutput;
import org.alys.bitcoin.tx.Txid;
import org.alys.primitives.Hex;
import org.alys.primitives.Sats;

/** One wallet inside the daemon. For development chains and tests; the federation's coins are never in such a wallet. */
public final class WalletRpc {
    private static final int WALLET_EXISTS = -4;
    private static final int WALLET_LOADED = -35;

    private final RpcConnection connection;
    private final String name;

    WalletRpc(RpcConnection connection, String name) {
        this.connection = connection;
        this.name = name;
    }

    public String name() {
        return name;
    }

    /** Makes the wallet ready: creates it, or loads it when it exists. */
    public RpcReply<Boolean> open() {
        RpcReply<JsonNode> created = connection.slowCall("createwallet", name);
        if (!BitcoinRpc.isRefusedWith(WALLET_EXISTS, created)) {
            return created.map(_ -> true);
        }
        RpcReply<JsonNode> loaded = connection.slowCall("loadwallet", name);
        return BitcoinRpc.isRefusedWith(WALLET_LOADED, loaded) || BitcoinRpc.isRefusedWith(WALLET_EXISTS, loaded)
                ? new RpcReply.Answer<>(true)
                : loaded.map(_ -> true);
    }

    /** A fresh segwit address. */
    public RpcReply<String> newAddress() {
        return BitcoinRpc.read("getnewaddress", connection.slowCall("getnewaddress", "", "bech32"), JsonFields::text);
    }

    /** What the wallet can spend now. */
    public RpcReply<Sats> balance() {
        return connection
                .slowCall("getbalance")
                .then(amount -> BitcoinRpc.read(
                        "getbalance",
                        new RpcReply.Answer<>(JsonCodec.toNode(Map.of("balance", amount))),
                        fields -> fields.btc("balance")));
    }

    /** Pays an address. */
    public RpcReply<Txid> send(String address, Sats amount) {
        return BitcoinRpc.read(
                "sendtoaddress", connection.slowCall("sendtoaddress", address, amount.toBtc()), JsonFields::txid);
    }

    /**
     * Builds and signs a transaction with exactly {@code outputs} (any scripts, data outputs too), in this order, and a
     * change output behind them.
     *
     * @param feeRateSatPerVb satoshis for each virtual byte
     */
    public RpcReply<Transaction> fund(List<TxOutput> outputs, int feeRateSatPerVb) {
        Transaction unfunded = new Transaction(2, List.of(), outputs, 0);
        Map<String, Object> options = Map.of("fee_rate", feeRateSatPerVb, "changePosition", outputs.size());
        // without inputs the daemon cannot tell the two encodings apart, so it is told: not the segwit one
        return connection
                .slowCall("fundrawtransaction", Hex.encode(unfunded.encodeWithoutWitness()), options, false)
                .then(funded -> connection.slowCall(
                        "signrawtransactionwithwallet", funded.path("hex").asText("")))
                .then(signed -> BitcoinRpc.read(
                        "signrawtransactionwithwallet", new RpcReply.Answer<>(signed), WalletRpc::complete));
    }

    private static Transaction complete(JsonFields fields) throws WrongShapeException {
        if (!fields.flag("complete")) {
            throw new WrongShapeException("the wallet could not sign every input");
        }
        return JsonFields.decoded(Transaction.decode(fields.at("hex").hex().toArray()));
    }
}

package org.alys.bitcoin.regtest.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.alys.bitcoin.regtest.chain.ChainState;
import org.alys.bitcoin.regtest.consensus.Coin;
import org.alys.bitcoin.regtest.consensus.ScriptVerifier;
import org.alys.bitcoin.regtest.consensus.ScriptVerifier.Strictness;
import org.alys.bitcoin.regtest.mempool.Mempool;
import org.alys.bitcoin.regtest.wallet.SpendKey;
import org.alys.bitcoin.regtest.wallet.TransactionSigner;
import org.alys.bitcoin.regtest.wallet.Wallet;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bitcoin.tx.TxInput;
import org.alys.bitcoin.tx.TxOutput;
import org.alys.primitives.Bytes;
import org.alys.primitives.Hex;
import org.alys.primitives.Sats;

/** Signing transactions, with a wallet's keys or with given ones. */
final class SigningMethods {
    private static final int MAX_KEYS = 1_000;

    private final WalletDoor door;
    private final ChainState chain;
    private final Mempool mempool;
    private final ScriptVerifier scripts;

    SigningMethods(WalletDoor door, ChainState chain, Mempool mempool, ScriptVerifier scripts) {
        this.door = door;
        this.chain = chain;
        this.mempool = mempool;
        this.scripts = scripts;
    }

    void addTo(MethodTable table) {
        table.add("signrawtransactionwithwallet hexstring [prevtxs] [sighashtype]", this::withWallet);
        table.add("signrawtransactionwithkey hexstring privkeys [prevtxs] [sighashtype]", this::withKeys);
    }

    /** An output of the chain or the mempool, unspent in the chain. */
    Optional<TxOutput> output(OutPoint outPoint) {
        return mempool.output(outPoint).or(() -> chain.coins().coin(outPoint)).map(Coin::output);
    }

    private JsonNode withWallet(RpcParams params) throws RpcException {
        Wallet wallet = door.wallet(params);
        requireUsualSighash(params, 2);
        Map<OutPoint, TxOutput> given = given(params, 1);
        return sign(
                TransactionText.require(params, 0),
                outPoint -> Optional.ofNullable(given.get(outPoint))
                        .or(() -> wallet.output(outPoint))
                        .or(() -> output(outPoint)),
                wallet::key);
    }

    private JsonNode withKeys(RpcParams params) throws RpcException {
        requireUsualSighash(params, 3);
        JsonNode texts = params.array(1);
        if (texts.size() > MAX_KEYS) {
            throw RpcError.INVALID_PARAMETER.with("at most " + MAX_KEYS + " keys");
        }
        Map<Bytes, SpendKey> keys = new HashMap<>();
        for (JsonNode text : texts) {
            SpendKey key = SpendKey.ofImportFormat(RpcParams.text(text))
                    .orElseThrow(() -> RpcError.INVALID_ADDRESS_OR_KEY.with("Invalid private key"));
            key.scripts().values().forEach(script -> keys.put(script, key));
        }
        Map<OutPoint, TxOutput> given = given(params, 2);
        return sign(
                TransactionText.require(params, 0),
                outPoint -> Optional.ofNullable(given.get(outPoint)).or(() -> output(outPoint)),
                script -> Optional.ofNullable(keys.get(script)));
    }

    private static void requireUsualSighash(RpcParams params, int index) throws RpcException {
        String sighash = params.text(index, "DEFAULT");
        if (!sighash.equals("DEFAULT") && !sighash.equals("ALL")) {
            throw RpcError.INVALID_PARAMETER.with(
                    "'" + RpcParams.bounded(sighash) + "' is not a valid sighash parameter here: ALL and DEFAULT are");
        }
    }

    private static Map<OutPoint, TxOutput> given(RpcParams params, int index) throws RpcException {
        Map<OutPoint, TxOutput> given = new HashMap<>();
        if (params.has(index)) {
            for (JsonNode object : params.array(index)) {
                Bytes script = RpcParams.hex(
                        RpcParams.member(object, "scriptPubKey"),
                        RpcError.UNDECODABLE,
                        "scriptPubKey must be hexadecimal string");
                Optional<JsonNode> amount = RpcParams.option(object, "amount");
                Sats value = amount.isPresent() ? RpcParams.amount(amount.get()) : Sats.ZERO;
                given.put(TransactionDraft.outPoint(object), new TxOutput(value, script));
            }
        }
        return given;
    }

    private ObjectNode sign(
            Transaction transaction,
            Function<OutPoint, Optional<TxOutput>> outputs,
            Function<Bytes, Optional<SpendKey>> keys) {
        List<Optional<TxOutput>> spent = transaction.inputs().stream()
                .map(input -> outputs.apply(input.previous()))
                .toList();
        Transaction signed = TransactionSigner.sign(transaction, spent, keys);
        List<String> problems = problems(signed, spent);
        ObjectNode json = Json.object();
        json.put("hex", Hex.encode(signed.encode()));
        json.put("complete", problems.stream().allMatch(String::isEmpty));
        ArrayNode errors = Json.array();
        for (int i = 0; i < problems.size(); i++) {
            if (!problems.get(i).isEmpty()) {
                errors.add(error(signed.inputs().get(i), problems.get(i)));
            }
        }
        if (!errors.isEmpty()) {
            json.set("errors", errors);
        }
        return json;
    }

    /** For each input what is wrong with it; empty texts where nothing is. */
    private List<String> problems(Transaction signed, List<Optional<TxOutput>> spent) {
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < spent.size(); i++) {
            TxInput input = signed.inputs().get(i);
            boolean bare = input.script().isEmpty() && input.witness().isEmpty();
            if (spent.get(i).isEmpty()) {
                problems.add("Input not found or already spent");
            } else {
                problems.add(bare ? "Unable to sign input, invalid stack size (possibly missing key)" : "");
            }
        }
        if (problems.stream().allMatch(String::isEmpty)) {
            List<TxOutput> outputs = spent.stream().map(Optional::orElseThrow).toList();
            scripts.verify(signed, outputs, Strictness.STANDARD).ifPresent(problem -> problems.set(0, problem));
        }
        return problems;
    }

    private static ObjectNode error(TxInput input, String problem) {
        ObjectNode error = Json.object();
        error.put("txid", input.previous().txid().toDisplay());
        error.put("vout", input.previous().index());
        error.set(
                "witness", Json.texts(input.witness().stream().map(Bytes::toHex).toList()));
        error.put("scriptSig", input.script().toHex());
        error.put("sequence", input.sequence());
        error.put("error", problem);
        return error;
    }
}

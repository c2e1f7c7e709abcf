package org.alys.bitcoin.regtest.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.alys.bitcoin.regtest.chain.BlockEntry;
import org.alys.bitcoin.regtest.chain.ChainState;
import org.alys.bitcoin.regtest.consensus.Coin;
import org.alys.bitcoin.regtest.consensus.RegtestRules;
import org.alys.bitcoin.regtest.consensus.ScriptParser;
import org.alys.bitcoin.regtest.mempool.Mempool;
import org.alys.bitcoin.regtest.mempool.MempoolEntry;
import org.alys.bitcoin.regtest.mempool.ScriptKind;
import org.alys.bitcoin.tx.Block;
import org.alys.bitcoin.tx.BlockHash;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bitcoin.tx.Txid;
import org.alys.primitives.Bytes;
import org.alys.primitives.Hex;

/** Finding, taking apart and putting together transactions. */
final class RawTransactionMethods {
    private final ChainState chain;
    private final Mempool mempool;
    private final BlockJson blocks;

    RawTransactionMethods(ChainState chain, Mempool mempool) {
        this.chain = chain;
        this.mempool = mempool;
        this.blocks = new BlockJson(chain);
    }

    void addTo(MethodTable table) {
        table.add("getrawtransaction txid [verbosity|verbose] [blockhash]", this::get);
        table.add("decoderawtransaction hexstring [iswitness]", this::decode);
        table.add("decodescript hexstring", this::decodeScript);
        table.add(
                "createrawtransaction inputs outputs [locktime] [replaceable]",
                params -> Json.text(encode(TransactionDraft.of(params))));
    }

    /** Hex as Core writes it: a transaction without inputs has no segwit marker, which its reader could not tell. */
    static String encode(Transaction transaction) {
        return Hex.encode(transaction.inputs().isEmpty() ? transaction.encodeWithoutWitness() : transaction.encode());
    }

    private JsonNode get(RpcParams params) throws RpcException {
        Txid txid = params.txid(0, "parameter 1");
        int verbosity = ChainMethods.verbosity(params, 1, 0);
        if (txid.equals(RegtestRules.genesis().txids().getFirst())) {
            throw RpcError.INVALID_ADDRESS_OR_KEY.with(
                    "The genesis block coinbase is not considered an ordinary transaction and cannot be retrieved");
        }
        if (params.has(2)) {
            BlockHash hash = params.blockHash(2, "parameter 3");
            BlockEntry entry = chain.tree()
                    .find(hash)
                    .orElseThrow(() -> RpcError.INVALID_ADDRESS_OR_KEY.with("Block hash not found"));
            return inBlock(txid, entry, verbosity, true)
                    .orElseThrow(
                            () -> RpcError.INVALID_ADDRESS_OR_KEY.with(
                                    "No such transaction found in the provided block. Use gettransaction for wallet transactions."));
        }
        Optional<MempoolEntry> waiting = mempool.find(txid);
        if (waiting.isPresent()) {
            Transaction transaction = waiting.get().transaction();
            return verbosity <= 0
                    ? Json.text(encode(transaction))
                    : TransactionJson.full(
                            transaction, spent(verbosity, waiting.get().spent()), verbosity >= 2);
        }
        return chain.active()
                .blockOf(txid)
                .flatMap(entry -> inBlock(txid, entry, verbosity, false))
                .orElseThrow(() -> RpcError.INVALID_ADDRESS_OR_KEY.with(
                        "No such mempool or blockchain transaction. Use gettransaction for wallet transactions."));
    }

    private static Optional<List<Coin>> spent(int verbosity, List<Coin> coins) {
        return verbosity >= 2 ? Optional.of(coins) : Optional.empty();
    }

    private Optional<JsonNode> inBlock(Txid txid, BlockEntry entry, int verbosity, boolean named) {
        Optional<Block> block = chain.block(entry);
        int index = block.map(found -> found.txids().indexOf(txid)).orElse(-1);
        if (index < 0) {
            return Optional.empty();
        }
        Transaction transaction = block.orElseThrow().transactions().get(index);
        if (verbosity <= 0) {
            return Optional.of(Json.text(encode(transaction)));
        }
        boolean active = chain.active().contains(entry);
        Optional<List<Coin>> spent =
                active ? spent(verbosity, chain.active().undo(entry.height()).spentBy(index)) : Optional.empty();
        ObjectNode json = Json.object();
        if (named) {
            json.put("in_active_chain", active);
        }
        json.setAll(TransactionJson.full(transaction, spent, verbosity >= 2));
        json.put("blockhash", entry.hash().toDisplay());
        json.put("confirmations", Math.max(blocks.confirmations(entry), 0));
        if (active) {
            json.put("time", entry.header().time());
            json.put("blocktime", entry.header().time());
        }
        return Optional.of(json);
    }

    private JsonNode decode(RpcParams params) throws RpcException {
        Transaction transaction = TransactionText.read(params.text(0), params.optional(1))
                .orElseThrow(() -> RpcError.UNDECODABLE.with("TX decode failed"));
        return TransactionJson.withoutHex(transaction, Optional.empty(), false);
    }

    private JsonNode decodeScript(RpcParams params) throws RpcException {
        Bytes script = RpcParams.hex(
                params.node(0),
                RpcError.INVALID_PARAMETER,
                "argument must be hexadecimal string (not '" + RpcParams.bounded(params.text(0)) + "')");
        ObjectNode json = TransactionJson.script(script);
        json.remove("hex");
        ScriptKind kind = ScriptKind.of(script);
        boolean wrappable = switch (kind) {
            case PUBKEY, PUBKEYHASH, MULTISIG, WITNESS_V0_KEYHASH, WITNESS_V0_SCRIPTHASH -> true;
            case NONSTANDARD -> !script.isEmpty() && ScriptParser.parse(script).complete();
            case SCRIPTHASH, NULLDATA, WITNESS_V1_TAPROOT, ANCHOR, WITNESS_UNKNOWN -> false;
        };
        if (wrappable) {
            WrappedScripts.addTo(json, script, kind);
        }
        return json;
    }
}

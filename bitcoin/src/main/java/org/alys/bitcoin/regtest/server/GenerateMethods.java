package org.alys.bitcoin.regtest.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alys.bitcoin.regtest.chain.BlockOutcome;
import org.alys.bitcoin.regtest.chain.ChainState;
import org.alys.bitcoin.regtest.consensus.RegtestRules;
import org.alys.bitcoin.regtest.consensus.Rejection;
import org.alys.bitcoin.regtest.mempool.Mempool;
import org.alys.bitcoin.regtest.mempool.MempoolEntry;
import org.alys.bitcoin.regtest.mining.BlockMaker;
import org.alys.bitcoin.tx.Block;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bitcoin.tx.Txid;
import org.alys.primitives.Bytes;
import org.alys.primitives.Hex;

/** Mining on demand, and the clock. */
final class GenerateMethods {
    private static final int MAX_BLOCKS = 100_000;

    private final ChainState chain;
    private final Mempool mempool;
    private final BlockMaker maker;
    private final MockableClock clock;

    GenerateMethods(ChainState chain, Mempool mempool, BlockMaker maker, MockableClock clock) {
        this.chain = chain;
        this.mempool = mempool;
        this.maker = maker;
        this.clock = clock;
    }

    void addTo(MethodTable table) {
        table.add("generatetoaddress nblocks address [maxtries]", params -> {
            Bytes script = PayoutScripts.ofAddress(
                    params.text(1), RpcError.INVALID_ADDRESS_OR_KEY.with("Error: Invalid address"));
            return generate(params.number(0), script);
        });
        table.add(
                "generatetodescriptor num_blocks descriptor [maxtries]",
                params -> generate(params.number(0), PayoutScripts.ofDescriptor(params.text(1))));
        table.add("generateblock output transactions [submit]", this::generateBlock);
        table.add("setmocktime timestamp", this::setMockTime);
    }

    private JsonNode generate(int count, Bytes script) throws RpcException {
        if (count > MAX_BLOCKS) {
            throw RpcError.INVALID_PARAMETER.with("at most " + MAX_BLOCKS + " blocks at once");
        }
        ArrayNode hashes = Json.array();
        for (int i = 0; i < count; i++) {
            switch (maker.mine(script)) {
                case BlockOutcome.Connected(var entry) ->
                    hashes.add(entry.hash().toDisplay());
                case BlockOutcome.Stored(var entry) -> hashes.add(entry.hash().toDisplay());
                case BlockOutcome.Known _ -> throw RpcError.INTERNAL.with("the same block twice");
                case BlockOutcome.Refused(Rejection rejection) ->
                    throw RpcError.INTERNAL.with("ProcessNewBlock, block not accepted: " + rejection.describe());
            }
        }
        return hashes;
    }

    private JsonNode generateBlock(RpcParams params) throws RpcException {
        String output = params.text(0);
        Bytes script = output.contains("(")
                ? PayoutScripts.ofDescriptor(output)
                : PayoutScripts.ofAddress(
                        output, RpcError.INVALID_ADDRESS_OR_KEY.with("Error: Invalid address or descriptor"));
        List<Transaction> transactions = new ArrayList<>();
        for (JsonNode text : params.array(1)) {
            transactions.add(transaction(RpcParams.text(text)));
        }
        int height = chain.active().height() + 1;
        Block block = maker.block(transactions, RegtestRules.subsidy(height), script);
        Optional<Rejection> problem = chain.test(block);
        if (problem.isPresent()) {
            throw RpcError.VERIFY.with(
                    "TestBlockValidity failed: " + problem.get().describe());
        }
        ObjectNode json = Json.object().put("hash", block.hash().toDisplay());
        if (params.flag(2, true)) {
            chain.accept(block);
        } else {
            json.put("hex", Hex.encode(block.encode()));
        }
        return json;
    }

    /** The id of a transaction in the mempool, or a transaction. */
    private Transaction transaction(String text) throws RpcException {
        if (text.length() == 64) {
            Txid txid = RpcParams.txid(Json.text(text), "txid");
            return mempool.find(txid)
                    .map(MempoolEntry::transaction)
                    .orElseThrow(
                            () -> RpcError.INVALID_ADDRESS_OR_KEY.with("Transaction " + text + " not in mempool."));
        }
        return TransactionText.read(text, Optional.empty())
                .orElseThrow(() -> RpcError.UNDECODABLE.with("Transaction decode failed for " + RpcParams.bounded(text)
                        + ". Make sure the tx has at least one input."));
    }

    private JsonNode setMockTime(RpcParams params) throws RpcException {
        long time = TransactionDraft.unsigned32(params.node(0), "Mocktime must be in the range [0, 4294967295]");
        clock.mock(time == 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(time)));
        return Json.nothing();
    }
}

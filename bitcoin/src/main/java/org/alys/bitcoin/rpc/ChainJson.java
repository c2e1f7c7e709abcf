package org.alys.bitcoin.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alys.bitcoin.rpc.JsonFields.WrongShapeException;
import org.alys.bitcoin.tx.Block;
import org.alys.bitcoin.tx.BlockHash;
import org.alys.bitcoin.tx.BlockHeader;
import org.alys.bitcoin.tx.CompactTarget;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bitcoin.tx.TxOutput;
import org.alys.bitcoin.tx.Txid;

/** Bitcoin Core's JSON about blocks, transactions and outputs; what can be hashed is checked against its hash. */
final class ChainJson {
    private ChainJson() {}

    static HeaderStatus headerStatus(BlockHash hash, JsonFields fields) throws WrongShapeException {
        BlockHeader header = header(fields);
        if (!header.hash().equals(hash)) {
            throw new WrongShapeException("header does not hash to " + hash);
        }
        return new HeaderStatus(hash, header, fields.number("height"), fields.number("confirmations"));
    }

    private static BlockHeader header(JsonFields fields) throws WrongShapeException {
        Optional<JsonFields> previous = fields.optional("previousblockhash");
        return new BlockHeader(
                fields.number("version"),
                previous.isPresent() ? previous.get().blockHash() : BlockHash.ZERO,
                fields.at("merkleroot").blockHash().bytes(),
                fields.unsignedInt("time"),
                bits(fields),
                fields.unsignedInt("nonce"));
    }

    static CompactTarget bits(JsonFields fields) throws WrongShapeException {
        String hex = fields.text("bits");
        try {
            return CompactTarget.fromHex(hex);
        } catch (IllegalArgumentException _) {
            throw new WrongShapeException("bits are not 8 hex digits: " + hex);
        }
    }

    static Block block(BlockHash hash, JsonFields fields) throws WrongShapeException {
        Block block = JsonFields.decoded(Block.decode(fields.hex().toArray()));
        if (!block.hash().equals(hash) || !block.isCommittedByHeader()) {
            throw new WrongShapeException("not the block " + hash);
        }
        return block;
    }

    static KnownTransaction transaction(Txid txid, JsonFields fields) throws WrongShapeException {
        Transaction transaction =
                JsonFields.decoded(Transaction.decode(fields.at("hex").hex().toArray()));
        if (!transaction.txid().equals(txid)) {
            throw new WrongShapeException("not the transaction " + txid);
        }
        Optional<JsonFields> block = fields.optional("blockhash");
        boolean counted = fields.optional("confirmations").isPresent();
        return new KnownTransaction(
                transaction,
                block.isPresent() ? Optional.of(block.get().blockHash()) : Optional.empty(),
                counted ? fields.number("confirmations") : 0);
    }

    static UnspentOutput unspentOutput(OutPoint outPoint, JsonFields fields) throws WrongShapeException {
        TxOutput output = new TxOutput(
                fields.btc("value"), fields.at("scriptPubKey").at("hex").hex());
        return new UnspentOutput(outPoint, output, fields.number("confirmations"), fields.flag("coinbase"));
    }

    static UtxoScan utxoScan(JsonFields fields) throws WrongShapeException {
        if (!fields.flag("success")) {
            throw new WrongShapeException("the scan of the UTXO set was aborted");
        }
        int height = fields.number("height");
        List<UnspentOutput> outputs = new ArrayList<>();
        for (JsonNode node : fields.at("unspents").node()) {
            outputs.add(scannedOutput(height, new JsonFields(node)));
        }
        return new UtxoScan(height, fields.at("bestblock").blockHash(), outputs, fields.btc("total_amount"));
    }

    private static UnspentOutput scannedOutput(int height, JsonFields fields) throws WrongShapeException {
        OutPoint outPoint = new OutPoint(fields.at("txid").txid(), fields.unsignedInt("vout"));
        TxOutput output =
                new TxOutput(fields.btc("amount"), fields.at("scriptPubKey").hex());
        int confirmations = height - fields.number("height") + 1;
        return new UnspentOutput(outPoint, output, confirmations, fields.flag("coinbase"));
    }
}

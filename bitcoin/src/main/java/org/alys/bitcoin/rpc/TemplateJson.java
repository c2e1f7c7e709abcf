package org.alys.bitcoin.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alys.bitcoin.mining.BlockTemplate;
import org.alys.bitcoin.mining.BlockTemplate.TemplateTransaction;
import org.alys.bitcoin.rpc.JsonFields.WrongShapeException;
import org.alys.primitives.Bytes;

/** The answer to {@code getblocktemplate} (BIP 22, BIP 145). */
final class TemplateJson {
    private TemplateJson() {}

    static BlockTemplate blockTemplate(JsonFields fields) throws WrongShapeException {
        List<TemplateTransaction> transactions = new ArrayList<>();
        for (JsonNode node : fields.at("transactions").node()) {
            JsonFields transaction = new JsonFields(node);
            transactions.add(new TemplateTransaction(
                    transaction.at("txid").txid(), transaction.at("data").hex()));
        }
        Optional<JsonFields> commitment = fields.optional("default_witness_commitment");
        Optional<Bytes> witnessCommitment =
                commitment.isPresent() ? Optional.of(commitment.get().hex()) : Optional.empty();
        int height = fields.number("height");
        if (height < 0) {
            throw new WrongShapeException("negative height " + height);
        }
        return new BlockTemplate(
                fields.at("previousblockhash").blockHash(),
                height,
                fields.number("version"),
                fields.unsignedInt("curtime"),
                ChainJson.bits(fields),
                fields.sats("coinbasevalue"),
                transactions,
                witnessCommitment);
    }
}

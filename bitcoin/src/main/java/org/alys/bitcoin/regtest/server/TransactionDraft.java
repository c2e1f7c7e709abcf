package org.alys.bitcoin.regtest.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.alys.bitcoin.tx.BitcoinWriter;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.bitcoin.tx.Transaction;
import org.alys.bitcoin.tx.TxInput;
import org.alys.bitcoin.tx.TxOutput;
import org.alys.primitives.Bytes;
import org.alys.primitives.Sats;

/** Reads the inputs and outputs of a transaction to be made. */
final class TransactionDraft {
    static final long REPLACEABLE = 0xffff_fffdL;
    private static final long LOCKABLE = 0xffff_fffeL;
    private static final int OP_RETURN = 0x6a;
    private static final int OP_PUSHDATA1 = 0x4c;

    private TransactionDraft() {}

    /** Parameters: inputs, outputs, lock time, replaceable. */
    static Transaction of(RpcParams params) throws RpcException {
        long lockTime = params.has(2) ? unsigned32(params.node(2), "Invalid parameter, locktime out of range") : 0;
        boolean replaceable = params.flag(3, true);
        List<TxInput> inputs = inputs(params.array(0), replaceable, lockTime);
        return new Transaction(2, inputs, outputs(params.node(1)), lockTime);
    }

    static List<TxInput> inputs(JsonNode array, boolean replaceable, long lockTime) throws RpcException {
        List<TxInput> inputs = new ArrayList<>();
        long usual = replaceable ? REPLACEABLE : lockTime != 0 ? LOCKABLE : TxInput.FINAL_SEQUENCE;
        for (JsonNode object : array) {
            OutPoint previous = outPoint(object);
            Optional<JsonNode> sequence = RpcParams.option(object, "sequence");
            long number = sequence.isPresent()
                    ? unsigned32(sequence.get(), "Invalid parameter, sequence number is out of range")
                    : usual;
            inputs.add(TxInput.unsigned(previous, number));
        }
        return inputs;
    }

    /** Members {@code txid} and {@code vout}. */
    static OutPoint outPoint(JsonNode object) throws RpcException {
        JsonNode txid = RpcParams.member(RpcParams.object(object), "txid");
        Optional<JsonNode> vout = RpcParams.option(object, "vout");
        if (vout.isEmpty()) {
            throw RpcError.INVALID_PARAMETER.with("Invalid parameter, missing vout key");
        }
        int index = RpcParams.number(vout.get());
        if (index < 0) {
            throw RpcError.INVALID_PARAMETER.with("Invalid parameter, vout cannot be negative");
        }
        return new OutPoint(RpcParams.txid(txid, "txid"), index);
    }

    static long unsigned32(JsonNode node, String message) throws RpcException {
        if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() >>> 32 != 0) {
            throw RpcError.INVALID_PARAMETER.with(message);
        }
        return node.longValue();
    }

    /** An object of addresses and amounts, or an array of such objects; {@code data} stands for bytes. */
    static List<TxOutput> outputs(JsonNode node) throws RpcException {
        if (!node.isArray() && !node.isObject()) {
            throw RpcError.INVALID_PARAMETER.with("Invalid parameter, output argument must be non-null");
        }
        List<TxOutput> outputs = new ArrayList<>();
        Set<Bytes> seen = new HashSet<>();
        boolean data = false;
        for (JsonNode object : node.isArray() ? node : Json.array().add(node)) {
            if (!object.isObject() || (node.isArray() && object.size() != 1)) {
                throw RpcError.INVALID_PARAMETER.with("Invalid parameter, key-value pair must contain exactly one key");
            }
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                TxOutput output = output(field.getKey(), field.getValue());
                boolean isData = field.getKey().equals("data");
                if (isData && data) {
                    throw RpcError.INVALID_PARAMETER.with("Invalid parameter, duplicate key: data");
                }
                if (!isData && !seen.add(output.script())) {
                    throw RpcError.INVALID_PARAMETER.with(
                            "Invalid parameter, duplicated address: " + RpcParams.bounded(field.getKey()));
                }
                data |= isData;
                outputs.add(output);
            }
        }
        return outputs;
    }

    private static TxOutput output(String key, JsonNode value) throws RpcException {
        if (key.equals("data")) {
            Bytes data = RpcParams.hex(
                    value,
                    RpcError.INVALID_PARAMETER,
                    "Data must be hexadecimal string (not '" + RpcParams.bounded(value.asText()) + "')");
            return new TxOutput(Sats.ZERO, dataScript(data));
        }
        Bytes script = PayoutScripts.ofAddress(key);
        return new TxOutput(RpcParams.amount(value), script);
    }

    private static Bytes dataScript(Bytes data) {
        BitcoinWriter writer = new BitcoinWriter(data.size() + 6).writeByte(OP_RETURN);
        if (data.size() < OP_PUSHDATA1) {
            writer.writeByte(data.size());
        } else if (data.size() <= 0xff) {
            writer.writeByte(OP_PUSHDATA1).writeByte(data.size());
        } else if (data.size() <= 0xffff) {
            writer.writeByte(OP_PUSHDATA1 + 1).writeByte(data.size()).writeByte(data.size() >>> 8);
        } else {
            writer.writeByte(OP_PUSHDATA1 + 2).writeInt32(data.size());
        }
        return Bytes.of(writer.writeBytes(data).toArray());
    }
}

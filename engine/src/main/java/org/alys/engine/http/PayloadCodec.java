package org.alys.engine.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.alys.engine.PayloadAttributes;
import org.alys.engine.PayloadBody;
import org.alys.evm.payload.ExecutionPayload;
import org.alys.evm.payload.Fork;
import org.alys.evm.payload.Withdrawal;
import org.alys.primitives.Bytes;

/** Payloads, bodies and attributes as the JSON of the Engine API (execution-apis: shanghai.md, cancun.md, prague.md). */
final class PayloadCodec {
    static final int MAX_TRANSACTIONS = 1 << 20;
    static final int MAX_WITHDRAWALS = 16;
    static final int MAX_EXTRA_DATA = 32;
    private static final int MAX_REQUESTS = 16;

    private final Fork fork;

    PayloadCodec(Fork fork) {
        this.fork = fork;
    }

    void write(ExecutionPayload payload, ObjectNode json) {
        json.put("parentHash", payload.parentHash().toHex0x())
                .put("feeRecipient", payload.feeRecipient().toHex0x())
                .put("stateRoot", payload.stateRoot().toHex0x())
                .put("receiptsRoot", payload.receiptsRoot().toHex0x())
                .put("logsBloom", payload.logsBloom().toHex0x())
                .put("prevRandao", payload.prevRandao().toHex0x())
                .put("blockNumber", quantity(payload.blockNumber()))
                .put("gasLimit", quantity(payload.gasLimit()))
                .put("gasUsed", quantity(payload.gasUsed()))
                .put("timestamp", quantity(payload.timestamp()))
                .put("extraData", payload.extraData().toHex0x())
                .put("baseFeePerGas", payload.baseFeePerGas().toHex())
                .put("blockHash", payload.blockHash().toHex0x());
        ArrayNode transactions = json.putArray("transactions");
        payload.transactions().forEach(transaction -> transactions.add(transaction.toHex0x()));
        writeWithdrawals(payload.withdrawals(), json);
        if (fork.includes(Fork.CANCUN)) {
            json.put("blobGasUsed", quantity(payload.blobGasUsed()))
                    .put("excessBlobGas", quantity(payload.excessBlobGas()));
        }
    }

    void write(PayloadAttributes attributes, ObjectNode json) {
        json.put("timestamp", quantity(attributes.timestamp()))
                .put("prevRandao", attributes.prevRandao().toHex0x())
                .put("suggestedFeeRecipient", attributes.feeRecipient().toHex0x());
        writeWithdrawals(attributes.withdrawals(), json);
        if (fork.includes(Fork.CANCUN)) {
            json.put("parentBeaconBlockRoot", attributes.parentBeaconBlockRoot().toHex0x());
        }
    }

    /** The {@code executionPayload} of an answer; {@code requests} come beside it. */
    ExecutionPayload read(Answer json, List<Bytes> requests) {
        boolean blobFields = fork.includes(Fork.CANCUN);
        return new ExecutionPayload(
                fork,
                json.field("parentHash").hash(),
                json.field("feeRecipient").address(),
                json.field("stateRoot").hash(),
                json.field("receiptsRoot").hash(),
                Bytes.of(json.field("logsBloom").exactly(256)),
                json.field("prevRandao").hash(),
                json.field("blockNumber").number(),
                json.field("gasLimit").number(),
                json.field("gasUsed").number(),
                json.field("timestamp").number(),
                json.field("extraData").data(MAX_EXTRA_DATA),
                json.field("baseFeePerGas").wei(),
                json.field("blockHash").hash(),
                transactions(json.field("transactions")),
                withdrawals(json.field("withdrawals")),
                blobFields ? json.field("blobGasUsed").number() : 0,
                blobFields ? json.field("excessBlobGas").number() : 0,
                requests);
    }

    /** The {@code executionRequests} beside a payload; none before Prague. */
    List<Bytes> readRequests(Answer envelope) {
        return fork.includes(Fork.PRAGUE)
                ? envelope.field("executionRequests").items(MAX_REQUESTS).stream()
                        .map(Answer::data)
                        .toList()
                : List.of();
    }

    static PayloadBody readBody(Answer json) {
        return new PayloadBody(transactions(json.field("transactions")), withdrawals(json.field("withdrawals")));
    }

    static List<Withdrawal> withdrawals(Answer json) {
        return json.items(MAX_WITHDRAWALS).stream()
                .map(item -> new Withdrawal(
                        item.field("index").unsigned(),
                        item.field("validatorIndex").unsigned(),
                        item.field("address").address(),
                        item.field("amount").unsigned()))
                .toList();
    }

    static String quantity(long value) {
        return "0x" + Long.toHexString(value);
    }

    private static List<Bytes> transactions(Answer json) {
        return json.items(MAX_TRANSACTIONS).stream().map(Answer::data).toList();
    }

    static void writeWithdrawals(List<Withdrawal> withdrawals, ObjectNode json) {
        ArrayNode list = json.putArray("withdrawals");
        for (Withdrawal withdrawal : withdrawals) {
            list.addObject()
                    .put("index", quantity(withdrawal.index()))
                    .put("validatorIndex", quantity(withdrawal.validatorIndex()))
                    .put("address", withdrawal.address().toHex0x())
                    .put("amount", quantity(withdrawal.amountGwei()));
        }
    }
}

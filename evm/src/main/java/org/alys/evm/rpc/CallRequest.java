package org.alys.evm.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alys.evm.execution.CallMessage;
import org.alys.evm.transaction.AccessListEntry;
import org.alys.evm.transaction.Authorization;
import org.alys.evm.transaction.Signature;
import org.alys.evm.transaction.SignedTransaction;
import org.alys.evm.transaction.TransactionDraft;
import org.alys.evm.transaction.TransactionType;
import org.alys.primitives.Bytes;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.UInt256;

/** A transaction that a caller imagines (the transaction object of {@code eth_call}), with what it leaves out. */
record CallRequest(
        EvmAddress from,
        Optional<EvmAddress> to,
        Optional<Long> gas,
        Optional<UInt256> gasPrice,
        Optional<UInt256> maxFeePerGas,
        Optional<UInt256> maxPriorityFeePerGas,
        UInt256 value,
        Bytes data,
        Optional<Long> nonce,
        List<AccessListEntry> accessList,
        List<Authorization> authorizations) {
    private static final int MAX_ENTRIES = 10_000;

    static CallRequest of(JsonNode node) {
        Optional<Bytes> input = Parse.field(node, "input", Parse::data);
        Optional<Bytes> data = Parse.field(node, "data", Parse::data);
        if (input.isPresent() && data.isPresent() && !input.equals(data)) {
            throw RpcException.invalidParams(
                    "both \"data\" and \"input\" are set and not equal. Please use \"input\" to pass transaction call data");
        }
        Optional<UInt256> gasPrice = Parse.field(node, "gasPrice", Parse::word);
        Optional<UInt256> maxFee = Parse.field(node, "maxFeePerGas", Parse::word);
        Optional<UInt256> tip = Parse.field(node, "maxPriorityFeePerGas", Parse::word);
        if (gasPrice.isPresent() && (maxFee.isPresent() || tip.isPresent())) {
            throw RpcException.invalidParams("both gasPrice and (maxFeePerGas or maxPriorityFeePerGas) specified");
        }
        if (node.has("blobVersionedHashes") || node.has("blobs")) {
            throw RpcException.invalidParams("blob transactions are not supported");
        }
        return new CallRequest(
                Parse.field(node, "from", Parse::address).orElse(EvmAddress.ZERO),
                Parse.field(node, "to", Parse::address),
                Parse.field(node, "gas", Parse::number),
                gasPrice,
                maxFee,
                tip,
                Parse.field(node, "value", Parse::word).orElse(UInt256.ZERO),
                input.or(() -> data).orElse(Bytes.EMPTY),
                Parse.field(node, "nonce", Parse::unsigned),
                accessList(node.path("accessList")),
                authorizations(node.path("authorizationList")));
    }

    private static List<AccessListEntry> accessList(JsonNode node) {
        if (node.size() > MAX_ENTRIES) {
            throw RpcException.invalidParams("an access list of more than " + MAX_ENTRIES + " entries");
        }
        List<AccessListEntry> entries = new ArrayList<>();
        for (JsonNode entry : node) {
            List<UInt256> slots = new ArrayList<>();
            entry.path("storageKeys").forEach(slot -> slots.add(Parse.word(slot, "storage key")));
            entries.add(new AccessListEntry(Parse.address(entry.path("address"), "access list address"), slots));
        }
        return entries;
    }

    private static List<Authorization> authorizations(JsonNode node) {
        if (node.size() > MAX_ENTRIES) {
            throw RpcException.invalidParams("more than " + MAX_ENTRIES + " authorizations");
        }
        List<Authorization> list = new ArrayList<>();
        for (JsonNode entry : node) {
            JsonNode parity = entry.has("yParity") ? entry.path("yParity") : entry.path("v");
            list.add(new Authorization(
                    Parse.word(entry.path("chainId"), "chainId"),
                    Parse.address(entry.path("address"), "address"),
                    Parse.number(entry.path("nonce"), "nonce"),
                    new Signature(
                            Parse.count(parity, "yParity", 255),
                            Parse.word(entry.path("r"), "r"),
                            Parse.word(entry.path("s"), "s"))));
        }
        return list;
    }

    /** Whether the caller named a price, so that the base fee and the sender's balance count. */
    boolean pays() {
        return gasPrice.or(() -> maxFeePerGas).filter(price -> !price.isZero()).isPresent();
    }

    /** In wei: what a unit of gas costs under {@code baseFee}, zero when the caller names no price. */
    UInt256 effectiveGasPrice(UInt256 baseFee) {
        UInt256 most = gasPrice.or(() -> maxFeePerGas).orElse(UInt256.ZERO);
        UInt256 tip = gasPrice.or(() -> maxPriorityFeePerGas).orElse(UInt256.ZERO);
        return EthJson.capped(baseFee, tip, most);
    }

    /** In wei: the most that a unit of gas can cost. */
    UInt256 maxGasPrice() {
        return gasPrice.or(() -> maxFeePerGas).orElse(UInt256.ZERO);
    }

    CallMessage message(long gasLimit, UInt256 baseFee) {
        return new CallMessage(
                from,
                to,
                gasLimit,
                pays() ? effectiveGasPrice(baseFee) : UInt256.ZERO,
                value,
                data,
                accessList,
                List.of(),
                authorizations);
    }

    /** The transaction that it would be, if the sender had signed it. */
    SignedTransaction unsigned(UInt256 chainId, long chosenNonce, long gasLimit) {
        TransactionType type = !authorizations.isEmpty()
                ? TransactionType.SET_CODE
                : gasPrice.isPresent() ? TransactionType.LEGACY : TransactionType.DYNAMIC_FEE;
        TransactionDraft draft = TransactionDraft.of(type, chainId)
                .nonce(chosenNonce)
                .fees(gasPrice.or(() -> maxPriorityFeePerGas).orElse(UInt256.ZERO), maxGasPrice())
                .gasLimit(gasLimit)
                .value(value)
                .data(data)
                .accessList(accessList)
                .authorizations(authorizations);
        return to.map(draft::to).orElse(draft).unsigned(from);
    }

    /** The same with another access list. */
    CallRequest withAccessList(List<AccessListEntry> list) {
        return new CallRequest(
                from, to, gas, gasPrice, maxFeePerGas, maxPriorityFeePerGas, value, data, nonce, list, authorizations);
    }
}

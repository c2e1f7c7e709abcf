package org.alys.evm.tool;

import static org.alys.evm.tool.FixtureJson.member;
import static org.alys.evm.tool.FixtureJson.optional;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alys.evm.transaction.AccessListEntry;
import org.alys.evm.transaction.Authorization;
import org.alys.evm.transaction.Signature;
import org.alys.evm.transaction.SignedTransaction;
import org.alys.evm.transaction.Transaction;
import org.alys.evm.transaction.TransactionType;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.UInt256;

/** The transaction of a state test: fields with several choices, and the sender in place of a signature. */
final class FixtureTransaction {
    private static final Signature UNSIGNED = new Signature(0, UInt256.ZERO, UInt256.ZERO);

    private FixtureTransaction() {}

    static SignedTransaction read(JsonNode node, int data, int gas, int value) {
        TransactionType type = type(node);
        UInt256 maxFee = optional(node, "maxFeePerGas")
                .or(() -> optional(node, "gasPrice"))
                .map(FixtureJson::word)
                .orElse(UInt256.ZERO);
        UInt256 tip =
                optional(node, "maxPriorityFeePerGas").map(FixtureJson::word).orElse(maxFee);
        String to = member(node, "to").asText();
        Transaction transaction = new Transaction(
                type,
                Optional.empty(),
                FixtureJson.number(member(node, "nonce")),
                tip,
                maxFee,
                FixtureJson.number(choice(node, "gasLimit", gas)),
                to.isEmpty() ? Optional.empty() : Optional.of(FixtureJson.address(member(node, "to"))),
                FixtureJson.word(choice(node, "value", value)),
                FixtureJson.bytes(choice(node, "data", data)),
                accessList(node, data),
                optional(node, "maxFeePerBlobGas").map(FixtureJson::word).orElse(UInt256.ZERO),
                blobs(node),
                authorizations(node),
                UNSIGNED);
        EvmAddress sender = FixtureJson.address(member(node, "sender"));
        return new SignedTransaction(transaction, Bytes32.ZERO, sender, Bytes.EMPTY);
    }

    private static TransactionType type(JsonNode node) {
        if (node.has("authorizationList")) {
            return TransactionType.SET_CODE;
        }
        if (node.has("maxFeePerBlobGas")) {
            return TransactionType.BLOB;
        }
        if (node.has("maxFeePerGas")) {
            return TransactionType.DYNAMIC_FEE;
        }
        return node.has("accessLists") ? TransactionType.ACCESS_LIST : TransactionType.LEGACY;
    }

    private static JsonNode choice(JsonNode node, String name, int index) {
        JsonNode choice = member(node, name).get(index);
        if (choice == null) {
            throw new FixtureException("there is no number " + index + " of \"" + name + "\"");
        }
        return choice;
    }

    private static List<AccessListEntry> accessList(JsonNode node, int index) {
        List<AccessListEntry> entries = new ArrayList<>();
        optional(node, "accessLists")
                .flatMap(lists -> Optional.ofNullable(lists.get(index)))
                .ifPresent(list -> {
                    for (JsonNode entry : list) {
                        List<UInt256> slots = new ArrayList<>();
                        member(entry, "storageKeys").forEach(slot -> slots.add(FixtureJson.word(slot)));
                        entries.add(new AccessListEntry(FixtureJson.address(member(entry, "address")), slots));
                    }
                });
        return entries;
    }

    private static List<Bytes32> blobs(JsonNode node) {
        List<Bytes32> hashes = new ArrayList<>();
        optional(node, "blobVersionedHashes")
                .ifPresent(list -> list.forEach(hash -> hashes.add(FixtureJson.bytes32(hash))));
        return hashes;
    }

    private static List<Authorization> authorizations(JsonNode node) {
        List<Authorization> authorizations = new ArrayList<>();
        optional(node, "authorizationList")
                .ifPresent(list -> list.forEach(entry -> authorizations.add(new Authorization(
                        FixtureJson.word(member(entry, "chainId")),
                        FixtureJson.address(member(entry, "address")),
                        FixtureJson.number(member(entry, "nonce")),
                        new Signature(
                                (int) Math.min(
                                        255,
                                        FixtureJson.word(member(entry, "v")).toLongSaturated()),
                                FixtureJson.word(member(entry, "r")),
                                FixtureJson.word(member(entry, "s")))))));
        return authorizations;
    }
}

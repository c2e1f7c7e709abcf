package org.alys.evm.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.alys.evm.block.Block;
import org.alys.evm.block.BlockHeader;
import org.alys.evm.payload.Withdrawal;
import org.alys.evm.transaction.AccessListEntry;
import org.alys.evm.transaction.Authorization;
import org.alys.evm.transaction.SignedTransaction;
import org.alys.evm.transaction.Transaction;
import org.alys.evm.transaction.TransactionType;
import org.alys.primitives.Bytes32;
import org.alys.primitives.UInt256;

/** Blocks and transactions as Ethereum's JSON-RPC shows them (execution-apis, schemas). */
final class EthJson {
    static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Keccak-256 of the RLP of the empty list: no uncles, for ever (EIP-3675). */
    private static final String NO_UNCLES = "0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347";

    private EthJson() {}

    static String quantity(long unsigned) {
        return "0x" + Long.toHexString(unsigned);
    }

    static JsonNode number(long unsigned) {
        return JSON.textNode(quantity(unsigned));
    }

    /** @param size of the block's RLP, in bytes */
    static ObjectNode block(Block block, long size, boolean fullTransactions) {
        ObjectNode node = header(block.hash(), block.header());
        node.put("size", quantity(size));
        ArrayNode transactions = node.putArray("transactions");
        for (int i = 0; i < block.transactions().size(); i++) {
            SignedTransaction transaction = block.transactions().get(i);
            if (fullTransactions) {
                transactions.add(minedTransaction(transaction, block, i));
            } else {
                transactions.add(transaction.hash().toHex0x());
            }
        }
        node.putArray("uncles");
        ArrayNode withdrawals = node.putArray("withdrawals");
        block.withdrawals().forEach(withdrawal -> withdrawals.add(withdrawal(withdrawal)));
        return node;
    }

    static ObjectNode header(Bytes32 hash, BlockHeader header) {
        ObjectNode node = JSON.objectNode()
                .put("number", quantity(header.number()))
                .put("hash", hash.toHex0x())
                .put("parentHash", header.parentHash().toHex0x())
                .put("mixHash", header.prevRandao().toHex0x())
                .put("nonce", "0x0000000000000000")
                .put("sha3Uncles", NO_UNCLES)
                .put("logsBloom", header.logsBloom().toHex0x())
                .put("stateRoot", header.stateRoot().toHex0x())
                .put("miner", header.feeRecipient().toHex0x())
                .put("difficulty", "0x0")
                .put("totalDifficulty", "0x0")
                .put("extraData", header.extraData().toHex0x())
                .put("gasLimit", quantity(header.gasLimit()))
                .put("gasUsed", quantity(header.gasUsed()))
                .put("timestamp", quantity(header.timestamp()))
                .put("transactionsRoot", header.transactionsRoot().toHex0x())
                .put("receiptsRoot", header.receiptsRoot().toHex0x())
                .put("baseFeePerGas", header.baseFeePerGas().toHex())
                .put("withdrawalsRoot", header.withdrawalsRoot().toHex0x());
        header.blobGasUsed().ifPresent(used -> node.put("blobGasUsed", quantity(used)));
        header.excessBlobGas().ifPresent(excess -> node.put("excessBlobGas", quantity(excess)));
        header.parentBeaconBlockRoot().ifPresent(root -> node.put("parentBeaconBlockRoot", root.toHex0x()));
        header.requestsHash().ifPresent(requests -> node.put("requestsHash", requests.toHex0x()));
        return node;
    }

    private static ObjectNode withdrawal(Withdrawal withdrawal) {
        return JSON.objectNode()
                .put("index", quantity(withdrawal.index()))
                .put("validatorIndex", quantity(withdrawal.validatorIndex()))
                .put("address", withdrawal.address().toHex0x())
                .put("amount", quantity(withdrawal.amountGwei()));
    }

    static ObjectNode minedTransaction(SignedTransaction signed, Block block, int index) {
        ObjectNode node = transaction(signed, Optional.of(block.header().baseFeePerGas()));
        return node.put("blockHash", block.hash().toHex0x())
                .put("blockNumber", quantity(block.header().number()))
                .put("blockTimestamp", quantity(block.header().timestamp()))
                .put("transactionIndex", quantity(index));
    }

    static ObjectNode pendingTransaction(SignedTransaction signed) {
        ObjectNode node = transaction(signed, Optional.empty());
        node.putNull("blockHash");
        node.putNull("blockNumber");
        node.putNull("transactionIndex");
        return node;
    }

    /** The price of a unit of gas under a base fee (EIP-1559). */
    static UInt256 effectiveGasPrice(Transaction transaction, UInt256 baseFee) {
        return capped(baseFee, transaction.maxPriorityFeePerGas(), transaction.maxFeePerGas());
    }

    /** Base fee and tip, but at most {@code most}. */
    static UInt256 capped(UInt256 baseFee, UInt256 tip, UInt256 most) {
        UInt256 wanted = baseFee.plus(tip);
        boolean overflows = wanted.compareTo(baseFee) < 0;
        return overflows || wanted.compareTo(most) > 0 ? most : wanted;
    }

    private static ObjectNode transaction(SignedTransaction signed, Optional<UInt256> baseFee) {
        Transaction transaction = signed.transaction();
        TransactionType type = transaction.type();
        boolean hasTip = type != TransactionType.LEGACY && type != TransactionType.ACCESS_LIST;
        UInt256 price = baseFee.filter(fee -> hasTip)
                .map(fee -> effectiveGasPrice(transaction, fee))
                .orElse(transaction.maxFeePerGas());
        ObjectNode node = JSON.objectNode()
                .put("hash", signed.hash().toHex0x())
                .put("type", quantity(type.id()))
                .put("from", signed.sender().toHex0x())
                .put("nonce", quantity(transaction.nonce()))
                .put("gas", quantity(transaction.gasLimit()))
                .put("gasPrice", price.toHex())
                .put("value", transaction.value().toHex())
                .put("input", transaction.data().toHex0x());
        transaction.to().ifPresentOrElse(to -> node.put("to", to.toHex0x()), () -> node.putNull("to"));
        if (hasTip) {
            node.put("maxFeePerGas", transaction.maxFeePerGas().toHex())
                    .put(
                            "maxPriorityFeePerGas",
                            transaction.maxPriorityFeePerGas().toHex());
        }
        transaction.chainId().ifPresent(chainId -> node.put("chainId", chainId.toHex()));
        if (type == TransactionType.BLOB) {
            node.put("maxFeePerBlobGas", transaction.maxFeePerBlobGas().toHex());
            ArrayNode hashes = node.putArray("blobVersionedHashes");
            transaction.blobVersionedHashes().forEach(hash -> hashes.add(hash.toHex0x()));
        }
        if (type == TransactionType.SET_CODE) {
            ArrayNode authorizations = node.putArray("authorizationList");
            transaction.authorizations().forEach(authorization -> authorizations.add(authorization(authorization)));
        }
        if (type != TransactionType.LEGACY) {
            node.set("accessList", accessList(transaction.accessList()));
        }
        return signature(node, transaction);
    }

    private static ObjectNode signature(ObjectNode node, Transaction transaction) {
        int parity = transaction.signature().yParity();
        if (transaction.type() == TransactionType.LEGACY
                && transaction.signature().isNone()) {
            node.put("v", "0x0");
        } else if (transaction.type() == TransactionType.LEGACY) {
            UInt256 v = transaction
                    .chainId()
                    .map(id -> id.plus(id).plus(UInt256.of(35L + parity)))
                    .orElse(UInt256.of(27L + parity));
            node.put("v", v.toHex());
        } else {
            node.put("v", quantity(parity)).put("yParity", quantity(parity));
        }
        return node.put("r", transaction.signature().r().toHex())
                .put("s", transaction.signature().s().toHex());
    }

    static ArrayNode accessList(List<AccessListEntry> accessList) {
        ArrayNode list = JSON.arrayNode();
        for (AccessListEntry entry : accessList) {
            ObjectNode node = list.addObject().put("address", entry.address().toHex0x());
            ArrayNode slots = node.putArray("storageKeys");
            entry.storageSlots().forEach(slot -> slots.add(slot.toBytes32().toHex0x()));
        }
        return list;
    }

    private static ObjectNode authorization(Authorization authorization) {
        return JSON.objectNode()
                .put("chainId", authorization.chainId().toHex())
                .put("address", authorization.delegate().toHex0x())
                .put("nonce", quantity(authorization.nonce()))
                .put("yParity", quantity(authorization.signature().yParity()))
                .put("r", authorization.signature().r().toHex())
                .put("s", authorization.signature().s().toHex());
    }
}

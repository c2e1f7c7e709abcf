package org.alys.node.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.alys.evm.payload.ExecutionPayload;
import org.alys.evm.payload.Fork;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;

/**
 * Blocks in JSON: camelCase names, {@code 0x} hex for EVM things and block roots, Bitcoin's display order for Bitcoin
 * hashes. The payload is the Engine API's own form.
 */
final class BlockJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private BlockJson() {}

    static ObjectNode block(BlockView block) {
        ObjectNode node = JSON.objectNode()
                .put("root", block.root().toHex0x())
                .put("parentRoot", block.parentRoot().toHex0x())
                .put("height", block.height())
                .put("slot", block.slot())
                .put("proposer", block.proposer())
                .put("finality", name(block.finality()));
        ArrayNode signers = node.putArray("signers");
        block.signers().members().forEach(signers::add);
        node.set("executionPayload", payload(block.executionPayload()));
        ArrayNode pegIns = node.putArray("pegIns");
        block.pegIns().forEach(pegIn -> pegIns.add(pegIn(pegIn)));
        node.set("pegOutProposals", bitcoinHashes(block.pegOutProposals()));
        node.set("settledPegOuts", bitcoinHashes(block.settledPegOuts()));
        node.set("auxPow", block.auxPow().map(pow -> (JsonNode) auxPow(pow)).orElse(NullNode.getInstance()));
        return node;
    }

    static ObjectNode auxPow(AuxPowView pow) {
        return JSON.objectNode()
                .put("rangeStart", pow.rangeStart().toHex0x())
                .put("rangeEnd", pow.rangeEnd().toHex0x())
                .put("fromHeight", pow.fromHeight())
                .put("toHeight", pow.toHeight())
                .put("bits", MiningMethods.bits(pow.bits()))
                .put("chainId", pow.chainId())
                .put("feeRecipient", pow.feeRecipient().toString())
                .put("parentBlockHash", bitcoinHash(pow.parentBlockHash()));
    }

    static ObjectNode pegIn(PegInView pegIn) {
        ObjectNode node = JSON.objectNode()
                .put("txId", bitcoinHash(pegIn.txId()))
                .put("outputIndex", pegIn.outputIndex())
                .put("bitcoinBlockHash", bitcoinHash(pegIn.bitcoinBlockHash()))
                .put("bitcoinHeight", pegIn.bitcoinHeight())
                .put("recipient", pegIn.recipient().toString())
                .put("amountSats", pegIn.amount().value())
                .put("status", name(pegIn.status()));
        pegIn.mintedAtHeight()
                .ifPresentOrElse(height -> node.put("mintedAtHeight", height), () -> node.putNull("mintedAtHeight"));
        return node;
    }

    static ObjectNode pegOut(PegOutView pegOut) {
        return JSON.objectNode()
                .put("block", pegOut.block().toHex0x())
                .put("height", pegOut.height())
                .put("logIndex", pegOut.logIndex())
                .put("transactionHash", pegOut.transaction().toHex0x())
                .put("sender", pegOut.sender().toString())
                .put("recipient", text(pegOut.recipient()))
                .put("amountSats", pegOut.amount().value())
                .put("state", name(pegOut.state()))
                .put("finality", name(pegOut.finality()))
                .put("confirmations", pegOut.confirmations());
    }

    /** Printable ASCII as it is, anything else as hex: the Bridge takes any bytes. */
    private static String text(Bytes bytes) {
        byte[] characters = bytes.toArray();
        for (byte character : characters) {
            if (character < 0x20 || character == 0x7f) {
                return bytes.toHex0x();
            }
        }
        return new String(characters, StandardCharsets.US_ASCII);
    }

    static String bitcoinHash(Bytes32 hash) {
        return hash.reversed().toHex();
    }

    /** An enum constant as a JSON word: {@code federation_final}. */
    static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static ObjectNode payload(ExecutionPayload payload) {
        ObjectNode node = JSON.objectNode()
                .put("parentHash", payload.parentHash().toHex0x())
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
        node.set("transactions", hex(payload.transactions()));
        ArrayNode withdrawals = node.putArray("withdrawals");
        payload.withdrawals()
                .forEach(withdrawal -> withdrawals
                        .addObject()
                        .put("index", quantity(withdrawal.index()))
                        .put("validatorIndex", quantity(withdrawal.validatorIndex()))
                        .put("address", withdrawal.address().toHex0x())
                        .put("amount", quantity(withdrawal.amountGwei())));
        if (payload.fork().includes(Fork.CANCUN)) {
            node.put("blobGasUsed", quantity(payload.blobGasUsed()));
            node.put("excessBlobGas", quantity(payload.excessBlobGas()));
        }
        if (payload.fork().includes(Fork.PRAGUE)) {
            node.set("executionRequests", hex(payload.executionRequests()));
        }
        return node;
    }

    private static ArrayNode hex(List<Bytes> items) {
        ArrayNode list = JSON.arrayNode();
        items.forEach(item -> list.add(item.toHex0x()));
        return list;
    }

    private static ArrayNode bitcoinHashes(List<Bytes32> hashes) {
        ArrayNode list = JSON.arrayNode();
        hashes.forEach(hash -> list.add(bitcoinHash(hash)));
        return list;
    }

    private static String quantity(long unsigned) {
        return "0x" + Long.toHexString(unsigned);
    }
}

package org.alys.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.Hashes;

/**
 * All blocks of a node from genesis to its head.
 *
 * @param minted deposits in the order of their blocks, as {@code transaction:output}
 * @param transactions hashes in the same order
 */
record WholeChain(long height, List<String> minted, List<Bytes32> transactions) {
    /** Reads the chain, and fails when a block does not follow its parent or the execution client has another one there. */
    static WholeChain read(NodeProcess node, RpcClient eth) throws IOException, InterruptedException {
        long head = node.result("getsidechaininfo").path("head").path("height").asLong();
        List<String> minted = new ArrayList<>();
        List<Bytes32> transactions = new ArrayList<>();
        String parent = block(node, 0).path("root").asText();
        for (long height = 1; height <= head; height++) {
            JsonNode block = block(node, height);
            JsonNode payload = block.path("executionPayload");
            assertThat(block.path("parentRoot").asText())
                    .as("parent of block %d", height)
                    .isEqualTo(parent);
            assertThat(eth.call("eth_getBlockByNumber", "0x" + Long.toHexString(height), false)
                            .path("hash")
                            .asText())
                    .as("block %d of the execution client", height)
                    .isEqualTo(payload.path("blockHash").asText());
            block.path("pegIns").forEach(pegIn -> minted.add(name(pegIn)));
            payload.path("transactions")
                    .forEach(raw -> transactions.add(Bytes32.of(
                            Hashes.keccak256(Bytes.fromHex(raw.asText()).toArray()))));
            parent = block.path("root").asText();
        }
        return new WholeChain(head, minted, transactions);
    }

    /** The name of a deposit. */
    static String name(JsonNode pegIn) {
        return pegIn.path("txId").asText() + ":" + pegIn.path("outputIndex").asInt();
    }

    private static JsonNode block(NodeProcess node, long height) throws IOException, InterruptedException {
        JsonNode block = node.result("getblockbyheight", height);
        assertThat(block.isObject()).as("block %d", height).isTrue();
        return block;
    }
}

package org.alys.evm.block;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.alys.evm.tool.EthereumTests;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Hex;
import org.junit.jupiter.api.Test;

/** Every valid block of the BlockchainTests, from Shanghai on: hash, senders, roots, and the same bytes again. */
class BlockCodecVectorsTest {

    @Test
    void readsAndWritesEveryValidBlock() throws Exception {
        int blocks = 0;
        for (Path file : EthereumTests.files(EthereumTests.directory().resolve("BlockchainTests"))) {
            for (JsonNode test : new ObjectMapper().readTree(file.toFile())) {
                for (JsonNode block : valid(test)) {
                    check(block);
                    blocks++;
                }
            }
        }
        assertThat(blocks).isGreaterThan(1000);
    }

    private static List<JsonNode> valid(JsonNode test) {
        List<JsonNode> valid = new ArrayList<>();
        if (List.of("Shanghai", "Cancun").contains(test.path("network").asText())) {
            test.path("blocks").forEach(block -> {
                if (block.has("blockHeader")) {
                    valid.add(block);
                }
            });
        }
        return valid;
    }

    private static void check(JsonNode expected) {
        byte[] rlp = Hex.decode(expected.path("rlp").asText());
        Block block = BlockCodec.decode(rlp);
        assertThat(block.hash())
                .isEqualTo(Bytes32.fromHex(
                        expected.path("blockHeader").path("hash").asText()));
        assertThat(HeaderCodec.hash(block.header())).isEqualTo(block.hash());
        assertThat(BlockCodec.encode(block)).isEqualTo(rlp);
        assertThat(Roots.ofTransactions(block.transactions()))
                .isEqualTo(block.header().transactionsRoot());
        assertThat(Roots.ofWithdrawals(block.withdrawals()))
                .isEqualTo(block.header().withdrawalsRoot());
        JsonNode transactions = expected.path("transactions");
        for (int i = 0; i < transactions.size(); i++) {
            EvmAddress sender = block.transactions().get(i).sender();
            assertThat(transactions.get(i).path("sender").asText(sender.toHex0x()))
                    .isEqualTo(sender.toHex0x());
        }
    }
}

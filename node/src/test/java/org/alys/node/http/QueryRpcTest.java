package org.alys.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryRpcTest extends HttpTest {
    private static final String COUNTED_DOWN = "1f1e1d1c1b1a191817161514131211100f0e0d0c0b0a09080706050403020100";

    @Test
    void showsBothSignaturesOfAMemberThatLied() throws Exception {
        JsonNode answer = result("getevidence", "[]");
        assertThat(answer.path("genesisRoot").textValue()).isEqualTo("0x" + "09".repeat(32));
        JsonNode evidence = answer.path("evidence").get(0);
        assertThat(evidence.path("member").intValue()).isEqualTo(2);
        assertThat(evidence.path("kind").textValue()).isEqualTo("votes");
        assertThat(evidence.path("seen").textValue()).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(evidence.path("blsPublicKey").textValue()).isEqualTo("0x" + "a1".repeat(48));
        assertThat(evidence.path("first").path("kind").textValue()).isEqualTo("finalize");
        assertThat(evidence.path("first").path("root").textValue()).isEqualTo("0x" + "01".repeat(32));
        assertThat(evidence.path("second").path("kind").textValue()).isEqualTo("skip");
        assertThat(evidence.path("second").path("toSlot").longValue()).isEqualTo(9);
        assertThat(evidence.path("second").path("signature").textValue()).startsWith("0xc0");
    }

    @Test
    void showsTheHeadWithItsPayloadInEngineApiForm() throws Exception {
        JsonNode block = result("getheadblock", "[]");
        assertThat(block.path("height").longValue()).isEqualTo(42);
        assertThat(block.path("root").textValue()).isEqualTo("0x" + "06".repeat(32));
        assertThat(block.path("finality").textValue()).isEqualTo("federation_final");
        assertThat(block.path("signers").toString()).isEqualTo("[0,2]");
        JsonNode payload = block.path("executionPayload");
        assertThat(payload.path("blockNumber").textValue()).isEqualTo("0x2a");
        assertThat(payload.path("baseFeePerGas").textValue()).isEqualTo("0x7");
        assertThat(payload.path("withdrawals").get(0).path("amount").textValue())
                .isEqualTo("0xa");
        assertThat(payload.has("excessBlobGas")).isTrue();
        assertThat(payload.has("executionRequests")).isTrue();
    }

    @Test
    void printsBitcoinHashesInBitcoinsOrder() throws Exception {
        JsonNode block = result("getheadblock", "[]");
        assertThat(block.path("pegIns").get(0).path("txId").textValue()).isEqualTo(COUNTED_DOWN);
        assertThat(block.path("pegOutProposals").get(0).textValue()).isEqualTo(COUNTED_DOWN);
        assertThat(block.path("auxPow").path("parentBlockHash").textValue()).isEqualTo(COUNTED_DOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[7]", "7", "[\"7\"]"})
    void findsABlockByHeightInAnArrayOrBare(String params) throws Exception {
        assertThat(result("getblockbyheight", params).path("height").longValue())
                .isEqualTo(7);
    }

    @Test
    void answersNullForABlockThatDoesNotExist() throws Exception {
        assertThat(call("getblockbyheight", "[43]").body())
                .isEqualToIgnoringNewLines("{\"result\":null,\"error\":null,\"id\":1}");
    }

    @Test
    void refusesAHeightThatIsNone() throws Exception {
        assertThat(errorCode("getblockbyheight", "[-1]")).isEqualTo(-8);
        assertThat(errorCode("getblockbyheight", "[1.5]")).isEqualTo(-1);
        assertThat(errorCode("getblockbyheight", "[99999999999999999999]")).isEqualTo(-1);
        assertThat(errorCode("getblockbyheight", "[]")).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"0x%s\"]", "[\"%s\"]", "\"%s\"", "\"0X%s\""})
    void findsABlockByHashWithAndWithoutPrefix(String params) throws Exception {
        assertThat(result("getblockbyhash", params.formatted("11".repeat(32)))
                        .path("height")
                        .longValue())
                .isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"1234\"", "\"\"", "\"0x\"", "\"zz\"", "[\"111111111111111111111111111111111111111111111\"]"})
    void refusesAHashOfTheWrongForm(String params) throws Exception {
        assertThat(errorCode("getblockbyhash", params)).isEqualTo(-8);
    }

    @Test
    void showsTheQueuedProof() throws Exception {
        assertThat(result("getqueuedpow", "[]").isNull()).isTrue();
        node.queued = Optional.of(ScriptedNode.auxPow());
        assertThat(result("getqueuedpow", "[]").path("toHeight").longValue()).isEqualTo(14);
    }

    @Test
    void refusesTheDepositAddressWhileNotSynced() throws Exception {
        assertThat(result("getdepositaddress", "[]").textValue()).isEqualTo("bcrt1qexample");
        node.deposit = new DepositAddress.NotReady("syncing");
        assertThat(errorCode("getdepositaddress", "[]")).isEqualTo(-10);
    }

    @Test
    void showsTheSidechain() throws Exception {
        JsonNode info = result("getsidechaininfo", "[]");
        assertThat(info.path("blocksWithoutAuxPow").longValue()).isEqualTo(6);
        assertThat(info.path("bitcoin").path("height").intValue()).isEqualTo(210);
        assertThat(info.path("execution").isNull()).isTrue();
        assertThat(info.path("peg").path("mintedSats").longValue()).isEqualTo(70_000);
    }

    @Test
    void listsPegInsByPage() throws Exception {
        JsonNode pegIn = result("listpegins", "[5, 10]").get(0);
        assertThat(node.seen).containsEntry("pegIns", "5,10");
        assertThat(pegIn.path("status").textValue()).isEqualTo("minted");
        assertThat(pegIn.path("mintedAtHeight").longValue()).isEqualTo(42);
        assertThat(errorCode("listpegins", "[1001]")).isEqualTo(-8);
        assertThat(errorCode("listpegins", "[1,-1]")).isEqualTo(-8);
        assertThat(errorCode("listpegins", "[\"many\"]")).isEqualTo(-1);
    }

    @Test
    void listsPegOutsByPage() throws Exception {
        JsonNode list = result("listpegouts", "[5, 10]");
        assertThat(node.seen).containsEntry("pegOuts", "5,10");
        JsonNode pegOut = list.get(0);
        assertThat(pegOut.path("block").textValue()).isEqualTo("0x" + "06".repeat(32));
        assertThat(pegOut.path("height").longValue()).isEqualTo(40);
        assertThat(pegOut.path("logIndex").intValue()).isEqualTo(3);
        assertThat(pegOut.path("transactionHash").textValue()).isEqualTo("0x" + "07".repeat(32));
        assertThat(pegOut.path("recipient").textValue()).isEqualTo("bcrt1qtext");
        assertThat(pegOut.path("amountSats").longValue()).isEqualTo(25_000);
        assertThat(pegOut.path("state").textValue()).isEqualTo("requested");
        assertThat(pegOut.path("finality").textValue()).isEqualTo("bitcoin_final");
        assertThat(pegOut.path("confirmations").longValue()).isEqualTo(3);
        assertThat(list.get(1).path("recipient").textValue()).isEqualTo("0x62ff");
        assertThat(errorCode("listpegouts", "[1001]")).isEqualTo(-8);
    }

    @Test
    void explainsItself() throws Exception {
        assertThat(result("help", "[]").textValue()).contains("createauxblock <address>", "listpegins", "listpegouts");
        assertThat(result("help", "[\"getblockbyhash\"]").textValue()).contains("execution block hash");
        assertThat(errorCode("help", "[\"nothing\"]")).isEqualTo(-8);
    }
}

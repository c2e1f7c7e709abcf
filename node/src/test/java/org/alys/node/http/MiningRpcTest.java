package org.alys.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MiningRpcTest extends HttpTest {
    private static final String MINER = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";
    private static final String HASH = "11".repeat(32);

    @Test
    void createsATemplateWithNamecoinsFieldsInTheirOrder() throws Exception {
        assertThat(call("createauxblock", "[\"" + MINER + "\"]").body())
                .isEqualToIgnoringNewLines("{\"result\":{\"hash\":\"" + HASH
                        + "\",\"chainid\":1212,\"previousblockhash\":\""
                        + "22".repeat(32)
                        + "\",\"coinbasevalue\":0,\"bits\":\"1d00ffff\",\"height\":43,\"_target\":\"" + "00".repeat(26)
                        + "ffff00000000\"},\"error\":null,\"id\":1}");
    }

    @Test
    void paysTheAddressNamed() throws Exception {
        call("createauxblock", "[\"" + MINER + "\"]");
        assertThat(node.seen).containsEntry("payTo", ScriptedNode.MINER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"0x12\"]", "[\"nonsense\"]", "[5]", "[\"0xF39fd6e51aad88f6f4ce6ab8827279cfffb92266\"]"})
    void refusesABadAddress(String params) throws Exception {
        assertThat(errorCode("createauxblock", params)).isEqualTo(-5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "[\"a\",\"b\"]", "{}"})
    void explainsUsageWhenParametersAreMissingOrTooMany(String params) throws Exception {
        JsonNode error = json(call("createauxblock", params)).path("error");
        assertThat(error.path("code").intValue()).isEqualTo(-1);
        assertThat(error.path("message").textValue()).contains("createauxblock <address>");
    }

    @Test
    void saysNotConnected() throws Exception {
        node.create = payTo -> new CreateAuxBlock.NotConnected("no Bitcoin node answers");
        assertThat(errorCode("createauxblock", "[\"" + MINER + "\"]")).isEqualTo(-9);
    }

    @Test
    void saysStillSyncing() throws Exception {
        node.create = payTo -> new CreateAuxBlock.NotReady("5 of 900 blocks");
        assertThat(errorCode("createauxblock", "[\"" + MINER + "\"]")).isEqualTo(-10);
    }

    @Test
    void answersBareTrueForAnAcceptedProof() throws Exception {
        assertThat(call("submitauxblock", "[\"" + HASH + "\",\"beef\"]").body())
                .isEqualToIgnoringNewLines("{\"result\":true,\"error\":null,\"id\":1}");
    }

    @Test
    void passesHashAndProofOnAsPrinted() throws Exception {
        call("submitauxblock", "[\"" + ScriptedNode.counting().toHex() + "\",\"beef\"]");
        assertThat(node.seen)
                .containsEntry("hash", ScriptedNode.counting())
                .containsEntry("proof", Bytes.fromHex("beef"));
    }

    @Test
    void answersBareFalseAndNamesTheRuleForARejectedProof() throws Exception {
        node.submit = (hash, proof) -> new SubmitAuxBlock.Rejected("hash-above-target", "12 > 3\r\nX-Evil: 1");
        HttpResponse<String> response = call("submitauxblock", "[\"" + HASH + "\",\"beef\"]");
        assertThat(response.body()).isEqualToIgnoringNewLines("{\"result\":false,\"error\":null,\"id\":1}");
        assertThat(response.headers().firstValue("X-Reject-Reason")).hasValue("hash-above-target");
        assertThat(response.headers().firstValue("X-Reject-Facts")).hasValue("12 > 3??X-Evil: 1");
    }

    @Test
    void answersTheCodeOfEachFailedSubmission() throws Exception {
        String params = "[\"" + HASH + "\",\"beef\"]";
        node.submit = (hash, proof) -> new SubmitAuxBlock.UnknownHash();
        assertThat(errorCode("submitauxblock", params)).isEqualTo(-8);
        node.submit = (hash, proof) -> new SubmitAuxBlock.Undecodable("3 bytes left");
        assertThat(errorCode("submitauxblock", params)).isEqualTo(-22);
        node.submit = (hash, proof) -> new SubmitAuxBlock.NotConnected("no peers");
        assertThat(errorCode("submitauxblock", params)).isEqualTo(-9);
        node.submit = (hash, proof) -> new SubmitAuxBlock.NotReady("syncing");
        assertThat(errorCode("submitauxblock", params)).isEqualTo(-10);
    }

    @Test
    void checksTheFormOfASubmission() throws Exception {
        assertThat(errorCode("submitauxblock", "[\"1234\",\"beef\"]")).isEqualTo(-8);
        assertThat(errorCode("submitauxblock", "[\"" + HASH + "\",\"xyz\"]")).isEqualTo(-22);
        assertThat(errorCode("submitauxblock", "[\"" + HASH + "\",\"abc\"]")).isEqualTo(-22);
        assertThat(errorCode("submitauxblock", "[\"" + HASH + "\"]")).isEqualTo(-1);
        assertThat(errorCode("submitauxblock", "[1,2]")).isEqualTo(-1);
    }

    @Test
    void getauxblockCreatesForTheConfiguredAddress() throws Exception {
        node.payout = Optional.of(ScriptedNode.MINER);
        assertThat(result("getauxblock", "[]").path("hash").textValue()).isEqualTo(HASH);
        assertThat(node.seen).containsEntry("payTo", ScriptedNode.MINER);
    }

    @Test
    void getauxblockWithoutAConfiguredAddressSaysWhatToDo() throws Exception {
        JsonNode error = json(call("getauxblock", "[]")).path("error");
        assertThat(error.path("code").intValue()).isEqualTo(-5);
        assertThat(error.path("message").textValue()).contains("mining.payoutAddress");
    }

    @Test
    void getauxblockWithTwoParametersSubmits() throws Exception {
        assertThat(result("getauxblock", "[\"" + HASH + "\",\"beef\"]").booleanValue())
                .isTrue();
        assertThat(node.seen).containsEntry("hash", Bytes32.fromHex(HASH));
        assertThat(errorCode("getauxblock", "[\"" + HASH + "\"]")).isEqualTo(-1);
    }
}

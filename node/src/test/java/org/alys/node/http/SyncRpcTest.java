package org.alys.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyncRpcTest extends HttpTest {
    @Test
    void showsTheSyncAlone() throws Exception {
        JsonNode sync = result("getsyncstatus", "[]");
        assertThat(sync.path("phase").textValue()).isEqualTo("synced");
        assertThat(sync.path("height").longValue()).isEqualTo(41);
        assertThat(sync).isEqualTo(result("getsidechaininfo", "[]").path("sync"));
    }

    @Test
    void pausesAndResumes() throws Exception {
        assertThat(result("pausesync", "[]").path("phase").textValue()).isEqualTo("synced");
        assertThat(node.seen).containsKey("pauseSync");
        assertThat(result("resumesync", "[]").path("phase").textValue()).isEqualTo("synced");
        assertThat(node.seen).containsEntry("resumeSync", OptionalLong.empty());
        result("resumesync", "[5000]");
        assertThat(node.seen).containsEntry("resumeSync", OptionalLong.of(5000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[0]", "[-1]", "[\"soon\"]", "[1.5]", "[true]"})
    void refusesAHeightThatIsNone(String params) throws Exception {
        JsonNode error = json(call("resumesync", params)).path("error");
        assertThat(error.path("code").intValue()).isEqualTo(-8);
        assertThat(error.path("message").textValue()).startsWith("SYN008");
        assertThat(node.seen).doesNotContainKey("resumeSync");
    }

    @Test
    void saysWhenTheSyncDoesNotAnswer() throws Exception {
        node.syncAnswer = new SyncAnswer.Silent();
        assertThat(errorCode("pausesync", "[]")).isEqualTo(-10);
        assertThat(errorCode("resumesync", "[7]")).isEqualTo(-10);
    }

    @Test
    void saysWhyAnOrderWasNotCarriedOut() throws Exception {
        node.syncAnswer = new SyncAnswer.Refused("SYN008 block 7 is passed already");
        JsonNode error = json(call("resumesync", "[7]")).path("error");
        assertThat(error.path("code").intValue()).isEqualTo(-1);
        assertThat(error.path("message").textValue()).isEqualTo("SYN008 block 7 is passed already");
    }

    @Test
    void showsWhatPeersAreWorthAndWhy() throws Exception {
        node.syncPeers = List.of(
                ScriptedNode.asked(),
                new SyncPeerView("stranger", OptionalInt.empty(), OptionalLong.empty(), 0.5, List.of(), "silent"));
        JsonNode peers = result("getsyncpeers", "[]");
        assertThat(peers).hasSize(2);
        JsonNode first = peers.path(0);
        assertThat(first.path("peer").textValue()).isEqualTo("12D3KooWexample");
        assertThat(first.path("member").intValue()).isEqualTo(1);
        assertThat(first.path("finalHeight").longValue()).isEqualTo(41);
        assertThat(first.path("standing").textValue()).isEqualTo("asked");
        assertThat(first.path("score").doubleValue()).isEqualTo(0.8125);
        assertThat(first.path("parts").path("latency").path("value").doubleValue())
                .isEqualTo(0.875);
        assertThat(first.path("parts").path("latency").path("weight").doubleValue())
                .isEqualTo(0.3);
        assertThat(peers.path(1).path("member").isNull()).isTrue();
        assertThat(peers.path(1).path("finalHeight").isNull()).isTrue();
    }

    @Test
    void takesNoMoreParametersThanItKnows() throws Exception {
        assertThat(errorCode("pausesync", "[1]")).isEqualTo(-1);
        assertThat(errorCode("resumesync", "[1,2]")).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Origin", "Forwarded", "X-Forwarded-For"})
    void takesNoOrdersFromWebPagesAndThroughProxies(String header) throws Exception {
        for (String method : List.of("pausesync", "resumesync")) {
            JsonNode error = json(send(HttpRequest.newBuilder(uri("/"))
                            .header(header, "https://example.org")
                            .POST(HttpRequest.BodyPublishers.ofString(
                                    "[{\"method\": \"" + method + "\", \"id\": 1}]"))))
                    .path(0)
                    .path("error");
            assertThat(error.path("code").intValue()).isEqualTo(-2);
            assertThat(error.path("message").textValue()).startsWith("HTTP002");
        }
        assertThat(node.seen).doesNotContainKeys("pauseSync", "resumeSync");
    }
}

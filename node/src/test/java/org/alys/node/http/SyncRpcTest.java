package org.alys.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Optional;
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
        node.syncAnswer = Optional.empty();
        assertThat(errorCode("pausesync", "[]")).isEqualTo(-10);
        assertThat(errorCode("resumesync", "[7]")).isEqualTo(-10);
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

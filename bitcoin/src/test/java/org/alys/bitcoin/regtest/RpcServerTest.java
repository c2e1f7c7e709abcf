package org.alys.bitcoin.regtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.alys.bitcoin.rpc.RpcCredentials;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RpcServerTest {
    @TempDir
    Path directory = Path.of("");

    private EmbeddedBitcoin node;
    private RawRpc rpc;

    @BeforeEach
    void start() throws IOException {
        node = EmbeddedBitcoin.start(EmbeddedBitcoin.Settings.in(directory).withPassword("u", "p"));
        rpc = new RawRpc(node.url(), node.credentials());
    }

    @AfterEach
    void stop() throws IOException {
        rpc.close();
        node.close();
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        return RawRpc.JSON.readTree(response.body());
    }

    @Test
    void letsInTheCookieAndThePassword() throws IOException {
        try (RawRpc byPassword = new RawRpc(node.url(), new RpcCredentials.Password("u", "p"))) {
            assertThat(byPassword.call("getblockcount").asInt()).isZero();
        }
        assertThat(rpc.call("getblockcount").asInt()).isZero();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(node.cookieFile())))
                .isEqualTo("rw-------");
    }

    @Test
    void turnsStrangersAway() throws IOException {
        String body = "{\"method\":\"getblockcount\",\"id\":1}";
        String wrong = new RpcCredentials.Password("u", "q").authorization();
        HttpResponse<String> response = rpc.post("/", body, wrong);
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Basic realm=\"jsonrpc\"");
    }

    @Test
    void servesPostsAlone() throws Exception {
        assertThat(rpc.get().statusCode()).isEqualTo(405);
        assertThat(rpc.post("/rest", "{}", node.credentials().authorization()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void answersABatchInOrder() throws IOException {
        JsonNode replies =
                json(rpc.post("[{\"method\":\"getblockcount\",\"id\":\"a\"},{\"method\":\"no\",\"id\":2},7]"));
        assertThat(replies).hasSize(3);
        assertThat(replies.path(0).path("result").asInt(-1)).isZero();
        assertThat(replies.path(0).path("id").asText()).isEqualTo("a");
        assertThat(replies.path(1).path("error").path("code").asInt()).isEqualTo(-32601);
        assertThat(replies.path(2).path("error").path("code").asInt()).isEqualTo(-32600);
    }

    @Test
    void speaksBothVersionsOfJsonRpc() throws IOException {
        HttpResponse<String> old = rpc.post("{\"method\":\"no\",\"id\":1}");
        assertThat(old.statusCode()).isEqualTo(404);
        assertThat(json(old).has("result")).isTrue();
        HttpResponse<String> second = rpc.post("{\"jsonrpc\":\"2.0\",\"method\":\"no\",\"id\":1}");
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(json(second).has("result")).isFalse();
        assertThat(rpc.post("{\"jsonrpc\":\"2.0\",\"method\":\"uptime\"}").statusCode())
                .isEqualTo(204);
    }

    @Test
    void refusesWhatIsNotARequest() throws IOException {
        assertThat(json(rpc.post("{\"method\"")).path("error").path("code").asInt())
                .isEqualTo(-32700);
        assertThat(json(rpc.post("\"x\"")).path("error").path("code").asInt()).isEqualTo(-32700);
        assertThat(json(rpc.post("[".repeat(5_000))).path("error").path("code").asInt())
                .isEqualTo(-32700);
        assertThat(json(rpc.post("{\"method\":7,\"id\":1}"))
                        .path("error")
                        .path("code")
                        .asInt())
                .isEqualTo(-32600);
        assertThat(rpc.post(" ".repeat(33 * 1024 * 1024)).statusCode()).isEqualTo(413);
    }

    @Test
    void takesParametersByName() throws IOException {
        JsonNode named = json(rpc.post("{\"method\":\"getblockhash\",\"params\":{\"height\":0},\"id\":1}"));
        assertThat(named.path("result")).isEqualTo(rpc.call("getblockhash", 0));
        JsonNode unknown = json(rpc.post("{\"method\":\"getblockhash\",\"params\":{\"hight\":0},\"id\":1}"));
        assertThat(unknown.path("error").path("code").asInt()).isEqualTo(-8);
    }

    @Test
    void tellsThatItWasAskedToStop() throws InterruptedException {
        assertThat(node.awaitStopCall(Duration.ZERO)).isFalse();
        rpc.call("stop");
        assertThat(node.awaitStopCall(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void doesNotShareItsDirectory() {
        assertThatThrownBy(() -> EmbeddedBitcoin.start(directory, 0))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("uses");
    }
}

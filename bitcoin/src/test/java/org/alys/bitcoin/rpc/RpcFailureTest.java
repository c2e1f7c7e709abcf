package org.alys.bitcoin.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.alys.bitcoin.rpc.NodeFailure.BadAnswer;
import org.alys.bitcoin.rpc.NodeFailure.Refused;
import org.alys.bitcoin.rpc.NodeFailure.Unauthorised;
import org.alys.bitcoin.rpc.NodeFailure.Unreachable;
import org.alys.bitcoin.rpc.NodeFailure.WarmingUp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RpcFailureTest {
    private static NodeFailure failureOf(int status, String body) throws IOException {
        try (ScriptedRpcServer server = ScriptedRpcServer.answering(status, body);
                BitcoinRpc rpc = server.client()) {
            return failure(rpc.estimateFee(6));
        }
    }

    private static NodeFailure failure(RpcReply<?> reply) {
        assertThat(reply).isInstanceOf(RpcReply.Failed.class);
        return ((RpcReply.Failed<?>) reply).failure();
    }

    @Test
    void namesADaemonThatIsStillStarting() throws IOException {
        String body = "{\"result\":null,\"error\":{\"code\":-28,\"message\":\"Verifying blocks\"},\"id\":$ID}";

        assertThat(failureOf(500, body)).isEqualTo(new WarmingUp("Verifying blocks"));
    }

    @Test
    void carriesCodeAndMessageOfAnRpcError() throws IOException {
        String body = "{\"result\":null,\"error\":{\"code\":-32601,\"message\":\"Method not found\"},\"id\":$ID}";

        assertThat(failureOf(404, body)).isEqualTo(new Refused("estimatesmartfee", -32601, "Method not found"));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void namesARefusedPassword(int status) throws IOException {
        assertThat(failureOf(status, "")).isInstanceOf(Unauthorised.class);
    }

    @Test
    void callsABusyDaemonUnreachable() throws IOException {
        assertThat(failureOf(503, "Work queue depth exceeded")).isInstanceOf(Unreachable.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>hello</html>",
                "",
                "{\"result\":{},\"error\":null,\"id\":999}",
                "{\"error\":null,\"id\":$ID}",
                "{\"result\":{\"feerate\":\"0.1\",\"blocks\":2},\"error\":null,\"id\":$ID}",
                "{\"result\":{\"feerate\":0.000000001,\"blocks\":2},\"error\":null,\"id\":$ID}",
                "{\"result\":{\"feerate\":1e99,\"blocks\":2},\"error\":null,\"id\":$ID}",
                "{\"result\":{\"feerate\":-0.1,\"blocks\":2},\"error\":null,\"id\":$ID}",
                "{\"result\":{\"feerate\":0.1,\"blocks\":4294967296},\"error\":null,\"id\":$ID}",
                "{\"result\":{},\"error\":null,\"id\":$ID}{}"
            })
    void refusesAnAnswerThatIsNotWhatTheMethodPromises(String body) throws IOException {
        assertThat(failureOf(200, body)).isInstanceOf(BadAnswer.class);
    }

    @Test
    void refusesAnAnswerThatIsTooLong() throws IOException {
        assertThat(failureOf(200, " ".repeat(4096))).isInstanceOf(BadAnswer.class);
    }

    @Test
    void refusesAnAnswerThatIsNestedTooDeep() throws IOException {
        assertThat(failureOf(200, "[".repeat(1000))).isInstanceOf(BadAnswer.class);
    }

    @Test
    void readsAmountsExactly() throws IOException {
        String body = "{\"result\":{\"feerate\":0.00001007,\"blocks\":2},\"error\":null,\"id\":$ID}";
        try (ScriptedRpcServer server = ScriptedRpcServer.answering(200, body);
                BitcoinRpc rpc = server.client()) {
            assertThat(rpc.estimateFee(6).orElseThrow()).isEqualTo(Optional.of(new FeeEstimate(1007, 2)));
        }
    }

    @Test
    void givesUpOnAnAnswerThatNeverEnds() throws IOException {
        try (ScriptedRpcServer server = ScriptedRpcServer.stalling();
                BitcoinRpc rpc = server.client(Duration.ofMillis(200))) {
            assertThat(failure(rpc.estimateFee(6))).isInstanceOf(Unreachable.class);
        }
    }

    @Test
    void callsAMissingCookieUnreachable() {
        RpcCredentials cookie = new RpcCredentials.CookieFile(Path.of("no-such-file"));
        try (BitcoinRpc rpc = new BitcoinRpc(RpcEndpoint.of(URI.create("http://127.0.0.1:1"), cookie))) {
            assertThat(failure(rpc.estimateFee(6))).isInstanceOf(Unreachable.class);
        }
    }

    @Test
    void doesNotPrintThePassword() {
        assertThat(new RpcCredentials.Password("u", "secret").toString()).doesNotContain("secret");
    }
}

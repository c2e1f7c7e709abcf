package org.alys.evm.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class JsonRpcTest {
    private Instant now = Instant.EPOCH;

    private final JsonRpc rpc = new JsonRpc(
            Map.of(
                    "slow",
                            RpcMethod.of(params -> {
                                now = now.plusSeconds(10);
                                return params.required(0);
                            }),
                    "large", RpcMethod.of(_ -> EthJson.JSON.textNode("x".repeat(13_000_000))),
                    "echo", RpcMethod.of(params -> params.required(0)),
                    "number", RpcMethod.of(params -> EthJson.number(params.number(0))),
                    "broken",
                            RpcMethod.of(params -> {
                                throw new IllegalStateException("a secret of the node");
                            })),
            RpcLimits.STANDARD,
            () -> now);

    private String answer(String request) {
        return new String(
                rpc.answer(request.getBytes(StandardCharsets.UTF_8), Optional.empty()), StandardCharsets.UTF_8);
    }

    @Test
    void answersACallWithItsId() {
        assertThat(answer("{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"method\":\"echo\",\"params\":[{\"a\":1}]}"))
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"result\":{\"a\":1}}");
    }

    @Test
    void answersABatchInOrderWithoutTheNotifications() {
        assertThat(answer("[{\"id\":1,\"method\":\"echo\",\"params\":[1]},{\"method\":\"echo\",\"params\":[2]},"
                        + "{\"id\":3,\"method\":\"nothing\"}]"))
                .isEqualTo("[{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":1},{\"jsonrpc\":\"2.0\",\"id\":3,\"error\":"
                        + "{\"code\":-32601,\"message\":\"the method nothing does not exist/is not available\"}}]");
    }

    @Test
    void aNotificationHasNoAnswer() {
        assertThat(answer("{\"method\":\"echo\",\"params\":[1]}")).isEmpty();
    }

    @Test
    void refusesWhatIsNoJson() {
        assertThat(answer("{")).contains("-32700");
        assertThat(answer("{\"id\":1,\"method\":\"echo\",\"params\":[1]} 2")).contains("-32700");
        assertThat(answer("[".repeat(100))).contains("-32700");
    }

    @Test
    void refusesBatchesThatAreEmptyOrTooLong() {
        assertThat(answer("[]")).contains("-32600");
        assertThat(answer("[" + "1,".repeat(100) + "1]")).contains("-32600").contains("1 to 100");
    }

    @Test
    void beginsNoCallOfABatchWhoseTimeIsOver() {
        String call = "{\"id\":1,\"method\":\"slow\",\"params\":[7]}";
        String done = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":7}";
        String late = "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32002,\"message\":\"request timed out\"}}";
        assertThat(answer("[" + String.join(",", call, call, call, call, call) + "]"))
                .isEqualTo("[" + String.join(",", done, done, done, late, late) + "]");
        assertThat(now).as("three calls of ten seconds ran").isEqualTo(Instant.EPOCH.plusSeconds(30));
    }

    @Test
    void beginsNoCallOfABatchWhoseAnswersAreTooLarge() {
        String call = "{\"id\":1,\"method\":\"large\"}";
        assertThat(answer("[" + String.join(",", call, call, call) + "]"))
                .hasSizeBetween(26_000_000, 26_001_000)
                .endsWith(
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32003,\"message\":\"response too large\"}}]");
    }

    @Test
    void saysWhichParameterIsWrong() {
        assertThat(answer("{\"id\":1,\"method\":\"number\",\"params\":[\"12\"]}"))
                .contains("-32602")
                .contains("invalid argument 0: must be a hex string with 0x");
        assertThat(answer("{\"id\":1,\"method\":\"number\",\"params\":[]}"))
                .contains("missing value for required argument 0");
        assertThat(answer("{\"id\":1,\"method\":\"number\",\"params\":{\"a\":1}}"))
                .contains("non-array args");
        assertThat(answer("{\"id\":1,\"method\":\"number\",\"params\":[\"0x8000000000000000\"]}"))
                .contains("number too large");
    }

    @Test
    void keepsTheInsideOfAFailureInside() {
        assertThat(answer("{\"id\":1,\"method\":\"broken\"}"))
                .contains("-32603")
                .doesNotContain("secret");
    }

    @Property(tries = 300)
    void garbageNeverBreaksIt(@ForAll @Size(max = 200) byte[] garbage) {
        assertThat(rpc.answer(garbage, Optional.empty())).isNotNull();
    }
}

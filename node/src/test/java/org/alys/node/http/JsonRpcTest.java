package org.alys.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonRpcTest extends HttpTest {
    @ParameterizedTest
    @ValueSource(strings = {"7", "\"abc\"", "null", "1.50", "123456789012345678901234567890", "[1,{}]", "true"})
    void echoesAnyId(String id) throws Exception {
        HttpResponse<String> response = post("{\"method\":\"getqueuedpow\",\"params\":[],\"id\":" + id + "}");
        assertThat(response.body()).isEqualToIgnoringNewLines("{\"result\":null,\"error\":null,\"id\":" + id + "}");
    }

    @Test
    void answersAVersion1CallWithoutId() throws Exception {
        assertThat(post("{\"method\":\"getqueuedpow\"}").body())
                .isEqualToIgnoringNewLines("{\"result\":null,\"error\":null,\"id\":null}");
    }

    @Test
    void keepsSilentOnAVersion2Notification() throws Exception {
        HttpResponse<String> response = post("{\"jsonrpc\":\"2.0\",\"method\":\"getqueuedpow\"}");
        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void answersVersion2InItsOwnShape() throws Exception {
        assertThat(post("{\"jsonrpc\":\"2.0\",\"method\":\"getqueuedpow\",\"id\":\"a\"}")
                        .body())
                .isEqualToIgnoringNewLines("{\"jsonrpc\":\"2.0\",\"result\":null,\"id\":\"a\"}");
        HttpResponse<String> error = post("{\"jsonrpc\":\"2.0\",\"method\":\"nonsense\",\"id\":2}");
        assertThat(error.statusCode()).isEqualTo(200);
        assertThat(error.body())
                .isEqualToIgnoringNewLines("{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32601,"
                        + "\"message\":\"method not found; try help\"},\"id\":2}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"method":"nonsense","id":1}                           | 404 | -32601
            {"method":5,"id":1}                                    | 400 | -32600
            {"id":1}                                               | 400 | -32600
            5                                                      | 400 | -32600
            []                                                     | 400 | -32600
            {"method":"getblockbyheight","params":{"a":1},"id":1}  | 500 | -32602
            {"method":"getblockbyheight","params":[-1],"id":1}     | 500 | -8
            {"method":"createauxblock","params":[],"id":1}         | 500 | -1
            {"method":"getheadblock",                              | 500 | -32700
            {"method":"getheadblock"} trailing                     | 500 | -32700
            not json                                               | 500 | -32700
            """)
    void givesVersion1ErrorsBitcoindsStatus(String body, int status, int code) throws Exception {
        HttpResponse<String> response = post(body);
        JsonNode answer = json(response);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(answer.path("error").path("code").intValue()).isEqualTo(code);
        assertThat(answer.has("result")).isTrue();
    }

    @Test
    void answersAnEmptyBodyAsUnreadable() throws Exception {
        assertThat(json(post("")).path("error").path("code").intValue()).isIn(-32700, -32600);
    }

    @Test
    void answersABatchInOrderWithoutItsNotifications() throws Exception {
        JsonNode answers = json(post("""
                [{"method":"getblockbyheight","params":[3],"id":1},
                 {"jsonrpc":"2.0","method":"getqueuedpow"},
                 {"jsonrpc":"2.0","method":"nonsense","id":2},
                 7]"""));
        assertThat(answers.size()).isEqualTo(3);
        assertThat(answers.get(0).path("result").path("height").longValue()).isEqualTo(3);
        assertThat(answers.get(1).path("error").path("code").intValue()).isEqualTo(-32601);
        assertThat(answers.get(2).path("error").path("code").intValue()).isEqualTo(-32600);
    }

    @Test
    void boundsABatch() throws Exception {
        String one = "{\"method\":\"getqueuedpow\",\"id\":1}";
        assertThat(json(post("[" + (one + ",").repeat(49) + one + "]")).size()).isEqualTo(50);
        assertThat(json(post("[" + (one + ",").repeat(50) + one + "]"))
                        .path("error")
                        .path("code")
                        .intValue())
                .isEqualTo(-32600);
    }

    @Test
    void boundsTheDepthOfJson() throws Exception {
        HttpResponse<String> response =
                post("{\"method\":\"help\",\"params\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}");
        assertThat(json(response).path("error").path("code").intValue()).isEqualTo(-32700);
    }

    @Test
    void hidesWhatWentWrongInside() throws Exception {
        node.create = payTo -> {
            throw new IllegalStateException("secret path");
        };
        HttpResponse<String> response = call("createauxblock", "[\"0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266\"]");
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).contains("-32603").doesNotContain("secret", "Exception", "\tat ");
    }
}

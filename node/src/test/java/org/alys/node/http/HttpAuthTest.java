package org.alys.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpAuthTest extends HttpTest {
    @Override
    HttpSettings settings() {
        return HttpSettings.of("127.0.0.1", 0, Optional.of(new HttpSettings.Auth("pool", "s3cret:x")));
    }

    @Test
    void admitsTheConfiguredUser() throws Exception {
        assertThat(callWith("Basic " + base64("pool:s3cret:x")).statusCode()).isEqualTo(200);
        assertThat(callWith("basic " + base64("pool:s3cret:x")).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic cG9vbDp3cm9uZw==", "Basic !!!", "Bearer x", "Basic", "Basic "})
    void refusesEverybodyElse(String authorization) throws Exception {
        HttpResponse<String> response = callWith(authorization);
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate")).hasValue("Basic realm=\"jsonrpc\"");
        assertThat(node.seen).isEmpty();
    }

    @Test
    void asksForCredentialsOnPagesButNotOnProbes() throws Exception {
        assertThat(post("{}").statusCode()).isEqualTo(401);
        assertThat(get("/metrics").statusCode()).isEqualTo(401);
        assertThat(get("/debug/auxpow/recent").statusCode()).isEqualTo(401);
        assertThat(get("/livez").statusCode()).isEqualTo(200);
        assertThat(get("/readyz").statusCode()).isEqualTo(200);
    }

    @Test
    void neverPrintsThePassword() {
        assertThat(settings().toString()).doesNotContain("s3cret");
    }

    private HttpResponse<String> callWith(String authorization) throws Exception {
        return send(HttpRequest.newBuilder(uri("/"))
                .header("Authorization", authorization)
                .POST(HttpRequest.BodyPublishers.ofString("{\"method\":\"getheadblock\",\"id\":1}")));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}

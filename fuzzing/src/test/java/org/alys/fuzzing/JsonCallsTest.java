package org.alys.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonCallsTest {
    private final JsonCalls calls = new JsonCalls(List.of("first", "second"), List.of("key"), List.of("word", "other"));

    @Test
    void bytesChooseMethodAndParameters() {
        assertThat(request(1, 4, 4, 0, 2, 9, 7, 2, 0xab, 0xcd, 9, 1, 0, 1, 1))
                .endsWith("\"method\":\"second\",\"params\":[\"word\",7,\"0xabcd\",{\"key\":false}]}");
    }

    @Test
    void whateverTheBytesAreThereIsARequest() {
        assertThat(request()).endsWith("\"method\":\"first\",\"params\":[]}");
        assertThat(request(0, 1, 8, 1, 8, 1, 8, 1, 8, 1, 8, 1, 8, 1, 8, 1)).endsWith("[[[[[[null]]]]]]}");
    }

    private String request(int... bytes) {
        byte[] input = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            input[i] = (byte) bytes[i];
        }
        return new String(calls.request(input), StandardCharsets.UTF_8);
    }
}

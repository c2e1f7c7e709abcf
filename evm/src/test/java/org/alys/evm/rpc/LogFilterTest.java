package org.alys.evm.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.alys.evm.block.Log;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.UInt256;
import org.junit.jupiter.api.Test;

class LogFilterTest {
    private static final EvmAddress TOKEN = EvmAddress.fromHex("0x" + "11".repeat(20));
    private static final EvmAddress OTHER = EvmAddress.fromHex("0x" + "22".repeat(20));

    private static Bytes32 topic(long number) {
        return UInt256.of(number).toBytes32();
    }

    private static LogFilter filter(String json) {
        try {
            return LogFilter.of(new ObjectMapper().readTree(json.replace('\'', '"')));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Log log(EvmAddress address, long... topics) {
        return new Log(
                address,
                java.util.Arrays.stream(topics).mapToObj(LogFilterTest::topic).toList(),
                Bytes.EMPTY);
    }

    @Test
    void anEmptyFilterMatchesAll() {
        assertThat(filter("{}").matches(log(TOKEN))).isTrue();
    }

    @Test
    void matchesOneOrSeveralEmitters() {
        assertThat(filter("{'address':'" + TOKEN.toHex0x() + "'}").matches(log(OTHER)))
                .isFalse();
        assertThat(filter("{'address':['" + TOKEN.toHex0x() + "','" + OTHER.toHex0x() + "']}")
                        .matches(log(OTHER)))
                .isTrue();
    }

    @Test
    void matchesTopicsByPlaceWithNullForAnyAndAListForAlternatives() {
        LogFilter filter = filter("{'topics':[null,['" + topic(2) + "','" + topic(3) + "']]}");
        assertThat(filter.matches(log(TOKEN, 9, 2))).isTrue();
        assertThat(filter.matches(log(TOKEN, 9, 3, 4))).isTrue();
        assertThat(filter.matches(log(TOKEN, 9, 4))).isFalse();
        assertThat(filter.matches(log(TOKEN, 2))).as("too few topics").isFalse();
    }

    @Test
    void refusesMoreThanFourTopics() {
        assertThatThrownBy(() -> filter("{'topics':[null,null,null,null,null]}"))
                .isInstanceOf(RpcException.class)
                .hasMessageContaining("max topics");
    }

    @Test
    void theBloomOfNothingMatchesOnlyTheEmptyFilter() {
        Bytes empty = Bytes.of(new byte[256]);
        assertThat(filter("{}").mayMatch(empty)).isTrue();
        assertThat(filter("{'address':'" + TOKEN.toHex0x() + "'}").mayMatch(empty))
                .isFalse();
        assertThat(filter("{'topics':['" + topic(1) + "']}").mayMatch(empty)).isFalse();
        byte[] full = new byte[256];
        java.util.Arrays.fill(full, (byte) 0xff);
        assertThat(List.of(filter("{'address':'" + TOKEN.toHex0x() + "'}"), filter("{'topics':['" + topic(1) + "']}")))
                .allMatch(filter -> filter.mayMatch(Bytes.of(full)));
    }
}

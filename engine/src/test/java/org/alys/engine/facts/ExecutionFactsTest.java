package org.alys.engine.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.alys.engine.EventLog;
import org.alys.engine.Receipt;
import org.alys.evm.payload.ExecutionPayload;
import org.alys.evm.payload.Fork;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Wei;
import org.junit.jupiter.api.Test;

class ExecutionFactsTest {
    private static final EvmAddress BRIDGE = EvmAddress.fromHex("0x00000000000000000000000000000000000000b1");
    private static final EvmAddress USER = EvmAddress.fromHex("0x00000000000000000000000000000000000000aa");
    private static final Bytes32 SENDER = Bytes32.fromHex("00".repeat(31) + "aa");
    private static final Wei ONE_SAT = Wei.ofGwei(10);

    @Test
    void topicIsThatOfTheChainThatRunsToday() {
        assertThat(PegOutEvent.TOPIC.toHex())
                .isEqualTo("aa1c6070bc915de33c0fbc36ecf77b1e4fc1ebce832b2da62b6fe25f5a7dd5b0");
    }

    @Test
    void splitsFeesIntoBaseAndPriority() {
        ExecutionPayload block = block(30_000, Wei.ofGwei(3));
        Receipt first = receipt(10_000, Wei.ofGwei(5));
        Receipt second = receipt(20_000, Wei.ofGwei(3));
        ExecutionFacts facts = (ExecutionFacts) ExecutionFacts.of(block, List.of(first, second), BRIDGE);
        assertThat(facts.baseFees()).isEqualTo(Wei.ofGwei(90_000));
        assertThat(facts.priorityFees()).isEqualTo(Wei.ofGwei(20_000));
        assertThat(facts.totalFees()).isEqualTo(Wei.ofGwei(110_000));
    }

    @Test
    void decodesWhatTheContractEmits() {
        assertThat(facts(log(BRIDGE, data(64, ONE_SAT.value(), 3, "616263", 29))))
                .isInstanceOfSatisfying(
                        ExecutionFacts.class,
                        facts -> assertThat(facts.pegOuts())
                                .containsExactly(
                                        new PegOutRequest(Bytes32.ZERO, 0, 5, USER, Bytes.fromHex("616263"), ONE_SAT)));
    }

    @Test
    void anAddressOfWholeWordsHasNoPadding() {
        assertThat(facts(log(BRIDGE, data(64, ONE_SAT.value(), 32, "61".repeat(32), 0))))
                .isInstanceOf(ExecutionFacts.class);
    }

    @Test
    void amountsBeyondAllBitcoinAreFactsToo() {
        BigInteger most = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
        BigInteger whole = most.subtract(most.mod(BigInteger.TEN.pow(10)));
        assertThat(facts(log(BRIDGE, data(64, whole, 1, "61", 31))))
                .isInstanceOfSatisfying(ExecutionFacts.class, facts -> {
                    assertThat(facts.pegOuts().getFirst().amount()).isEqualTo(new Wei(whole));
                    assertThat(facts.pegOuts().getFirst().amount().toSats()).isEmpty();
                });
    }

    @Test
    void logsOfOtherContractsAndOtherEventsDoNotCount() {
        EventLog other = new EventLog(BRIDGE, List.of(SENDER, SENDER), Bytes.EMPTY, 0);
        EventLog bare = new EventLog(BRIDGE, List.of(), Bytes.EMPTY, 1);
        EventLog foreign = log(USER, data(64, ONE_SAT.value(), 3, "616263", 29));
        assertThat(facts(other, bare, foreign))
                .isInstanceOfSatisfying(
                        ExecutionFacts.class,
                        facts -> assertThat(facts.pegOuts()).isEmpty());
    }

    @Test
    void refusesWhatTheContractCannotEmit() {
        BigInteger sat = ONE_SAT.value();
        assertMalformed(data(65, sat, 3, "616263", 29), "not where");
        assertMalformed(data(64, sat, 0, "", 0), "0 bytes");
        assertMalformed(data(64, sat, 101, "61".repeat(101), 27), "101 bytes");
        assertMalformed(data(64, sat, Integer.MAX_VALUE, "616263", 29), "2147483647 bytes");
        assertMalformed(data(64, sat, 3, "616263", 28), "padded");
        assertMalformed(data(64, sat, 3, "616263", 61), "padded");
        assertMalformed(data(64, sat, 2, "616263", 29), "padded");
        assertMalformed(data(64, BigInteger.ZERO, 3, "616263", 29), "whole number");
        assertMalformed(data(64, sat.add(BigInteger.ONE), 3, "616263", 29), "whole number");
        assertMalformed(Bytes.fromHex("00".repeat(95)), "too short");
    }

    @Test
    void refusesOtherTopicsThanTheContracts() {
        Bytes data = data(64, ONE_SAT.value(), 3, "616263", 29);
        assertThat(facts(new EventLog(BRIDGE, List.of(PegOutEvent.TOPIC), data, 0)))
                .isInstanceOf(FactsResult.Malformed.class);
        Bytes32 long21 = Bytes32.fromHex("00".repeat(11) + "01" + "00".repeat(19) + "aa");
        assertThat(facts(new EventLog(BRIDGE, List.of(PegOutEvent.TOPIC, long21), data, 0)))
                .isInstanceOf(FactsResult.Malformed.class);
    }

    @Property
    void anyDataIsEitherReadOrRefused(@ForAll @Size(max = 300) byte[] data) {
        assertThat(facts(log(BRIDGE, Bytes.of(data)))).isInstanceOf(FactsResult.class);
    }

    private static void assertMalformed(Bytes data, String reason) {
        assertThat(facts(log(BRIDGE, data))).isInstanceOfSatisfying(FactsResult.Malformed.class, malformed -> {
            assertThat(malformed.reason()).contains(reason);
            assertThat(malformed.logIndex()).isEqualTo(5);
        });
    }

    private static FactsResult facts(EventLog... logs) {
        Receipt plain = receipt(21_000, Wei.ofGwei(1));
        Receipt receipt = new Receipt(
                plain.transactionHash(),
                0,
                plain.blockHash(),
                USER,
                plain.to(),
                plain.contractAddress(),
                true,
                21_000,
                21_000,
                plain.effectiveGasPrice(),
                Arrays.asList(logs));
        return ExecutionFacts.of(block(21_000, Wei.ofGwei(1)), List.of(receipt), BRIDGE);
    }

    private static EventLog log(EvmAddress from, Bytes data) {
        return new EventLog(from, List.of(PegOutEvent.TOPIC, SENDER), data, 5);
    }

    private static Bytes data(int offset, BigInteger wei, int length, String address, int padding) {
        return Bytes.fromHex("%064x%064x%064x".formatted(offset, wei, length) + address + "00".repeat(padding));
    }

    private static Receipt receipt(long gas, Wei price) {
        return new Receipt(
                Bytes32.ZERO,
                0,
                Bytes32.ZERO,
                USER,
                Optional.of(BRIDGE),
                Optional.empty(),
                true,
                gas,
                gas,
                price,
                List.of());
    }

    private static ExecutionPayload block(long gasUsed, Wei baseFee) {
        return new ExecutionPayload(
                Fork.PRAGUE,
                Bytes32.ZERO,
                USER,
                Bytes32.ZERO,
                Bytes32.ZERO,
                Bytes.of(new byte[256]),
                Bytes32.ZERO,
                1,
                30_000_000,
                gasUsed,
                1,
                Bytes.EMPTY,
                baseFee,
                Bytes32.ZERO,
                List.of(),
                List.of(),
                0,
                0,
                List.of());
    }
}

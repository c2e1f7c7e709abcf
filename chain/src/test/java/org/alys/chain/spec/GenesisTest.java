package org.alys.chain.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.alys.chain.block.Block;
import org.alys.chain.fixture.PayloadBuilder;
import org.alys.chain.fixture.SpecBuilder;
import org.alys.evm.payload.ExecutionPayload;
import org.alys.evm.payload.Fork;
import org.junit.jupiter.api.Test;

class GenesisTest {
    private static ExecutionPayload execution() {
        return new PayloadBuilder()
                .number(0)
                .timestamp(SpecBuilder.GENESIS_TIME)
                .build();
    }

    @Test
    void genesisStandsOnTheSpec() {
        ChainSpec spec = new SpecBuilder().build();

        Block genesis = Genesis.block(spec, execution());

        assertThat(genesis.parentRoot()).isEqualTo(spec.specRoot());
        assertThat(genesis.height()).isZero();
        assertThat(genesis.slot()).isEqualTo(SpecBuilder.GENESIS_TIME / 2);
    }

    @Test
    void anotherSpecIsAnotherChain() {
        assertThat(Genesis.block(new SpecBuilder().build(), execution()).root())
                .isNotEqualTo(Genesis.block(new SpecBuilder().threshold(3).build(), execution())
                        .root());
    }

    @Test
    void refusesExecutionGenesisOfAnotherTimeForkOrHeight() {
        ChainSpec spec = new SpecBuilder().build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Genesis.block(
                        spec, new PayloadBuilder().number(0).timestamp(2).build()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Genesis.block(
                        spec,
                        new PayloadBuilder()
                                .timestamp(SpecBuilder.GENESIS_TIME)
                                .number(1)
                                .build()));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Genesis.block(new SpecBuilder().fork(Fork.SHANGHAI).build(), execution()));
    }

    @Test
    void slotsAreCountedFromTheEpoch() {
        SlotTime slots = new SlotTime(5);

        assertThat(slots.slotAt(Instant.ofEpochMilli(1_703_256_299_459L))).isEqualTo(340_651_259L);
        assertThat(slots.slotAt(slots.start(340_651_259L))).isEqualTo(340_651_259L);
        assertThat(slots.slotAt(slots.start(340_651_259L).minusMillis(1))).isEqualTo(340_651_258L);
        assertThat(slots.timestampSeconds(340_651_259L)).isEqualTo(1_703_256_295L);
    }
}

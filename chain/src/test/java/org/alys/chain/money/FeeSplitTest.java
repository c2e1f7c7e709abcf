package org.alys.chain.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Positive;
import org.alys.primitives.Wei;
import org.junit.jupiter.api.Test;

class FeeSplitTest {
    @Test
    void givesTheMiner80PercentAndMembersEqualParts() {
        FeeSplit split = FeeSplit.of(Wei.ofGwei(1_000), 3);
        assertThat(split.minerGwei()).isEqualTo(800);
        assertThat(split.memberGwei()).isEqualTo(66);
        assertThat(split.carry()).isEqualTo(Wei.ofGwei(2));
    }

    @Test
    void carriesEverythingThatIsLessThanAGweiForEach() {
        assertThat(FeeSplit.of(Wei.of(999_999_999), 3)).isEqualTo(new FeeSplit(0, 0, 3, Wei.of(999_999_999)));
    }

    @Property
    void makesAndLosesNothing(@ForAll @Positive BigInteger seed, @ForAll @IntRange(min = 1, max = 15) int members) {
        Wei pool = new Wei(seed.mod(BigInteger.ONE.shiftLeft(90)));
        FeeSplit split = FeeSplit.of(pool, members);
        assertThat(split.paid().plus(split.carry())).isEqualTo(pool);
        assertThat(Wei.ofGwei(split.minerGwei()).value().multiply(BigInteger.valueOf(100)))
                .isLessThanOrEqualTo(pool.value().multiply(BigInteger.valueOf(80)));
        assertThat(split.carry()).isLessThan(Wei.ofGwei(2L + members));
    }
}

package org.alys.chain.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class SlotTimeTest {
    @Test
    void agreesWithTheKnownValue() {
        assertThat(new SlotTime(5).slotAt(Instant.ofEpochMilli(1_703_256_299_459L)))
                .isEqualTo(340_651_259L);
        assertThat(Math.floorMod(340_651_259L, 6L)).isEqualTo(5);
    }

    @Property
    void aSlotHoldsItsStartAndEndsWhereTheNextBegins(
            @ForAll @IntRange(min = 1, max = 10) int seconds, @ForAll @LongRange(min = 0, max = 1L << 40) long slot) {
        SlotTime time = new SlotTime(seconds);
        assertThat(time.slotAt(time.start(slot))).isEqualTo(slot);
        assertThat(time.slotAt(time.start(slot + 1).minusMillis(1))).isEqualTo(slot);
        assertThat(time.slotAt(time.skipDeadline(slot))).isEqualTo(slot);
    }
}

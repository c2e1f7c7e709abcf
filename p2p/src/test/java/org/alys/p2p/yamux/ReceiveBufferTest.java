package org.alys.p2p.yamux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ReceiveBufferTest {
    @Property(tries = 200)
    void givesWhatCameInItsOrder(
            @ForAll @Size(max = 60) List<@IntRange(min = 1, max = 5_000) Integer> lengths, @ForAll long seed) {
        Random random = new Random(seed);
        List<ByteBuffer> consumed = new ArrayList<>();
        ReceiveBuffer buffer = new ReceiveBuffer(YamuxLimits.INITIAL_WINDOW, consumed::add);
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        byte[] target = new byte[9_000];
        for (int length : lengths) {
            byte[] chunk = new byte[random.nextBoolean() ? length : 1 + length % 50];
            random.nextBytes(chunk);
            sent.writeBytes(chunk);
            buffer.add(ByteBuffer.wrap(chunk));
            if (random.nextInt(4) == 0) {
                read.write(target, 0, buffer.take(target, 0, random.nextInt(target.length)));
            }
            assertThat(buffer.unread()).isEqualTo(sent.size() - read.size());
        }
        while (!buffer.isEmpty()) {
            read.write(target, 0, buffer.take(target, 0, target.length));
        }
        assertThat(read.toByteArray()).isEqualTo(sent.toByteArray());
        Set<ByteBuffer> different = Collections.newSetFromMap(new IdentityHashMap<>());
        different.addAll(consumed);
        assertThat(different).hasSameSizeAs(consumed);
    }

    @Test
    void singleBytesAreGatheredInFewChunks() {
        List<ByteBuffer> consumed = new ArrayList<>();
        ReceiveBuffer buffer = new ReceiveBuffer(YamuxLimits.INITIAL_WINDOW, consumed::add);
        for (int i = 0; i < 100_000; i++) {
            buffer.add(ByteBuffer.wrap(new byte[1]));
        }
        assertThat(buffer.take(new byte[100_000], 0, 100_000)).isEqualTo(100_000);
        assertThat(consumed).hasSizeLessThan(30);
    }
}

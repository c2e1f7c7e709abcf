package org.alys.p2p.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.alys.p2p.transport.Link;
import org.alys.p2p.wire.WireException;
import org.junit.jupiter.api.Test;

class NoiseLinkTest {
    private static final int LONGEST_PLAINTEXT = 0xffff - 16;

    private final Loop wire = new Loop();
    private final byte[] oneWay = new byte[32];
    private final byte[] otherWay = new byte[32];
    private final NoiseLink sender = link(oneWay, otherWay);
    private final NoiseLink receiver = link(otherWay, oneWay);

    private NoiseLink link(byte[] sending, byte[] receiving) {
        return new NoiseLink(
                wire, new XxHandshake.Keys(new CipherState(sending), new CipherState(receiving)), new Spares());
    }

    @Test
    void stagedPartsTravelInOneMessage() throws IOException {
        sender.stage(new byte[] {1, 2}, 0, 2);
        sender.stage(new byte[] {0, 3, 0}, 1, 1);
        assertThat(wire.size()).isZero();
        sender.flush();
        assertThat(wire.size()).isEqualTo(2 + 3 + 16);
        byte[] read = new byte[3];
        receiver.readFully(read, 0, 3);
        assertThat(read).containsExactly(1, 2, 3);
    }

    @Test
    void whatIsLongerThanAMessageIsSplit() throws IOException {
        sender.write(new byte[LONGEST_PLAINTEXT + 1]);
        assertThat(wire.size()).isEqualTo(2 + 0xffff + 2 + 1 + 16);
        receiver.readFully(new byte[LONGEST_PLAINTEXT + 1], 0, LONGEST_PLAINTEXT + 1);
    }

    @Test
    void anEmptyFlushSendsNothing() throws IOException {
        sender.flush();
        sender.stage(new byte[0], 0, 0);
        sender.flush();
        assertThat(wire.size()).isZero();
    }

    @Test
    void aSmallPartDoesNotKeepItsMessage() throws IOException {
        sender.write(new byte[60_000]);
        assertThat(receiver.take(10).capacity()).isEqualTo(10);
        assertThat(receiver.take(100_000).remaining()).isEqualTo(59_990);
    }

    @Test
    void refusesAChangedMessageAndNoticesTheEnd() throws IOException {
        sender.write(new byte[] {1});
        wire.flip(3);
        assertThatThrownBy(() -> receiver.take(1)).isInstanceOf(WireException.class);
        assertThatThrownBy(() -> receiver.take(1)).isInstanceOf(EOFException.class);
    }

    /** Whatever is taken stays as it came until it is given back, though the arrays are used again. */
    @Property(tries = 100)
    void allArrivesAsItWasSent(
            @ForAll @Size(max = 12) List<@IntRange(min = 0, max = 140_000) Integer> parts, @ForAll long seed)
            throws IOException {
        Random random = new Random(seed);
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        for (int length : parts) {
            byte[] part = new byte[length];
            random.nextBytes(part);
            sender.stage(part, 0, length);
            sent.writeBytes(part);
            if (random.nextBoolean()) {
                sender.flush();
                sender.rest();
            }
        }
        sender.flush();
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        List<ByteBuffer> held = new ArrayList<>();
        int rest = sent.size();
        while (rest > 0) {
            held.add(receiver.take(1 + random.nextInt(100_000)));
            rest -= held.getLast().remaining();
            if (held.size() == 4 || rest == 0) {
                for (ByteBuffer taken : held) {
                    byte[] bytes = new byte[taken.remaining()];
                    taken.get(bytes);
                    received.writeBytes(bytes);
                    receiver.giveBack(taken);
                }
                held.clear();
            }
        }
        assertThat(received.toByteArray()).isEqualTo(sent.toByteArray());
    }

    /** A wire on which one side writes and the other reads, when all is written. */
    private static final class Loop implements Link {
        private byte[] bytes = {};
        private int position;

        int size() {
            return bytes.length - position;
        }

        void flip(int at) {
            bytes[position + at] ^= 1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            int count = Math.min(length, size());
            System.arraycopy(bytes, position, target, offset, count);
            position += count;
            return count == 0 ? -1 : count;
        }

        @Override
        public void write(byte[] source, int offset, int length) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.write(bytes, position, size());
            all.write(source, offset, length);
            bytes = all.toByteArray();
            position = 0;
        }

        @Override
        public void abort() {
            position = bytes.length;
        }

        @Override
        public InetSocketAddress local() {
            return InetSocketAddress.createUnresolved("here", 1);
        }

        @Override
        public InetSocketAddress remote() {
            return InetSocketAddress.createUnresolved("there", 1);
        }
    }
}

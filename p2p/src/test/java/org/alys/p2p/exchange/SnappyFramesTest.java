package org.alys.p2p.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.alys.p2p.transport.Duplex;
import org.alys.p2p.wire.WireException;
import org.xerial.snappy.SnappyFramedInputStream;
import org.xerial.snappy.SnappyFramedOutputStream;

class SnappyFramesTest {
    @Property(tries = 200)
    void roundTrips(@ForAll @Size(max = 2000) byte[] bytes) throws IOException {
        assertThat(SnappyFrames.decode(source(SnappyFrames.encode(bytes)), bytes.length))
                .isEqualTo(bytes);
    }

    @Example
    void readsWhatTheLibraryWritesOverManyChunks() throws IOException {
        byte[] bytes = pattern(300_000);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (SnappyFramedOutputStream out = new SnappyFramedOutputStream(packed)) {
            out.write(bytes);
        }
        assertThat(SnappyFrames.decode(source(packed.toByteArray()), bytes.length))
                .isEqualTo(bytes);
    }

    @Example
    void writesWhatTheLibraryReadsOverManyChunks() throws IOException {
        byte[] bytes = pattern(300_000);
        try (SnappyFramedInputStream in =
                new SnappyFramedInputStream(new ByteArrayInputStream(SnappyFrames.encode(bytes)))) {
            assertThat(in.readAllBytes()).isEqualTo(bytes);
        }
    }

    @Property(tries = 500)
    void refusesGarbageWithoutAnythingButAnIoException(@ForAll @Size(max = 300) byte[] garbage) {
        byte[] identified = Arrays.copyOf(SnappyFrames.encode(new byte[0]), 10 + garbage.length);
        System.arraycopy(garbage, 0, identified, 10, garbage.length);
        assertThatThrownBy(() -> SnappyFrames.decode(source(identified), 1_000_000))
                .isInstanceOf(IOException.class);
    }

    @Example
    void refusesMoreThanWasAnnounced() {
        byte[] encoded = SnappyFrames.encode(pattern(1000));
        assertThatThrownBy(() -> SnappyFrames.decode(source(encoded), 999)).isInstanceOf(WireException.class);
    }

    @Example
    void refusesAWrongChecksum() {
        byte[] encoded = SnappyFrames.encode(pattern(1000));
        encoded[14] ^= 1;
        assertThatThrownBy(() -> SnappyFrames.decode(source(encoded), 1000))
                .isInstanceOf(WireException.class)
                .hasMessageContaining("checksum");
    }

    @Example
    void refusesChunksThatCarryNothing() {
        byte[] padding = Arrays.copyOf(SnappyFrames.encode(new byte[0]), 14);
        padding[10] = (byte) 0xfe;
        assertThatThrownBy(() -> SnappyFrames.decode(source(padding), 10))
                .isInstanceOf(WireException.class)
                .hasMessageContaining("carries nothing");
    }

    private static byte[] pattern(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) ((i * i) >>> 5);
        }
        return bytes;
    }

    private static Duplex source(byte[] bytes) {
        return new Duplex() {
            private int position;

            @Override
            public int read(byte[] target, int offset, int length) {
                if (position == bytes.length) {
                    return -1;
                }
                int count = Math.min(length, bytes.length - position);
                System.arraycopy(bytes, position, target, offset, count);
                position += count;
                return count;
            }

            @Override
            public void write(byte[] source, int offset, int length) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void abort() {}
        };
    }
}

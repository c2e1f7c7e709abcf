package org.alys.p2p.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class WireTest {
    @Property
    void roundTripsEveryVarint(@ForAll long value) throws WireException {
        byte[] encoded = Varint.encode(value);
        assertThat(encoded).hasSize(Varint.length(value));
        assertThat(Varint.read(ByteBuffer.wrap(encoded))).isEqualTo(value);
    }

    @Example
    void refusesAVarintOfMoreThanSixtyFourBits() {
        byte[] long11 = new byte[11];
        Arrays.fill(long11, (byte) 0xff);
        assertThatThrownBy(() -> Varint.read(ByteBuffer.wrap(long11))).isInstanceOf(WireException.class);
    }

    @Property
    void roundTripsBase58(@ForAll @Size(max = 64) byte[] bytes) {
        assertThat(Base58.decode(Base58.encode(bytes))).isEqualTo(bytes);
    }

    @Property
    void roundTripsBase32(@ForAll @Size(max = 64) byte[] bytes) {
        assertThat(Base32.decode(Base32.encode(bytes))).isEqualTo(bytes);
    }

    @Property
    void roundTripsFields(@ForAll long number, @ForAll @Size(max = 50) byte[] bytes) throws WireException {
        ProtoReader in = new ProtoReader(
                new ProtoWriter().varint(1, number).bytes(15, bytes).toArray());
        assertThat(in.next()).isTrue();
        assertThat(in.varint()).isEqualTo(number);
        assertThat(in.next()).isTrue();
        assertThat(in.array(50)).isEqualTo(bytes);
        assertThat(in.next()).isFalse();
    }

    @Property(tries = 2000)
    void skipsThroughGarbageOrRefusesIt(@ForAll @Size(max = 100) byte[] garbage) {
        ProtoReader in = new ProtoReader(garbage);
        int fields = 0;
        try {
            while (in.next()) {
                in.skip();
                fields++;
            }
            assertThat(fields).isLessThanOrEqualTo(garbage.length);
        } catch (WireException e) {
            assertThat(e).hasMessageMatching(".+");
        }
    }

    @Example
    void refusesAFieldBeyondItsLimit() throws WireException {
        ProtoReader in =
                new ProtoReader(new ProtoWriter().bytes(1, new byte[11]).toArray());
        assertThat(in.next()).isTrue();
        assertThatThrownBy(() -> in.array(10)).isInstanceOf(WireException.class);
    }
}

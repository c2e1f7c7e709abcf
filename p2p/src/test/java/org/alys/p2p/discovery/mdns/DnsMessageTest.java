package org.alys.p2p.discovery.mdns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.alys.p2p.wire.WireException;

class DnsMessageTest {
    private static final String SERVICE = "_p2p._udp.local";
    private static final DnsMessage ANSWER = DnsMessage.answer(List.of(
            new DnsRecord.Pointer(SERVICE, "abc." + SERVICE),
            new DnsRecord.Text("abc." + SERVICE, List.of("dnsaddr=/ip4/192.0.2.1/tcp/1", "other"))));

    @Example
    void roundTrips() throws WireException {
        assertThat(DnsReader.read(DnsWriter.write(ANSWER))).isEqualTo(ANSWER);
        DnsMessage question = DnsMessage.question(SERVICE);
        assertThat(DnsReader.read(DnsWriter.write(question))).isEqualTo(question);
    }

    @Example
    void readsCompressedNames() throws WireException {
        ByteBuffer packet = ByteBuffer.allocate(200);
        packet.putShort((short) 0).putShort((short) DnsMessage.FLAG_RESPONSE);
        packet.putShort((short) 0).putShort((short) 1).putShort((short) 0).putShort((short) 0);
        packet.put(new byte[] {4})
                .put("_p2p".getBytes(StandardCharsets.US_ASCII))
                .put(new byte[] {5});
        packet.put("local".getBytes(StandardCharsets.US_ASCII)).put((byte) 0);
        packet.putShort((short) DnsRecord.PTR)
                .putShort((short) DnsMessage.CLASS_IN)
                .putInt(120);
        // One label, then the name at offset 12.
        packet.putShort((short) 4).put(new byte[] {1, 'x', (byte) 0xc0, 12});
        assertThat(DnsReader.read(Arrays.copyOf(packet.array(), packet.position()))
                        .records())
                .containsExactly(new DnsRecord.Pointer("_p2p.local", "x._p2p.local"));
    }

    @Example
    void refusesANameThatPointsAtItself() {
        byte[] packet = new byte[18];
        packet[5] = 1;
        packet[12] = (byte) 0xc0;
        packet[13] = 12;
        assertThatThrownBy(() -> DnsReader.read(packet)).isInstanceOf(WireException.class);
    }

    @Example
    void refusesMoreRecordsThanItBears() {
        byte[] packet = new byte[12];
        packet[6] = (byte) 0xff;
        assertThatThrownBy(() -> DnsReader.read(packet)).isInstanceOf(WireException.class);
    }

    @Example
    void writesNoMoreThanAPacketHolds() {
        DnsRecord large = new DnsRecord.Text(SERVICE, List.of("x".repeat(255)));
        assertThatThrownBy(() -> DnsWriter.write(DnsMessage.answer(Collections.nCopies(6, large))))
                .isInstanceOf(BufferOverflowException.class);
    }

    @Property(tries = 1000)
    void refusesOrReadsGarbage(@ForAll @Size(max = 300) byte[] garbage) {
        readOrRefused(garbage);
    }

    @Property(tries = 1000)
    void refusesOrReadsWhatWasFlippedOnTheWay(@ForAll Random random) {
        byte[] packet = DnsWriter.write(ANSWER);
        for (int i = random.nextInt(4); i >= 0; i--) {
            packet[random.nextInt(packet.length)] ^= (byte) (1 << random.nextInt(8));
        }
        readOrRefused(Arrays.copyOf(packet, packet.length - random.nextInt(3)));
    }

    private static void readOrRefused(byte[] packet) {
        assertThatCode(() -> {
                    try {
                        assertThat(DnsReader.read(packet).records()).hasSizeLessThanOrEqualTo(64);
                    } catch (WireException e) {
                        assertThat(e).hasMessageMatching(".+");
                    }
                })
                .doesNotThrowAnyException();
    }
}

package org.alys.p2p.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.alys.p2p.wire.WireException;
import org.alys.primitives.Hex;

class XxHandshakeTest {
    /** Payloads and what they become on the wire: the vector of the cacophony corpus for XX, 25519, ChaChaPoly and SHA256. */
    private static final List<List<String>> VECTOR = List.of(
            List.of(
                    "4c756477696720766f6e204d69736573",
                    "ca35def5ae56cec33dc2036731ab14896bc4c75dbb07a61f879f8e3afa4c79444c756477696720766f6e204d69736573"),
            List.of(
                    "4d757272617920526f746862617264",
                    "95ebc60d2b1fa672c1f46a8aa265ef51bfe38e7ccb39ec5be34069f14480884381cbad1f276e038c48378ffce2b65285e08d6b68"
                            + "aaa3629a5a8639392490e5b9bd5269c2f1e4f488ed8831161f19b7815528f8982ffe09be9b5c412f8a0db50f8814c7194e83"
                            + "f23dbd8d162c9326ad"),
            List.of(
                    "462e20412e20486179656b",
                    "c7195ffacac1307ff99046f219750fc47693e23c3cb08b89c2af808b444850a80ae475b9df0f169ae80a89be0865b57f58c9fea0"
                            + "d4ec82a286427402f113e4b6ae769a1d95941d49b25030"),
            List.of("4361726c204d656e676572", "96763ed773f8e47bb3712f0e29b3060ffc956ffc146cee53d5e1df"),
            List.of(
                    "4a65616e2d426170746973746520536179",
                    "3e40f15f6f3a46ae446b253bf8b1d9ffb6ed9b174d272328ff91a7e2e5c79c07f5"),
            List.of(
                    "457567656e2042f6686d20766f6e2042617765726b",
                    "eb3f3515110702e047a6c9da4478b6ead94873c11c0f2d710ddb3f09fce024b3a58502ae3f"));

    @Example
    void writesWhatTheVectorSays() throws WireException {
        XxHandshake initiator = initiator();
        XxHandshake responder = responder();
        for (int i = 0; i < 3; i++) {
            byte[] payload = Hex.decode(VECTOR.get(i).get(0));
            byte[] message = (i % 2 == 0 ? initiator : responder).write(payload);
            assertThat(Hex.encode(message)).isEqualTo(VECTOR.get(i).get(1));
            assertThat((i % 2 == 0 ? responder : initiator).read(message)).isEqualTo(payload);
        }
        assertThat(Hex.encode(initiator.hash()))
                .isEqualTo("c8e5f64e846193be2a834104c2a009868d6c9f3bd3c186299888b488b2f1f58e");
        XxHandshake.Keys first = initiator.keys();
        XxHandshake.Keys second = responder.keys();
        for (int i = 3; i < VECTOR.size(); i++) {
            CipherState sending = i % 2 == 0 ? first.sending() : second.sending();
            CipherState receiving = i % 2 == 0 ? second.receiving() : first.receiving();
            byte[] payload = Hex.decode(VECTOR.get(i).get(0));
            byte[] message = new byte[payload.length + CipherState.TAG_LENGTH];
            sending.encrypt(new byte[0], payload, 0, payload.length, message, 0);
            assertThat(Hex.encode(message)).isEqualTo(VECTOR.get(i).get(1));
            assertThat(receiving.decrypt(new byte[0], message, 0, message.length))
                    .isEqualTo(payload.length);
            assertThat(message).startsWith(payload);
        }
    }

    @Property(tries = 60)
    void noticesEveryChangedBitOfTheSecondMessage(
            @ForAll @IntRange(max = 110) int at, @ForAll @IntRange(max = 7) int bit) throws WireException {
        XxHandshake initiator = initiator();
        XxHandshake responder = responder();
        responder.read(initiator.write(new byte[0]));
        byte[] message = responder.write(Hex.decode(VECTOR.get(1).get(0)));
        message[at] ^= (byte) (1 << bit);
        // The highest bit of a point does not count (RFC 7748), but the hash does.
        assertThatThrownBy(() -> initiator.read(message)).isInstanceOf(WireException.class);
    }

    @Property(tries = 30)
    void refusesMessagesThatAreCutOff(@ForAll @IntRange(max = 95) int length) throws WireException {
        XxHandshake initiator = initiator();
        XxHandshake responder = responder();
        responder.read(initiator.write(new byte[0]));
        byte[] message = Arrays.copyOf(responder.write(new byte[0]), length);
        assertThatThrownBy(() -> initiator.read(message)).isInstanceOf(WireException.class);
    }

    @Example
    void refusesAPointOfSmallOrder() {
        assertThatThrownBy(() -> new DhKey(new byte[32]).agree(new byte[32])).isInstanceOf(WireException.class);
    }

    private static XxHandshake initiator() {
        return handshake(
                true,
                "e61ef9919cde45dd5f82166404bd08e38bceb5dfdfded0a34c8df7ed542214d1",
                "893e28b9dc6ca8d611ab664754b8ceb7bac5117349a4439a6b0569da977c464a");
    }

    private static XxHandshake responder() {
        return handshake(
                false,
                "4a3acbfdb163dec651dfa3194dece676d437029c62a408b4c5ea9114246e4893",
                "bbdb4cdbd309f1a1f2e1456967fe288cadd6f712d65dc7b7793d5e63da6b375b");
    }

    private static XxHandshake handshake(boolean initiates, String fixed, String ephemeral) {
        return new XxHandshake(
                initiates,
                new DhKey(Hex.decode(fixed)),
                new DhKey(Hex.decode(ephemeral)),
                Hex.decode("4a6f686e2047616c74"));
    }
}

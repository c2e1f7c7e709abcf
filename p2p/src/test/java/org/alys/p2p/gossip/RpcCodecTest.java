package org.alys.p2p.gossip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.alys.p2p.identity.NodeKey;
import org.alys.p2p.wire.ProtoWriter;
import org.alys.p2p.wire.WireException;
import org.alys.primitives.Bytes;
import org.alys.primitives.Hashes;

class RpcCodecTest {
    private static final NodeKey KEY = NodeKey.ed25519(Hashes.sha256(new byte[] {1}));

    private final RpcCodec codec = new RpcCodec(RpcLimits.DEFAULT);

    @Property(tries = 200)
    void roundTrips(@ForAll Random random) throws WireException {
        Rpc rpc = new Rpc(
                List.of(new Rpc.Subscription("a" + random.nextInt(), random.nextBoolean())),
                List.of(message(random)),
                List.of(new Rpc.Have("t", List.of(id(random), id(random)))),
                List.of(id(random)),
                List.of("g" + random.nextInt()),
                List.of(new Rpc.Prune(
                        "p",
                        Duration.ofSeconds(random.nextInt(3600)),
                        List.of(
                                new Rpc.Exchanged(KEY.peerId(), Optional.of(bytes(random, 10))),
                                new Rpc.Exchanged(KEY.peerId(), Optional.empty())))));
        assertThat(codec.decode(RpcCodec.encode(rpc))).isEqualTo(rpc);
    }

    @Property(tries = 1000)
    void refusesOrReadsGarbage(@ForAll @Size(max = 200) byte[] garbage) {
        assertThatCode(() -> {
                    try {
                        codec.decode(garbage);
                    } catch (WireException e) {
                        assertThat(e).hasMessageMatching(".+");
                    }
                })
                .doesNotThrowAnyException();
    }

    @Property(tries = 300)
    void refusesOrReadsWhatWasFlippedOnTheWay(@ForAll Random random) {
        byte[] encoded = RpcCodec.encode(Rpc.messages(List.of(message(random))));
        encoded[random.nextInt(encoded.length)] ^= (byte) (1 << random.nextInt(8));
        assertThatCode(() -> {
                    try {
                        codec.decode(encoded).messages().forEach(MessageSigning::verify);
                    } catch (WireException e) {
                        assertThat(e).hasMessageMatching(".+");
                    }
                })
                .doesNotThrowAnyException();
    }

    @Example
    void refusesTooManyOfAnything() {
        List<Rpc.Subscription> subscriptions = new ArrayList<>();
        List<MessageId> ids = new ArrayList<>();
        List<String> grafts = new ArrayList<>();
        for (int i = 0; i < 10_001; i++) {
            subscriptions.add(new Rpc.Subscription("t", true));
            ids.add(new MessageId(Bytes.of(new byte[] {1})));
            grafts.add("t");
        }
        assertThat(List.of(
                        Rpc.subscriptions(subscriptions),
                        Rpc.want(ids),
                        Rpc.have(List.of(new Rpc.Have("t", ids))),
                        Rpc.mesh(grafts, List.of())))
                .allSatisfy(rpc -> assertThatThrownBy(() -> codec.decode(RpcCodec.encode(rpc)))
                        .isInstanceOf(WireException.class)
                        .hasMessageContaining("more than"));
    }

    @Example
    void refusesAMessageWithoutSignature() {
        byte[] unsigned = new ProtoWriter()
                .bytes(1, KEY.peerId().multihash())
                .bytes(3, new byte[8])
                .text(4, "t")
                .toArray();
        assertThatThrownBy(
                        () -> codec.decode(new ProtoWriter().bytes(2, unsigned).toArray()))
                .isInstanceOf(WireException.class);
    }

    @Example
    void knowsItsOwnSignatureAndNoOther() {
        GossipMessage message = new MessageSigning(KEY, 1).sign("t", Bytes.of(new byte[] {1}));
        assertThat(MessageSigning.verify(message)).isTrue();
        assertThat(MessageSigning.verify(new GossipMessage(
                        message.from(),
                        Bytes.of(new byte[] {2}),
                        message.sequence(),
                        "t",
                        message.signature(),
                        message.key())))
                .isFalse();
    }

    private static GossipMessage message(Random random) {
        return new GossipMessage(
                KEY.peerId(), bytes(random, 50), bytes(random, 8), "t", bytes(random, 64), Bytes.EMPTY);
    }

    private static MessageId id(Random random) {
        return new MessageId(bytes(random, 20));
    }

    private static Bytes bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return Bytes.of(bytes);
    }
}

package org.alys.p2p.gossip;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.alys.p2p.identity.NodeKey;
import org.alys.p2p.identity.PublicKey;
import org.alys.p2p.wire.WireException;
import org.alys.primitives.Bytes;

/** Signatures of messages under the policy StrictSign (libp2p pubsub, "Message Signing"). */
public final class MessageSigning {
    private static final byte[] PREFIX = "libp2p-pubsub:".getBytes(StandardCharsets.US_ASCII);

    private final NodeKey key;
    private final AtomicLong nextSequence;

    /**
     * Signs as {@code key}.
     *
     * @param firstSequence above every one used before; the time in nanoseconds will do
     */
    public MessageSigning(NodeKey key, long firstSequence) {
        this.key = key;
        this.nextSequence = new AtomicLong(firstSequence);
    }

    /** A new message of this peer. */
    public GossipMessage sign(String topic, Bytes data) {
        Bytes sequence = Bytes.of(ByteBuffer.allocate(Long.BYTES)
                .putLong(nextSequence.getAndIncrement())
                .array());
        Bytes attached = inlined() ? Bytes.EMPTY : Bytes.of(key.publicKey().encode());
        GossipMessage unsigned = new GossipMessage(key.peerId(), data, sequence, topic, Bytes.EMPTY, attached);
        return new GossipMessage(
                key.peerId(), data, sequence, topic, Bytes.of(key.sign(signedBytes(unsigned))), attached);
    }

    /** Whether the author signed {@code message}. */
    public static boolean verify(GossipMessage message) {
        try {
            PublicKey author = message.key().isEmpty()
                    ? message.from().inlineKey().orElseThrow(() -> new WireException("author's key is missing"))
                    : PublicKey.decode(message.key().toArray());
            return author.peerId().equals(message.from())
                    && author.verify(signedBytes(message), message.signature().toArray());
        } catch (WireException e) {
            // Without the author's key nothing can be its signature.
            return false;
        }
    }

    private boolean inlined() {
        try {
            return key.peerId().inlineKey().isPresent();
        } catch (WireException e) {
            throw new IllegalStateException("own peer id is malformed", e);
        }
    }

    private static byte[] signedBytes(GossipMessage message) {
        byte[] content = RpcCodec.encode(new GossipMessage(
                message.from(), message.data(), message.sequence(), message.topic(), Bytes.EMPTY, Bytes.EMPTY));
        byte[] out = new byte[PREFIX.length + content.length];
        System.arraycopy(PREFIX, 0, out, 0, PREFIX.length);
        System.arraycopy(content, 0, out, PREFIX.length, content.length);
        return out;
    }
}

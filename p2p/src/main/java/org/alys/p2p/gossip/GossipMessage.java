package org.alys.p2p.gossip;

import java.util.Arrays;
import org.alys.p2p.identity.PeerId;
import org.alys.primitives.Bytes;

/**
 * A published message.
 *
 * @param from its author, who need not be who forwarded it
 * @param sequence eight bytes that the author uses once
 * @param signature by the author over everything else but the key
 * @param key the author's key, when its id does not carry it; else empty
 */
public record GossipMessage(PeerId from, Bytes data, Bytes sequence, String topic, Bytes signature, Bytes key) {

    /** The usual id: author and sequence. */
    public MessageId id() {
        byte[] author = from.multihash().toArray();
        byte[] id = Arrays.copyOf(author, author.length + sequence.size());
        sequence.copyTo(id, author.length);
        return new MessageId(Bytes.of(id));
    }
}

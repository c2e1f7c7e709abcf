package org.alys.p2p.gossip;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alys.p2p.identity.PeerId;
import org.alys.p2p.identity.SignedEnvelope;
import org.alys.p2p.wire.ProtoReader;
import org.alys.p2p.wire.ProtoWriter;
import org.alys.p2p.wire.WireException;
import org.alys.primitives.Bytes;

/** The protobuf form of an RPC. */
public final class RpcCodec {
    private static final int SUBSCRIPTION = 1;
    private static final int PUBLISH = 2;
    private static final int CONTROL = 3;
    private static final int MAX_PRUNED_PEERS = 64;
    private static final int SEQUENCE_LENGTH = 8;
    private static final int MAX_SIGNATURE = 128;
    private static final int MAX_KEY = 128;
    private static final long MAX_BACKOFF_SECONDS = 3600;

    private final RpcLimits limits;

    public RpcCodec(RpcLimits limits) {
        this.limits = limits;
    }

    public static byte[] encode(Rpc rpc) {
        ProtoWriter out = new ProtoWriter();
        for (Rpc.Subscription subscription : rpc.subscriptions()) {
            out.message(
                    SUBSCRIPTION,
                    new ProtoWriter().bool(1, subscription.subscribes()).text(2, subscription.topic()));
        }
        rpc.messages().forEach(message -> out.bytes(PUBLISH, encode(message)));
        byte[] control = control(rpc);
        if (control.length > 0) {
            out.bytes(CONTROL, control);
        }
        return out.toArray();
    }

    /** The RPC in pieces of at most {@code maxLength} bytes, save that a message is never split. */
    static List<byte[]> encodeWithin(Rpc rpc, int maxLength) {
        byte[] whole = encode(rpc);
        if (whole.length <= maxLength || rpc.messages().isEmpty()) {
            return List.of(whole);
        }
        List<byte[]> pieces = new ArrayList<>();
        byte[] rest = encode(rpc.withMessages(List.of()));
        if (rest.length > 0) {
            pieces.add(rest);
        }
        rpc.messages().forEach(message -> pieces.add(encode(Rpc.messages(List.of(message)))));
        return pieces;
    }

    /** The message alone, fields in order of their numbers, as its author signs it when signature and key are empty. */
    static byte[] encode(GossipMessage message) {
        ProtoWriter out = new ProtoWriter()
                .bytes(1, message.from().multihash())
                .bytes(2, message.data())
                .bytes(3, message.sequence())
                .text(4, message.topic());
        if (!message.signature().isEmpty()) {
            out.bytes(5, message.signature());
        }
        if (!message.key().isEmpty()) {
            out.bytes(6, message.key());
        }
        return out.toArray();
    }

    private static byte[] control(Rpc rpc) {
        ProtoWriter out = new ProtoWriter();
        for (Rpc.Have have : rpc.have()) {
            ProtoWriter ids = new ProtoWriter().text(1, have.topic());
            have.ids().forEach(id -> ids.bytes(2, id.bytes()));
            out.message(1, ids);
        }
        if (!rpc.want().isEmpty()) {
            ProtoWriter ids = new ProtoWriter();
            rpc.want().forEach(id -> ids.bytes(1, id.bytes()));
            out.message(2, ids);
        }
        rpc.graft().forEach(topic -> out.message(3, new ProtoWriter().text(1, topic)));
        for (Rpc.Prune prune : rpc.prune()) {
            ProtoWriter pruned = new ProtoWriter().text(1, prune.topic());
            for (Rpc.Exchanged exchanged : prune.peers()) {
                ProtoWriter peer = new ProtoWriter().bytes(1, exchanged.peer().multihash());
                exchanged.signedRecord().ifPresent(record -> peer.bytes(2, record));
                pruned.message(2, peer);
            }
            out.message(4, pruned.varint(3, prune.backoff().toSeconds()));
        }
        return out.toArray();
    }

    /** The RPC, if it keeps the limits and every message has what StrictSign demands. */
    public Rpc decode(byte[] encoded) throws WireException {
        if (encoded.length > limits.maxLength()) {
            throw new WireException("RPC of " + encoded.length + " bytes");
        }
        Parts parts = new Parts();
        ProtoReader in = new ProtoReader(encoded);
        while (in.next()) {
            switch (in.field()) {
                case SUBSCRIPTION -> parts.addSubscription(in.message());
                case PUBLISH -> parts.addMessage(in.message());
                case CONTROL -> parts.addControl(in.message());
                default -> in.skip();
            }
        }
        return parts.rpc();
    }

    /** An RPC under construction. */
    private final class Parts {
        private final List<Rpc.Subscription> subscriptions = new ArrayList<>();
        private final List<GossipMessage> messages = new ArrayList<>();
        private final List<Rpc.Have> have = new ArrayList<>();
        private final List<MessageId> want = new ArrayList<>();
        private final List<String> graft = new ArrayList<>();
        private final List<Rpc.Prune> prune = new ArrayList<>();
        private int ids;
        private int controls;

        Rpc rpc() {
            return new Rpc(subscriptions, messages, have, want, graft, prune);
        }

        void addSubscription(ProtoReader in) throws WireException {
            refuseAbove(subscriptions.size() + 1, limits.maxSubscriptions(), "subscriptions");
            boolean subscribes = false;
            String topic = "";
            while (in.next()) {
                switch (in.field()) {
                    case 1 -> subscribes = in.bool();
                    case 2 -> topic = topic(in);
                    default -> in.skip();
                }
            }
            subscriptions.add(new Rpc.Subscription(topic, subscribes));
        }

        void addMessage(ProtoReader in) throws WireException {
            refuseAbove(messages.size() + 1, limits.maxMessages(), "messages");
            Bytes from = Bytes.EMPTY;
            Bytes data = Bytes.EMPTY;
            Bytes sequence = Bytes.EMPTY;
            String topic = "";
            Bytes signature = Bytes.EMPTY;
            Bytes key = Bytes.EMPTY;
            while (in.next()) {
                switch (in.field()) {
                    case 1 -> from = in.bytes(PeerId.MAX_LENGTH);
                    case 2 -> data = in.bytes(limits.maxLength());
                    case 3 -> sequence = in.bytes(SEQUENCE_LENGTH);
                    case 4 -> topic = topic(in);
                    case 5 -> signature = in.bytes(MAX_SIGNATURE);
                    case 6 -> key = in.bytes(MAX_KEY);
                    default -> in.skip();
                }
            }
            if (sequence.size() != SEQUENCE_LENGTH || signature.isEmpty()) {
                throw new WireException("message without sequence or signature");
            }
            messages.add(new GossipMessage(PeerId.decode(from), data, sequence, topic, signature, key));
        }

        void addControl(ProtoReader in) throws WireException {
            while (in.next()) {
                switch (in.field()) {
                    case 1 -> addHave(in.message());
                    case 2 -> want.addAll(ids(in.message(), 1).ids());
                    case 3 -> graft.add(ids(in.message(), 0).topic());
                    case 4 -> addPrune(in.message());
                    default -> in.skip();
                }
                refuseAbove(++controls, limits.maxControl(), "control messages");
            }
        }

        private void addHave(ProtoReader in) throws WireException {
            have.add(ids(in, 2));
        }

        /** A topic in field 1, unless that is where the ids are. */
        private Rpc.Have ids(ProtoReader in, int idField) throws WireException {
            String topic = "";
            List<MessageId> named = new ArrayList<>();
            while (in.next()) {
                if (in.field() == idField) {
                    refuseAbove(++ids, limits.maxIds(), "message ids");
                    named.add(new MessageId(in.bytes(MessageId.MAX_LENGTH)));
                } else if (in.field() == 1) {
                    topic = topic(in);
                } else {
                    in.skip();
                }
            }
            return new Rpc.Have(topic, named);
        }

        private void addPrune(ProtoReader in) throws WireException {
            String topic = "";
            List<Rpc.Exchanged> peers = new ArrayList<>();
            long backoff = 0;
            while (in.next()) {
                switch (in.field()) {
                    case 1 -> topic = topic(in);
                    case 2 -> {
                        refuseAbove(peers.size() + 1, MAX_PRUNED_PEERS, "exchanged peers");
                        peers.add(exchanged(in.message()));
                    }
                    case 3 -> backoff = in.varint();
                    default -> in.skip();
                }
            }
            long seconds = backoff < 0 ? MAX_BACKOFF_SECONDS : Math.min(backoff, MAX_BACKOFF_SECONDS);
            prune.add(new Rpc.Prune(topic, Duration.ofSeconds(seconds), peers));
        }

        private Rpc.Exchanged exchanged(ProtoReader in) throws WireException {
            Bytes peer = Bytes.EMPTY;
            Optional<Bytes> signedRecord = Optional.empty();
            while (in.next()) {
                switch (in.field()) {
                    case 1 -> peer = in.bytes(PeerId.MAX_LENGTH);
                    case 2 ->
                        signedRecord =
                                Optional.of(in.bytes(SignedEnvelope.MAX_LENGTH)).filter(record -> !record.isEmpty());
                    default -> in.skip();
                }
            }
            return new Rpc.Exchanged(PeerId.decode(peer), signedRecord);
        }

        private String topic(ProtoReader in) throws WireException {
            return in.text(limits.maxTopicLength());
        }

        private static void refuseAbove(int count, int limit, String what) throws WireException {
            if (count > limit) {
                throw new WireException("more than " + limit + " " + what + " in one RPC");
            }
        }
    }
}

package org.alys.p2p.gossip;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.alys.p2p.identity.PeerId;
import org.alys.primitives.Bytes;

/** What peers send each other: subscriptions, messages and control, any of them empty. */
public record Rpc(
        List<Subscription> subscriptions,
        List<GossipMessage> messages,
        List<Have> have,
        List<MessageId> want,
        List<String> graft,
        List<Prune> prune) {
    public Rpc {
        subscriptions = List.copyOf(subscriptions);
        messages = List.copyOf(messages);
        have = List.copyOf(have);
        want = List.copyOf(want);
        graft = List.copyOf(graft);
        prune = List.copyOf(prune);
    }

    /** The sender subscribes to a topic, or leaves it. */
    public record Subscription(String topic, boolean subscribes) {}

    /** The sender has seen these messages of a topic (IHAVE). */
    public record Have(String topic, List<MessageId> ids) {
        public Have {
            ids = List.copyOf(ids);
        }
    }

    /** The receiver is no longer in the sender's mesh of a topic, nor shall be for a while; others may be found instead. */
    public record Prune(String topic, Duration backoff, List<Exchanged> peers) {
        public Prune {
            peers = List.copyOf(peers);
        }
    }

    /** A peer to connect to, with its signed record when the sender has one. */
    public record Exchanged(PeerId peer, Optional<Bytes> signedRecord) {}

    public static Rpc subscriptions(List<Subscription> subscriptions) {
        return new Rpc(subscriptions, List.of(), List.of(), List.of(), List.of(), List.of());
    }

    public static Rpc messages(List<GossipMessage> messages) {
        return new Rpc(List.of(), messages, List.of(), List.of(), List.of(), List.of());
    }

    static Rpc have(List<Have> have) {
        return new Rpc(List.of(), List.of(), have, List.of(), List.of(), List.of());
    }

    static Rpc want(List<MessageId> want) {
        return new Rpc(List.of(), List.of(), List.of(), want, List.of(), List.of());
    }

    static Rpc mesh(List<String> graft, List<Prune> prune) {
        return new Rpc(List.of(), List.of(), List.of(), List.of(), graft, prune);
    }

    /** Whether it is nothing but messages of topics that can wait. */
    boolean isPatient(Predicate<String> patientTopics) {
        return !messages.isEmpty()
                && subscriptions.isEmpty()
                && have.isEmpty()
                && want.isEmpty()
                && graft.isEmpty()
                && prune.isEmpty()
                && messages.stream().allMatch(message -> patientTopics.test(message.topic()));
    }

    Rpc withMessages(List<GossipMessage> others) {
        return new Rpc(subscriptions, others, have, want, graft, prune);
    }
}

package org.alys.node.network;

import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/** Joins members that run in one process: a message goes straight into the other's inbox. */
public final class LocalNetwork {
    private final Map<Integer, FederationLink.Inbox> inboxes = new ConcurrentHashMap<>();

    /** The link of one member. What is sent before the other side listens is lost, as on any network. */
    public FederationLink link(int member) {
        return new Link(member);
    }

    private final class Link implements FederationLink {
        private final int self;

        Link(int self) {
            this.self = self;
        }

        @Override
        public void broadcast(PeerMessage message) {
            others((member, inbox) -> inbox.receive(self, message));
        }

        @Override
        public void send(int member, PeerMessage message) {
            others((other, inbox) -> {
                if (other == member) {
                    inbox.receive(self, message);
                }
            });
        }

        @Override
        public void deliverTo(Inbox inbox) {
            inboxes.put(self, inbox);
        }

        @Override
        public OptionalInt reachableMembers() {
            return OptionalInt.of((int)
                    inboxes.keySet().stream().filter(member -> member != self).count());
        }

        @Override
        public void close() {
            inboxes.remove(self);
        }

        private void others(BiConsumer<Integer, Inbox> action) {
            inboxes.forEach((member, inbox) -> {
                if (member != self) {
                    action.accept(member, inbox);
                }
            });
        }
    }
}

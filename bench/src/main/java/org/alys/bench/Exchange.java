package org.alys.bench;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.alys.chain.vote.Certificate;
import org.alys.chain.vote.VoteKind;
import org.alys.node.network.Alone;
import org.alys.node.network.FederationLink;
import org.alys.node.network.Misconduct;
import org.alys.node.network.PeerMessage;
import org.alys.node.network.PeerRequests;
import org.alys.node.network.ServedChain;
import org.alys.primitives.Bytes32;

/** Carries messages between members of one process, at once and without loss, and takes the time of what is said. */
final class Exchange {
    private final Stopwatch stopwatch;
    private final Map<Integer, FederationLink.Inbox> inboxes = new ConcurrentHashMap<>();

    Exchange(Stopwatch stopwatch) {
        this.stopwatch = stopwatch;
    }

    FederationLink link(int member) {
        return new Link(member);
    }

    /** A member announces what it proposed, and a certificate when it has formed one. */
    private void takeTime(int member, PeerMessage message) {
        switch (message) {
            case PeerMessage.Proposal proposal ->
                stopwatch.proposed(proposal.block().block().slot(), member);
            case PeerMessage.Certificates(List<Certificate> certificates) ->
                certificates.stream()
                        .map(Certificate::ballot)
                        .filter(ballot -> ballot.kind() == VoteKind.NOTARIZE)
                        .forEach(ballot -> stopwatch.certified(ballot.fromSlot(), member));
            case PeerMessage.Votes _,
                    PeerMessage.SkipRequest _,
                    PeerMessage.AuxPowProof _,
                    PeerMessage.Transactions _ -> {}
        }
    }

    private final class Link implements FederationLink {
        private final int member;

        Link(int member) {
            this.member = member;
        }

        @Override
        public void broadcast(PeerMessage message) {
            takeTime(member, message);
            inboxes.forEach((to, inbox) -> {
                if (to != member) {
                    inbox.take(member, message);
                }
            });
        }

        @Override
        public void join(Bytes32 genesisRoot, Inbox inbox) {
            inboxes.put(member, inbox);
        }

        /** Nobody misses a block here. */
        @Override
        public PeerRequests requests() {
            return new Alone();
        }

        @Override
        public void serve(ServedChain chain) {}

        @Override
        public void report(int accused, Misconduct misconduct) {}

        @Override
        public OptionalInt reachableMembers() {
            return OptionalInt.of(inboxes.size() - 1);
        }

        @Override
        public void close() {
            inboxes.remove(member);
        }
    }
}

package org.alys.node.sync;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.alys.actor.ActorContext;
import org.alys.node.chain.ChainPosition;
import org.alys.node.network.Misconduct;
import org.alys.node.network.PeerAnswer;
import org.alys.node.network.PeerRef;
import org.alys.node.network.PeerStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out where the federation is: asks all peers where they are, and lets one after the other prove what it says. Who lies is not listened
 * to. For one thread.
 */
final class Whereabouts {
    private static final Logger LOG = LoggerFactory.getLogger(Whereabouts.class);

    private static final Duration POLL = Duration.ofSeconds(5);
    private static final int MAX_UNSHOWN = 2;

    private final SyncSetup setup;
    private final Errands errands;
    private final PeerScores scores;
    private final Claims claims = new Claims();
    private final Map<PeerRef, Long> askedAt = new HashMap<>();
    private final Set<PeerRef> asking = new HashSet<>();
    private Optional<PeerRef> proving = Optional.empty();
    private Optional<Target> target = Optional.empty();

    /** @param scores take in how peers answer */
    Whereabouts(SyncSetup setup, Errands errands, PeerScores scores) {
        this.setup = setup;
        this.errands = errands;
        this.scores = scores;
    }

    /** What peers say of themselves. */
    Claims claims() {
        return claims;
    }

    /** The highest block that was proven to be final. */
    Optional<Target> target() {
        return target;
    }

    /** Its height; 0 while there is none. */
    long targetHeight() {
        return target.map(Target::height).orElse(0L);
    }

    /** Forgets what those said who are not connected any more, and returns them. */
    List<PeerRef> keepOnly(List<PeerRef> connected, long nanos) {
        askedAt.keySet().retainAll(connected);
        return claims.keepOnly(connected, nanos);
    }

    /** Asks the peer where it is, if it is time to, and tells it where this node is. */
    void askStatus(PeerRef peer, ChainPosition own, ActorContext<SyncMessage> context) {
        long nanos = context.time().nanos();
        boolean due = nanos - askedAt.getOrDefault(peer, Long.MIN_VALUE / 2) >= POLL.toNanos();
        if (due && !claims.isShunned(peer, nanos) && asking.add(peer)) {
            askedAt.put(peer, nanos);
            errands.askStatus(peer, ChainServer.status(setup.genesisRoot(), own), context);
        }
    }

    /** Takes in the answer; returns the height of the peer's final block, if it says one, is of this chain and is listened to. */
    OptionalLong said(PeerRef peer, PeerAnswer<PeerStatus> answer, Duration took, long nanos) {
        asking.remove(peer);
        scores.reputation(peer, setup.peers().reputation(peer), nanos);
        if (answer instanceof PeerAnswer.Value<PeerStatus>(PeerStatus status)) {
            scores.latency(peer, took, nanos);
            if (!status.genesisRoot().equals(setup.genesisRoot())) {
                shun(peer, nanos, Misconduct.OTHER_CHAIN, "its genesis is " + status.genesisRoot());
                return OptionalLong.empty();
            }
            claims.said(peer, status, nanos);
            return claims.finalHeight(peer);
        }
        LOG.debug("{} does not say where it is: {}", peer, answer);
        scores.failed(peer, nanos);
        return OptionalLong.empty();
    }

    /** Lets somebody prove that it has a final block above this height. One is asked at a time. */
    void askForProof(long height, ActorContext<SyncMessage> context) {
        if (proving.isEmpty()) {
            claims.nextAbove(height, context.time().nanos()).ifPresent(claim -> {
                proving = Optional.of(claim.peer());
                errands.askForProof(claim, context);
            });
        }
    }

    /** Takes in what the peer shows that was asked for its proof. */
    void proved(PeerRef peer, PeerAnswer<Target.Proof> answer, long nanos) {
        proving = Optional.empty();
        switch (answer) {
            case PeerAnswer.Value<Target.Proof>(Target.Proof.Proven(Target proven)) -> {
                claims.proved(peer);
                if (proven.height() > targetHeight()) {
                    target = Optional.of(proven);
                    LOG.info("block {} is final, as {} proves", proven.height(), peer);
                }
            }
            case PeerAnswer.Value<Target.Proof>(Target.Proof.False(String reason)) ->
                shun(peer, nanos, Misconduct.FALSE_CLAIM, reason);
            case PeerAnswer.Value<Target.Proof>(Target.Proof.OtherChain(String reason)) ->
                shun(peer, nanos, Misconduct.OTHER_CHAIN, reason);
            case PeerAnswer.Value<Target.Proof>(Target.Proof.Missing _) -> {
                if (claims.missed(peer, nanos) >= MAX_UNSHOWN) {
                    shun(peer, nanos, Misconduct.FALSE_CLAIM, "it does not show the final block it named");
                }
            }
            case PeerAnswer.Refused<Target.Proof> _, PeerAnswer.Failed<Target.Proof> _ -> {
                if (claims.missed(peer, nanos) % Source.MAX_STRIKES == 0) {
                    report(peer, Misconduct.UNRESPONSIVE, "it does not answer for the final block it named");
                }
            }
        }
    }

    /** Does not listen to the peer for a while, and reports it. */
    void shun(PeerRef peer, long nanos, Misconduct misconduct, String why) {
        claims.shun(peer, nanos);
        report(peer, misconduct, why);
    }

    void report(PeerRef peer, Misconduct misconduct, String why) {
        LOG.warn("SYN002 {} {}: {}", peer, misconduct, why);
        setup.peers().report(peer, misconduct);
    }
}

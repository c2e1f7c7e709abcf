package org.alys.chain.consensus;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alys.chain.vote.Ballot;
import org.alys.chain.vote.Certificate;

/**
 * What goes out again at the start of a slot, because it may have been lost: nothing when all past slots are settled, that is
 * final or skipped; else this member's votes on the unsettled ones, and the certificates it builds on.
 */
final class Resending {
    private final Turn turn;

    Resending(Turn turn) {
        this.turn = turn;
    }

    void resend() {
        Candidate head = turn.state().certifiedHead();
        requestMissing(head);
        if (turn.self.isEmpty()) {
            return;
        }
        boolean settled = head.equals(turn.finalBlock)
                && turn.skipCertificates
                        .uncovered(head.slot() + 1, turn.slot - 1)
                        .isEmpty();
        if (settled) {
            return;
        }
        List<Certificate> certificates = new ArrayList<>();
        if (head.equals(turn.finalBlock)) {
            certificates.addAll(turn.finalCertificates);
        } else {
            turn.rounds.at(head.slot()).anyCertificate().ifPresent(certificates::add);
        }
        List<Certificate> skips = turn.skipCertificates.reachingAbove(head.slot());
        certificates.addAll(skips.subList(Math.max(0, skips.size() - Limits.JUSTIFICATION), skips.size()));
        List<Ballot> ballots = turn.recentOwn.stream().filter(this::isUnsettled).toList();
        if (!ballots.isEmpty() || !certificates.isEmpty()) {
            turn.say(new Effect.Resend(ballots, List.copyOf(certificates)));
        }
    }

    /** Blocks above the head that have a certificate: the first request for them may have failed. */
    private void requestMissing(Candidate head) {
        for (Round round : turn.rounds.within(head.slot() + 1, turn.slot)) {
            round.anyCertificate()
                    .ifPresent(it -> turn.say(new Effect.Missing(it.ballot().root(), Optional.of(it))));
        }
    }

    private boolean isUnsettled(Ballot ballot) {
        if (ballot.toSlot() <= turn.finalBlock.slot() || ballot.toSlot() < turn.slot - Limits.RESEND_WINDOW) {
            return false;
        }
        boolean skipped = turn.skipCertificates
                .uncovered(ballot.fromSlot(), ballot.toSlot())
                .isEmpty();
        return switch (ballot.kind()) {
            case NOTARIZE -> false;
            case FINALIZE -> !skipped;
            case SKIP ->
                !skipped
                        && turn.rounds.within(ballot.fromSlot(), ballot.toSlot()).stream()
                                .allMatch(round -> round.anyCertificate().isEmpty());
        };
    }
}

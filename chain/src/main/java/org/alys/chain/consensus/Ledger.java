package org.alys.chain.consensus;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.alys.chain.vote.Ballot;
import org.alys.chain.vote.Certificate;
import org.alys.chain.vote.VoteKind;
import org.alys.primitives.Bytes32;

/** Takes in blocks and certificates: what is certified, skipped and final follows from them, and so does a violation. */
final class Ledger {
    private final Turn turn;

    Ledger(Turn turn) {
        this.turn = turn;
    }

    void accept(Candidate block) {
        Round round = turn.rounds.at(block.slot());
        boolean timely = block.slot() > turn.finalBlock.slot() && block.slot() <= turn.slot + Limits.SLOTS_AHEAD;
        if (!timely
                || block.proposer() != turn.quorum.proposer(block.slot())
                || round.candidate(block.root()).isPresent()) {
            return;
        }
        Optional<Candidate> parent = turn.block(block.parentRoot());
        if (parent.isEmpty()) {
            turn.say(new Effect.Missing(block.parentRoot(), Optional.empty()));
            return;
        }
        boolean crowded = round.candidates().size() >= Limits.CANDIDATES_PER_SLOT && !round.certifies(block.root());
        if (parent.get().slot() >= block.slot() || crowded) {
            return;
        }
        turn.rounds = turn.rounds.with(round.withCandidate(block));
        if (round.candidates().size() == 1) {
            turn.say(new Effect.ProposerEquivocated(round.candidates().getFirst(), block));
        }
        settle(block);
    }

    /** A block above the final one whose parent is an ancestor of the final one. */
    void examineFork(Candidate block) {
        Round round = turn.rounds.at(block.slot());
        boolean forks = block.slot() > turn.finalBlock.slot()
                && !block.parentRoot().equals(turn.finalBlock.root())
                && turn.history.contains(block.parentRoot());
        if (forks && round.certifies(block.root())) {
            forked(block, round);
        }
    }

    void hold(Certificate certificate) {
        if (!turn.quorum.certifies(certificate.signers())) {
            throw new IllegalArgumentException("not a certificate of " + turn.quorum + ": " + certificate.signers());
        }
        Ballot ballot = certificate.ballot();
        if (ballot.toSlot() > turn.slot + Limits.SLOTS_AHEAD) {
            return;
        }
        Optional<Certificate> conflicting = conflicting(certificate);
        if (conflicting.isPresent()) {
            turn.violated(
                    new Violation.ConflictingCertificates(conflicting.get(), certificate),
                    List.of(conflicting.get(), certificate));
        } else if (turn.history.excludes(ballot)) {
            List<Certificate> proof = new ArrayList<>(turn.finalCertificates);
            proof.add(certificate);
            turn.violated(new Violation.ExcludedByFinalBlocks(turn.finalBlock, certificate), proof);
        } else if (ballot.toSlot() > turn.finalBlock.slot()) {
            holdAboveFinal(certificate);
        }
    }

    private void holdAboveFinal(Certificate certificate) {
        Ballot ballot = certificate.ballot();
        if (ballot.kind() == VoteKind.SKIP) {
            if (!turn.skipCertificates.contains(SlotRange.of(ballot))) {
                turn.skipCertificates = turn.skipCertificates.with(certificate);
                turn.say(new Effect.Skipped(certificate));
            }
            return;
        }
        Round round = turn.rounds.at(ballot.fromSlot());
        if (round.certificate(ballot.kind()).isPresent()) {
            return;
        }
        boolean wanted = round.anyCertificate().isPresent();
        turn.rounds = turn.rounds.with(round.withCertificate(certificate));
        Optional<Candidate> block = round.candidate(ballot.root());
        if (block.isPresent()) {
            settle(block.get(), certificate);
        } else if (!wanted) {
            turn.say(new Effect.Missing(ballot.root(), Optional.of(certificate)));
        }
    }

    /** A certificate that cannot stand beside this one: another root in its slot, or finality of a skipped slot. */
    private Optional<Certificate> conflicting(Certificate certificate) {
        Ballot ballot = certificate.ballot();
        SlotRange range = SlotRange.of(ballot);
        if (ballot.kind() == VoteKind.SKIP) {
            return turn.rounds.within(range.from(), range.to()).stream()
                    .flatMap(round -> round.finalization().stream())
                    .findFirst()
                    .or(() -> turn.history.finalizationIn(range));
        }
        Round round = turn.rounds.at(ballot.fromSlot());
        Optional<Certificate> skip = ballot.kind() == VoteKind.FINALIZE
                ? turn.skipCertificates.covering(ballot.fromSlot())
                : Optional.empty();
        return skip.or(() -> otherRoot(round.notarization(), ballot.root()))
                .or(() -> otherRoot(round.finalization(), ballot.root()))
                .or(() -> otherRoot(turn.history.finalizationIn(range), ballot.root()));
    }

    private static Optional<Certificate> otherRoot(Optional<Certificate> held, Bytes32 root) {
        return held.filter(it -> !it.ballot().root().equals(root));
    }

    /** A block of which some certificate may be held. */
    private void settle(Candidate block) {
        Round round = turn.rounds.at(block.slot());
        round.notarization()
                .filter(it -> it.ballot().root().equals(block.root()))
                .ifPresent(it -> settle(block, it));
        round.finalization()
                .filter(it -> it.ballot().root().equals(block.root()))
                .ifPresent(it -> settle(block, it));
    }

    private void settle(Candidate block, Certificate certificate) {
        if (certificate.ballot().kind() == VoteKind.NOTARIZE) {
            turn.say(new Effect.Certified(block, certificate));
        } else {
            finalise(block, certificate);
        }
    }

    private void finalise(Candidate block, Certificate certificate) {
        ArrayDeque<Candidate> line = new ArrayDeque<>();
        Candidate ancestor = block;
        while (!ancestor.equals(turn.finalBlock)) {
            line.addFirst(ancestor);
            ancestor = turn.block(ancestor.parentRoot())
                    .orElseThrow(() -> new IllegalStateException("an accepted block has no accepted parent"));
        }
        turn.say(new Effect.Finalised(certificate, List.copyOf(line)));
        Round round = turn.rounds.at(block.slot());
        List<Certificate> proof = new ArrayList<>(2);
        round.notarization().ifPresent(proof::add);
        proof.add(certificate);
        turn.finalCertificates = List.copyOf(proof);
        turn.finalBlock = block;
        turn.history = turn.history.with(List.copyOf(line)).with(certificate);
        turn.skipVotes = turn.skipVotes.above(block.slot());
        turn.skipCertificates = turn.skipCertificates.above(block.slot());
        turn.ownSkips = turn.ownSkips.above(block.slot());
        turn.rounds = turn.rounds.above(block.slot());
        keepDescendants();
    }

    private void keepDescendants() {
        Set<Bytes32> kept = new HashSet<>();
        kept.add(turn.finalBlock.root());
        for (Round round : turn.rounds.all()) {
            List<Candidate> descendants = round.candidates().stream()
                    .filter(block -> kept.contains(block.parentRoot()))
                    .toList();
            descendants.forEach(block -> kept.add(block.root()));
            if (descendants.size() == round.candidates().size()) {
                continue;
            }
            Optional<Candidate> fork = round.certified().filter(block -> !kept.contains(block.root()));
            turn.rounds = turn.rounds.with(round.withCandidates(descendants));
            if (fork.isPresent() && turn.violation.isEmpty()) {
                forked(fork.get(), round);
            }
        }
    }

    private void forked(Candidate fork, Round round) {
        Certificate certificate = round.anyCertificate()
                .orElseThrow(() -> new IllegalStateException("a fork counts only when it is certified"));
        List<Certificate> proof = new ArrayList<>(turn.finalCertificates);
        proof.add(certificate);
        turn.violated(new Violation.ForkOfFinalBlock(turn.finalBlock, fork, certificate), proof);
    }
}

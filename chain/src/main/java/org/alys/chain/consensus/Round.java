package org.alys.chain.consensus;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alys.chain.vote.Ballot;
import org.alys.chain.vote.Certificate;
import org.alys.chain.vote.MemberSet;
import org.alys.chain.vote.Vote;
import org.alys.chain.vote.VoteKind;
import org.alys.primitives.Bytes32;

/**
 * What is known of one slot above the final block, skip votes apart.
 *
 * @param candidates accepted blocks, first come first
 * @param votes at most one notarize and one finalize vote of each member
 * @param ownNotarize the root this member voted to notarize
 * @param ownFinalize the root this member voted to finalize
 * @param equivocators members with a pair of conflicting votes
 */
record Round(
        long slot,
        List<Candidate> candidates,
        List<Vote> votes,
        Optional<Certificate> notarization,
        Optional<Certificate> finalization,
        Optional<Bytes32> ownNotarize,
        Optional<Bytes32> ownFinalize,
        MemberSet equivocators) {

    static Round empty(long slot) {
        return new Round(
                slot,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                MemberSet.EMPTY);
    }

    Round withCandidates(List<Candidate> changed) {
        return new Round(slot, changed, votes, notarization, finalization, ownNotarize, ownFinalize, equivocators);
    }

    Round withCandidate(Candidate candidate) {
        return withCandidates(appended(candidates, candidate));
    }

    Round withVote(Vote vote) {
        return withVotes(appended(votes, vote));
    }

    Round withVotes(List<Vote> changed) {
        return new Round(slot, candidates, changed, notarization, finalization, ownNotarize, ownFinalize, equivocators);
    }

    /** Takes note of a notarize or finalize certificate. */
    Round withCertificate(Certificate certificate) {
        boolean notarize = certificate.ballot().kind() == VoteKind.NOTARIZE;
        return new Round(
                slot,
                candidates,
                votes,
                notarize ? Optional.of(certificate) : notarization,
                notarize ? finalization : Optional.of(certificate),
                ownNotarize,
                ownFinalize,
                equivocators);
    }

    /** Takes note of an own notarize or finalize ballot. */
    Round withOwn(Ballot ballot) {
        boolean notarize = ballot.kind() == VoteKind.NOTARIZE;
        return new Round(
                slot,
                candidates,
                votes,
                notarization,
                finalization,
                notarize ? Optional.of(ballot.root()) : ownNotarize,
                notarize ? ownFinalize : Optional.of(ballot.root()),
                equivocators);
    }

    Round withEquivocator(int member) {
        return new Round(
                slot,
                candidates,
                votes,
                notarization,
                finalization,
                ownNotarize,
                ownFinalize,
                equivocators.with(member));
    }

    Optional<Candidate> candidate(Bytes32 root) {
        for (Candidate candidate : candidates) {
            if (candidate.root().equals(root)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    Optional<Vote> voteOf(int member, VoteKind kind) {
        for (Vote vote : votes) {
            if (vote.member() == member && vote.ballot().kind() == kind) {
                return Optional.of(vote);
            }
        }
        return Optional.empty();
    }

    List<Vote> votesFor(Ballot ballot) {
        return votes.stream().filter(vote -> vote.ballot().equals(ballot)).toList();
    }

    Optional<Certificate> certificate(VoteKind kind) {
        return kind == VoteKind.NOTARIZE ? notarization : finalization;
    }

    /** Either certificate: a block that is final is certified. */
    Optional<Certificate> anyCertificate() {
        return notarization.isPresent() ? notarization : finalization;
    }

    boolean certifies(Bytes32 root) {
        return anyCertificate().filter(it -> it.ballot().root().equals(root)).isPresent();
    }

    /** The accepted block that a certificate of this slot names. */
    Optional<Candidate> certified() {
        Optional<Certificate> certificate = anyCertificate();
        return certificate.isEmpty()
                ? Optional.empty()
                : candidate(certificate.get().ballot().root());
    }

    /**
     * Whether this node has proof that the slot's proposer lied in it. Such a block is left to be finalised by its descendants:
     * finality in the slot of a liar is what a fork begins with, and no honest proposer is ever convicted.
     */
    boolean convicts(int proposer) {
        return candidates.size() > 1 || equivocators.contains(proposer);
    }

    boolean isEmpty() {
        return candidates.isEmpty()
                && votes.isEmpty()
                && anyCertificate().isEmpty()
                && ownNotarize.isEmpty()
                && ownFinalize.isEmpty();
    }

    private static <T> List<T> appended(List<T> list, T last) {
        List<T> longer = new ArrayList<>(list.size() + 1);
        longer.addAll(list);
        longer.add(last);
        return List.copyOf(longer);
    }
}

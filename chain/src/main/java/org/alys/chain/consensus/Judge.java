package org.alys.chain.consensus;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alys.chain.consensus.Verdict.Accept;
import org.alys.chain.consensus.Verdict.Defer;
import org.alys.chain.consensus.Verdict.Fault;
import org.alys.chain.consensus.Verdict.Ignore;
import org.alys.chain.consensus.Verdict.Irrelevance;
import org.alys.chain.consensus.Verdict.Need;
import org.alys.chain.consensus.Verdict.Reject;
import org.alys.chain.vote.Certificate;
import org.alys.chain.vote.VoteKind;
import org.alys.primitives.Bytes32;

/** Decides what to do with a proposal before its contents are looked at. */
final class Judge {
    private final Quorum quorum;
    private final SimplexState state;
    private final List<Certificate> justification;

    Judge(Quorum quorum, SimplexState state, List<Certificate> justification) {
        this.quorum = quorum;
        this.state = state;
        this.justification = justification;
    }

    Verdict judge(Candidate block, long nowSlot) {
        if (block.proposer() != quorum.proposer(block.slot())) {
            return new Reject(new Fault.WrongProposer(quorum.proposer(block.slot()), block.proposer()));
        }
        if (block.slot() > nowSlot) {
            return new Reject(new Fault.FutureSlot(block.slot(), nowSlot));
        }
        if (state.violation.isPresent()) {
            return new Ignore(Irrelevance.HALTED);
        }
        if (state.block(block.root()).isPresent()) {
            return new Ignore(Irrelevance.KNOWN);
        }
        if (block.slot() <= state.finalBlock.slot()) {
            return new Ignore(Irrelevance.BELOW_FINAL);
        }
        boolean certified = isCertified(block);
        if (!certified && block.slot() < nowSlot - Limits.VOTE_WINDOW) {
            return new Ignore(Irrelevance.TOO_OLD);
        }
        if (!certified && state.rounds.at(block.slot()).candidates().size() >= Limits.CANDIDATES_PER_SLOT) {
            return new Ignore(Irrelevance.TOO_MANY_IN_SLOT);
        }
        return judgeLineage(block, certified);
    }

    private Verdict judgeLineage(Candidate block, boolean certified) {
        Optional<Candidate> found = state.block(block.parentRoot());
        if (found.isEmpty()) {
            return state.history.contains(block.parentRoot())
                    ? new Reject(new Fault.ForkBelowFinal(block.parentRoot(), state.finalBlock))
                    : new Defer(List.of(new Need.Block(block.parentRoot())));
        }
        Candidate parent = found.get();
        if (parent.slot() >= block.slot()) {
            return new Reject(new Fault.SlotNotAboveParent(block.slot(), parent.slot()));
        }
        if (certified) {
            return new Accept();
        }
        List<Need> needs = new ArrayList<>(2);
        if (!isCertified(parent)) {
            needs.add(new Need.BlockCertificate(parent));
        }
        skipCertificates()
                .uncovered(parent.slot() + 1, block.slot() - 1)
                .ifPresent(range -> needs.add(new Need.SkipCertificates(range.from(), range.to())));
        return needs.isEmpty() ? new Accept() : new Defer(List.copyOf(needs));
    }

    private boolean isCertified(Candidate block) {
        return state.certified(block) || justification.stream().anyMatch(it -> names(it, block.slot(), block.root()));
    }

    private boolean names(Certificate certificate, long slot, Bytes32 root) {
        return quorum.certifies(certificate.signers())
                && certificate.ballot().kind() != VoteKind.SKIP
                && certificate.ballot().fromSlot() == slot
                && certificate.ballot().root().equals(root);
    }

    private SkipCertificates skipCertificates() {
        SkipCertificates all = state.skipCertificates;
        for (Certificate certificate : justification) {
            if (certificate.ballot().kind() == VoteKind.SKIP
                    && quorum.certifies(certificate.signers())
                    && !all.contains(SlotRange.of(certificate.ballot()))) {
                all = all.with(certificate);
            }
        }
        return all;
    }
}

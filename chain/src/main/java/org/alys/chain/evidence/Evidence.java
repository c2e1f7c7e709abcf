package org.alys.chain.evidence;

import java.util.List;
import org.alys.chain.block.SignedHeader;
import org.alys.chain.consensus.SlashingRule;
import org.alys.chain.signing.Signatures;
import org.alys.chain.vote.Vote;
import org.alys.primitives.ssz.Ssz;
import org.alys.primitives.ssz.SszContainer;
import org.alys.primitives.ssz.SszType;

/** Two signatures of one member of which an honest one makes at most one. Holding it says nothing: {@link #convicts} verifies. */
public sealed interface Evidence {
    /** Container of votes List[Vote, 2], proposals List[SignedHeader, 2]; one of the lists is empty. */
    SszType<Evidence> SCHEMA = Schema.evidence();

    /** Who is accused. */
    int member();

    /** Whether anybody who knows the federation's keys must believe it. */
    boolean convicts(Signatures signatures);

    /** Two votes that exclude each other. */
    record DoubleVote(Vote first, Vote second) implements Evidence {
        @Override
        public int member() {
            return first.member();
        }

        @Override
        public boolean convicts(Signatures signatures) {
            return first.member() == second.member()
                    && SlashingRule.conflict(first.ballot(), second.ballot())
                    && signatures.check(first).isValid()
                    && signatures.check(second).isValid();
        }
    }

    /** Two blocks for one slot. */
    record DoubleProposal(SignedHeader first, SignedHeader second) implements Evidence {
        @Override
        public int member() {
            return first.header().proposer();
        }

        @Override
        public boolean convicts(Signatures signatures) {
            return first.header().slot() == second.header().slot()
                    && !first.header().equals(second.header())
                    && signatures.check(first).isValid()
                    && signatures.check(second).isValid();
        }
    }

    /** The encoding. */
    final class Schema {
        private static final int BOTH = 2;

        private Schema() {}

        private static SszType<Evidence> evidence() {
            var evidence = new SszContainer<Evidence>("Evidence");
            var votes = evidence.field("votes", Ssz.list(Vote.SCHEMA, BOTH), Schema::votes);
            var proposals = evidence.field("proposals", Ssz.list(SignedHeader.SCHEMA, BOTH), Schema::proposals);
            return evidence.build(f -> of(f.get(votes), f.get(proposals)));
        }

        private static Evidence of(List<Vote> votes, List<SignedHeader> proposals) {
            if (votes.size() == BOTH && proposals.isEmpty()) {
                return new DoubleVote(votes.getFirst(), votes.getLast());
            }
            if (votes.isEmpty() && proposals.size() == BOTH) {
                return new DoubleProposal(proposals.getFirst(), proposals.getLast());
            }
            throw new IllegalArgumentException(votes.size() + " votes and " + proposals.size() + " proposals");
        }

        private static List<Vote> votes(Evidence evidence) {
            return switch (evidence) {
                case DoubleVote(Vote first, Vote second) -> List.of(first, second);
                case DoubleProposal _ -> List.of();
            };
        }

        private static List<SignedHeader> proposals(Evidence evidence) {
            return switch (evidence) {
                case DoubleVote _ -> List.of();
                case DoubleProposal(SignedHeader first, SignedHeader second) -> List.of(first, second);
            };
        }
    }
}

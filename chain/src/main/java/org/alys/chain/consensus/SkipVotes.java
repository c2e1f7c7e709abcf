package org.alys.chain.consensus;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.alys.chain.vote.Ballot;
import org.alys.chain.vote.Vote;

/** Skip votes, the newest of each member; a member that floods pushes out only its own. */
record SkipVotes(List<Vote> votes) {
    static final SkipVotes EMPTY = new SkipVotes(List.of());

    boolean contains(Vote vote) {
        return votes.stream()
                .anyMatch(known ->
                        known.member() == vote.member() && known.ballot().equals(vote.ballot()));
    }

    SkipVotes with(Vote vote) {
        List<Vote> changed = new ArrayList<>(votes.size() + 1);
        changed.addAll(votes);
        changed.add(vote);
        List<Vote> ofMember = changed.stream()
                .filter(known -> known.member() == vote.member())
                .toList();
        if (ofMember.size() > Limits.SKIP_VOTES_PER_MEMBER) {
            ofMember.stream()
                    .min(Comparator.comparingLong(known -> known.ballot().toSlot()))
                    .ifPresent(changed::remove);
        }
        return new SkipVotes(List.copyOf(changed));
    }

    List<Vote> votesFor(Ballot ballot) {
        return votes.stream().filter(vote -> vote.ballot().equals(ballot)).toList();
    }

    /** A vote of {@code member} to skip {@code slot} among others. */
    Optional<Vote> covering(int member, long slot) {
        return votes.stream()
                .filter(vote -> vote.member() == member && vote.ballot().covers(slot))
                .findFirst();
    }

    SkipVotes above(long slot) {
        return votes.isEmpty()
                ? this
                : new SkipVotes(votes.stream()
                        .filter(vote -> vote.ballot().toSlot() > slot)
                        .toList());
    }
}

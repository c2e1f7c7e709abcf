package org.alys.chain.consensus;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alys.chain.vote.Ballot;
import org.alys.chain.vote.Certificate;

/** What a member does of its own accord: the voting rules, proposing, and what keeps lost messages from stalling the chain. */
final class Duties {
    private final Turn turn;

    Duties(Turn turn) {
        this.turn = turn;
    }

    void begin(long slot) {
        if (slot <= turn.slot) {
            return;
        }
        forgetVotes(turn.slot - Limits.VOTE_WINDOW, slot - Limits.VOTE_WINDOW - 1);
        turn.slot = slot;
        turn.deadlinePassed = false;
        turn.duty = SlotDuty.NONE;
        new Resending(turn).resend();
    }

    /** At 75 % of the slot: skip it, unless it has a certificate or this member voted to finalize its block. */
    void reachDeadline(long slot) {
        if (slot != turn.slot || turn.deadlinePassed) {
            return;
        }
        turn.deadlinePassed = true;
        if (turn.self.isPresent() && maySkip(new SlotRange(slot, slot))) {
            cast(Ballot.skip(slot, slot));
        }
    }

    /** Whatever has become due; called after every event. */
    void perform() {
        if (turn.self.isEmpty()) {
            return;
        }
        notarize();
        finalizeBlocks();
        propose();
    }

    void answer(Event.SkipRequested request) {
        boolean near = request.by() == turn.quorum.proposer(turn.slot)
                || request.by() == turn.quorum.proposer(turn.slot + 1)
                || request.by() == turn.quorum.proposer(turn.slot - 1);
        if (turn.self.isEmpty() || !near || !turn.duty.mayAnswer(request.by())) {
            return;
        }
        SlotRange range = new SlotRange(request.fromSlot(), request.toSlot());
        List<Certificate> obstacles = certificatesIn(range);
        if (!obstacles.isEmpty()) {
            turn.duty = turn.duty.withAnswered(request.by());
            turn.say(new Effect.Share(obstacles));
            return;
        }
        Optional<List<Certificate>> cover = turn.skipCertificates.cover(range.from(), range.to());
        if (cover.isPresent() && cover.get().size() < Limits.FRAGMENTED) {
            turn.duty = turn.duty.withAnswered(request.by());
            turn.say(new Effect.Share(cover.get()));
        } else if (isPast(range) && maySkip(range)) {
            turn.duty = turn.duty.withAnswered(request.by());
            cast(Ballot.skip(range.from(), range.to()));
        }
    }

    private void notarize() {
        Round round = turn.rounds.at(turn.slot);
        if (round.ownNotarize().isPresent() || turn.ownSkips.contains(turn.slot)) {
            return;
        }
        for (Candidate block : round.candidates()) {
            Optional<Candidate> parent = turn.block(block.parentRoot()).filter(turn::certified);
            if (parent.isPresent()
                    && turn.skipCertificates
                            .uncovered(parent.get().slot() + 1, block.slot() - 1)
                            .isEmpty()) {
                cast(Ballot.notarize(block.slot(), block.root()));
                return;
            }
        }
    }

    private void finalizeBlocks() {
        long oldest = Math.max(turn.finalBlock.slot() + 1, turn.slot - Limits.FINALIZE_WINDOW);
        for (Round round : turn.rounds.within(oldest, turn.slot + Limits.SLOTS_AHEAD)) {
            if (round.ownFinalize().isEmpty()
                    && round.certified().isPresent()
                    && !round.convicts(turn.quorum.proposer(round.slot()))
                    && !turn.ownSkips.contains(round.slot())
                    && turn.skipCertificates.covering(round.slot()).isEmpty()) {
                cast(Ballot.finalize(round.slot(), round.certified().get().root()));
            }
        }
    }

    private void propose() {
        if (turn.self.getAsInt() != turn.quorum.proposer(turn.slot)
                || turn.deadlinePassed
                || turn.slot <= turn.lastProposedSlot
                || turn.slot <= turn.finalBlock.slot()) {
            return;
        }
        Candidate parent = turn.state().certifiedHead();
        if (parent.slot() >= turn.slot) {
            return;
        }
        long first = parent.slot() + 1;
        long last = turn.slot - 1;
        Optional<List<Certificate>> cover = turn.skipCertificates.cover(first, last);
        if (cover.isEmpty()) {
            turn.skipCertificates.uncovered(first, last).ifPresent(this::ask);
            return;
        }
        if (cover.get().size() <= Limits.JUSTIFICATION) {
            turn.lastProposedSlot = turn.slot;
            turn.say(new Effect.Propose(turn.slot, parent, turn.state().certificateOf(parent), cover.get()));
        }
        if (cover.get().size() >= Limits.FRAGMENTED) {
            ask(new SlotRange(first, last));
        }
    }

    /** Nothing is asked for a range with a certificate in it: its block is on the way, and nobody would skip it. */
    private void ask(SlotRange range) {
        if (!turn.duty.mayAsk(range) || !certificatesIn(range).isEmpty()) {
            return;
        }
        turn.duty = turn.duty.withAsked(range);
        turn.say(new Effect.AskSkip(range.from(), range.to()));
        if (maySkip(range)) {
            cast(Ballot.skip(range.from(), range.to()));
        }
    }

    private boolean isPast(SlotRange range) {
        return range.to() < turn.slot || (range.to() == turn.slot && turn.deadlinePassed);
    }

    private boolean maySkip(SlotRange range) {
        return range.from() > turn.finalBlock.slot()
                && turn.rounds.within(range.from(), range.to()).stream()
                        .allMatch(round -> round.anyCertificate().isEmpty()
                                && round.ownFinalize().isEmpty());
    }

    /** The certificates of the highest certified block in the range; those of the final block if the range reaches down to it. */
    private List<Certificate> certificatesIn(SlotRange range) {
        List<Round> inside = turn.rounds.within(range.from(), range.to());
        for (int i = inside.size() - 1; i >= 0; i--) {
            if (inside.get(i).anyCertificate().isPresent()) {
                List<Certificate> held = new ArrayList<>(2);
                inside.get(i).notarization().ifPresent(held::add);
                inside.get(i).finalization().ifPresent(held::add);
                return held;
            }
        }
        return range.from() <= turn.finalBlock.slot() ? turn.finalCertificates : List.of();
    }

    private void cast(Ballot ballot) {
        turn.record(ballot);
        turn.say(new Effect.Cast(ballot));
    }

    /** Drops votes that come too late to count, and blocks that nobody certified or built on. */
    private void forgetVotes(long from, long to) {
        turn.rounds = turn.rounds.changedWithin(
                from,
                to,
                round -> round.withVotes(List.of())
                        .withCandidates(round.candidates().stream()
                                .filter(block -> turn.certified(block) || hasChild(block))
                                .toList()));
    }

    private boolean hasChild(Candidate block) {
        return turn.rounds.within(block.slot() + 1, Long.MAX_VALUE - 1).stream()
                .flatMap(round -> round.candidates().stream())
                .anyMatch(child -> child.parentRoot().equals(block.root()));
    }
}

package org.alys.node.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.alys.chain.block.Block;
import org.alys.chain.vote.Ballot;
import org.alys.chain.vote.Vote;
import org.alys.node.network.Misconduct;
import org.alys.node.network.PeerMessage;
import org.alys.primitives.Bytes32;
import org.alys.storage.ChainPoint;

/** Listens to all that honest members say and finalise, over all their lives, and remembers every contradiction. */
final class SafetyAudit {
    private final Map<String, Bytes32> roots = new HashMap<>();
    private final Map<Integer, List<Ballot>> skips = new HashMap<>();
    private final Map<Integer, Set<Long>> finalizedSlots = new HashMap<>();
    private final Map<Long, Bytes32> finalByHeight = new HashMap<>();
    private final List<String> contradictions = new ArrayList<>();
    private final Map<Integer, Long> words = new HashMap<>();
    private final Set<Integer> liars = new HashSet<>();

    /** Whatever this member says is not counted. */
    synchronized void distrust(int member) {
        liars.add(member);
    }

    /** How many proposals and votes a member has sent in all. */
    synchronized long wordsOf(int member) {
        return words.getOrDefault(member, 0L);
    }

    synchronized void said(int member, PeerMessage message) {
        if (message instanceof PeerMessage.Proposal || message instanceof PeerMessage.Votes) {
            words.merge(member, 1L, Long::sum);
        }
        if (liars.contains(member)) {
            return;
        }
        switch (message) {
            case PeerMessage.Proposal(var signed, var parent, var skipped) -> {
                Block block = signed.block();
                once("proposal of " + block.proposer() + " in slot " + block.slot(), block.root());
            }
            case PeerMessage.Votes(var votes) ->
                votes.stream().filter(vote -> vote.member() == member).forEach(this::voted);
            default -> {}
        }
    }

    private void voted(Vote vote) {
        Ballot ballot = vote.ballot();
        int member = vote.member();
        List<Ballot> skipped = skips.computeIfAbsent(member, _ -> new ArrayList<>());
        Set<Long> finalized = finalizedSlots.computeIfAbsent(member, _ -> new HashSet<>());
        switch (ballot.kind()) {
            case SKIP -> {
                skipped.add(ballot);
                finalized.stream()
                        .filter(ballot::covers)
                        .forEach(slot -> contradictions.add(member + " skips and finalizes slot " + slot));
            }
            case NOTARIZE -> once("notarization by " + member + " in slot " + ballot.fromSlot(), ballot.root());
            case FINALIZE -> {
                once("finalization by " + member + " in slot " + ballot.fromSlot(), ballot.root());
                finalized.add(ballot.fromSlot());
                if (skipped.stream().anyMatch(skip -> skip.covers(ballot.fromSlot()))) {
                    contradictions.add(member + " finalizes and skips slot " + ballot.fromSlot());
                }
            }
        }
    }

    private void once(String what, Bytes32 root) {
        Bytes32 before = roots.putIfAbsent(what, root);
        if (before != null && !before.equals(root)) {
            contradictions.add("two roots: " + what);
        }
    }

    synchronized void finalised(int member, ChainPoint point) {
        if (liars.contains(member)) {
            return;
        }
        Bytes32 before = finalByHeight.putIfAbsent(point.height(), point.root());
        if (before != null && !before.equals(point.root())) {
            contradictions.add("two final blocks at height " + point.height());
        }
    }

    /** A member holds against another what no honest one does. */
    synchronized void accused(int by, int member, Misconduct misconduct) {
        if (!liars.contains(by) && !liars.contains(member)) {
            contradictions.add(by + " accuses " + member + " of " + misconduct);
        }
    }

    synchronized void requireNone() {
        assertThat(contradictions).isEmpty();
    }
}

package org.alys.node.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.alys.chain.block.Block;
import org.alys.chain.block.SignedBlock;
import org.alys.chain.bls.BlsSecretKey;
import org.alys.chain.signing.Signatures;
import org.alys.chain.vote.Ballot;
import org.alys.chain.vote.Vote;
import org.alys.primitives.Bytes32;
import org.alys.storage.slashing.Permit;
import org.alys.storage.slashing.SignKind;
import org.alys.storage.slashing.SignRecord;
import org.alys.storage.slashing.SlashingProtection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The only place where this member signs. Slashing protection has it on disk before the signature exists. */
public final class SlotSigner {
    private static final Logger LOG = LoggerFactory.getLogger(SlotSigner.class);

    private final int member;
    private final BlsSecretKey key;
    private final Signatures signatures;
    private final SlashingProtection protection;

    public SlotSigner(int member, BlsSecretKey key, Signatures signatures, SlashingProtection protection) {
        this.member = member;
        this.key = key;
        this.signatures = signatures;
        this.protection = protection;
    }

    int member() {
        return member;
    }

    /** The signed block, or nothing if this member proposed another block for the slot before. */
    Optional<SignedBlock> propose(Block block) {
        return isGranted(protection.permit(SignRecord.proposal(block.slot(), block.root())))
                ? Optional.of(signatures.propose(key, block))
                : Optional.empty();
    }

    /** The votes for those ballots that contradict nothing this member signed before; one sync for all. */
    List<Vote> vote(List<Ballot> ballots) {
        List<Vote> votes = new ArrayList<>();
        for (int from = 0; from < ballots.size(); from += SlashingProtection.MAX_AT_ONCE) {
            List<Ballot> part = ballots.subList(from, Math.min(ballots.size(), from + SlashingProtection.MAX_AT_ONCE));
            List<Permit> permits =
                    protection.permitAll(part.stream().map(SlotSigner::record).toList());
            for (int i = 0; i < part.size(); i++) {
                if (isGranted(permits.get(i))) {
                    votes.add(signatures.vote(key, member, part.get(i)));
                }
            }
        }
        return votes;
    }

    /** Forgets what was signed below a final slot: nothing can be signed there any more. */
    void prune(long finalSlot) {
        protection.pruneBelow(finalSlot);
    }

    /** What this member voted above {@code slot}, oldest first. */
    List<Ballot> ballotsAbove(long slot) {
        return protection.ballotsAbove(slot).stream()
                .filter(record -> record.kind() != SignKind.PROPOSAL)
                .map(SlotSigner::ballot)
                .toList();
    }

    /** The last slot above {@code slot} for which this member signed a proposal. */
    OptionalLong lastProposedSlotAbove(long slot) {
        return protection.ballotsAbove(slot).stream()
                .filter(record -> record.kind() == SignKind.PROPOSAL)
                .mapToLong(SignRecord::fromSlot)
                .max();
    }

    private static boolean isGranted(Permit permit) {
        return switch (permit) {
            case Permit.Granted _, Permit.AlreadySigned _ -> true;
            case Permit.Refused(var asked, var reason) -> {
                LOG.warn("CHN007 slashing protection refused to sign {}: {}", asked, reason);
                yield false;
            }
        };
    }

    private static SignRecord record(Ballot ballot) {
        return switch (ballot.kind()) {
            case NOTARIZE -> SignRecord.notarize(ballot.fromSlot(), ballot.root());
            case FINALIZE -> SignRecord.finalize(ballot.fromSlot(), ballot.root());
            case SKIP -> SignRecord.skip(ballot.fromSlot(), ballot.toSlot());
        };
    }

    private static Ballot ballot(SignRecord record) {
        Bytes32 root = record.root();
        return switch (record.kind()) {
            case NOTARIZE -> Ballot.notarize(record.fromSlot(), root);
            case FINALIZE -> Ballot.finalize(record.fromSlot(), root);
            case SKIP -> Ballot.skip(record.fromSlot(), record.toSlot());
            case PROPOSAL -> throw new IllegalArgumentException("a proposal is no ballot: " + record);
        };
    }
}

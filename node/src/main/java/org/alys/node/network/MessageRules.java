package org.alys.node.network;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.alys.bitcoin.auxpow.AuxPow;
import org.alys.bitcoin.tx.CompactTarget;
import org.alys.chain.block.AuxPowHeader;
import org.alys.chain.rules.ChainRules;
import org.alys.chain.spec.ChainSpec;
import org.alys.chain.spec.SlotTime;
import org.alys.chain.vote.Certificate;
import org.alys.chain.vote.Vote;
import org.alys.node.network.PeerMessage.ForChain;
import org.alys.p2p.gossip.Verdict;

/**
 * What a node lets in and passes on: what can be judged from a message alone, the chain spec and the clock. A rejection is for what no
 * honest node sends, whatever it knows; what only this node's clock or chain is against is ignored. May be shared by threads.
 */
public final class MessageRules {
    /** Votes and blocks of older slots are of no use to anybody (docs/protocol.md, "Network"). */
    public static final int WINDOW_SLOTS = 64;

    /** Honest nodes send a handful. */
    static final int MAX_VOTES = 256;

    static final int MAX_CERTIFICATES = 64;

    private final SignatureCache signatures;
    private final SlotTime slots;
    private final int members;
    private final CompactTarget powLimit;
    private final InstantSource clock;

    public MessageRules(SignatureCache signatures, ChainSpec spec, InstantSource clock) {
        this.signatures = signatures;
        this.slots = spec.slots();
        this.members = spec.federation().size();
        this.powLimit = spec.auxPow().powLimit();
        this.clock = clock;
    }

    /**
     * What becomes of a message.
     *
     * @param author the member that says it, or a number that is no member's
     */
    public Verdict judge(int author, ForChain message) {
        return switch (message) {
            case PeerMessage.Proposal proposal -> proposal(proposal);
            case PeerMessage.Votes(var votes) -> votes(votes);
            case PeerMessage.Certificates(var certificates) ->
                certificates.isEmpty() ? Verdict.IGNORE : valid(certificates) ? Verdict.ACCEPT : Verdict.REJECT;
            case PeerMessage.SkipRequest(long from, long to) -> skipRequest(author, from, to);
            case PeerMessage.AuxPowProof(var header) -> showsWork(header) ? Verdict.ACCEPT : Verdict.REJECT;
        };
    }

    private Verdict proposal(PeerMessage.Proposal proposal) {
        long slot = proposal.block().block().slot();
        if (slot < oldestSlot() || slot > latestSlot()) {
            return Verdict.IGNORE;
        }
        boolean valid = signatures.check(proposal.block()).isValid()
                && valid(proposal.parentCertificate().stream().toList())
                && valid(proposal.skipCertificates());
        return valid ? Verdict.ACCEPT : Verdict.REJECT;
    }

    /** Good only if all of them are: whoever sends votes has checked them. */
    private Verdict votes(List<Vote> votes) {
        if (votes.size() > MAX_VOTES) {
            return Verdict.REJECT;
        }
        long oldest = oldestSlot();
        long latest = latestSlot() + 1;
        List<Vote> current = votes.stream()
                .filter(vote ->
                        vote.ballot().toSlot() >= oldest && vote.ballot().toSlot() <= latest)
                .toList();
        if (current.isEmpty()) {
            return Verdict.IGNORE;
        }
        return current.stream().allMatch(vote -> signatures.check(vote).isValid()) ? Verdict.ACCEPT : Verdict.REJECT;
    }

    private boolean valid(List<Certificate> certificates) {
        return certificates.size() <= MAX_CERTIFICATES
                && certificates.stream()
                        .allMatch(certificate -> signatures.check(certificate).isValid());
    }

    private Verdict skipRequest(int author, long from, long to) {
        if (author >= members || from < 0 || to < from) {
            return Verdict.REJECT;
        }
        return to > latestSlot() + 1 ? Verdict.IGNORE : Verdict.ACCEPT;
    }

    /** Some work at least, of the kind that this chain takes: whether it is work for this chain is for the chain to say. */
    private boolean showsWork(AuxPowHeader header) {
        CompactTarget bits = header.bits();
        Optional<AuxPow> proof = AuxPow.decode(header.auxPow().toArray()).toOptional();
        return bits.isUsable()
                && bits.target().compareTo(powLimit.target()) <= 0
                && proof.filter(found -> bits.isMetBy(found.parent().hash())).isPresent();
    }

    private long oldestSlot() {
        return slots.slotAt(clock.instant()) - WINDOW_SLOTS;
    }

    /** Members' clocks differ a little. */
    private long latestSlot() {
        return slots.slotAt(clock.instant().plus(ChainRules.CLOCK_TOLERANCE));
    }
}

package org.alys.chain.signing;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.alys.chain.block.Block;
import org.alys.chain.block.BlockHeader;
import org.alys.chain.block.CertifiedBlock;
import org.alys.chain.block.SignedBlock;
import org.alys.chain.block.SignedHeader;
import org.alys.chain.bls.Bls;
import org.alys.chain.bls.BlsSecretKey;
import org.alys.chain.bls.BlsSignature;
import org.alys.chain.vote.Ballot;
import org.alys.chain.vote.Certificate;
import org.alys.chain.vote.MemberSet;
import org.alys.chain.vote.Vote;
import org.alys.primitives.Bytes32;

/** Signs and checks votes, certificates and proposals of one chain and its federation. Immutable, safe for use by several threads. */
public record Signatures(Federation federation, SigningDomain domain) {
    private static final SignatureCheck VALID = new SignatureCheck.Valid();
    private static final SignatureCheck BAD = new SignatureCheck.BadSignature();

    /** The vote of {@code member}, whose key {@code key} is. */
    public Vote vote(BlsSecretKey key, int member, Ballot ballot) {
        return new Vote(ballot, member, Bls.sign(key, signingRoot(ballot)));
    }

    public SignatureCheck check(Vote vote) {
        if (!federation.hasMember(vote.member())) {
            return new SignatureCheck.UnknownMember(vote.member(), federation.size());
        }
        return verdict(Bls.verify(federation.keys().get(vote.member()), signingRoot(vote.ballot()), vote.signature()));
    }

    /**
     * The certificate that valid votes of different members for one ballot add up to.
     *
     * @throws IllegalArgumentException when there are none, they differ in their ballot, a member votes twice or a
     *     signature is malformed: votes are checked before they are collected
     */
    public Certificate certificate(Collection<Vote> votes) {
        Set<Ballot> ballots = new HashSet<>();
        MemberSet signers = MemberSet.EMPTY;
        for (Vote vote : votes) {
            ballots.add(vote.ballot());
            signers = signers.with(vote.member());
        }
        Optional<BlsSignature> aggregate =
                Bls.aggregate(votes.stream().map(Vote::signature).toList());
        if (ballots.size() != 1 || signers.size() != votes.size() || aggregate.isEmpty()) {
            throw new IllegalArgumentException("votes that make no certificate: " + votes);
        }
        return new Certificate(ballots.iterator().next(), signers, aggregate.get());
    }

    public SignatureCheck check(Certificate certificate) {
        Optional<SignatureCheck> fault = faultInSigners(certificate.signers());
        return fault.orElseGet(() -> verdict(Bls.verifyAggregate(
                federation.keysOf(certificate.signers()), signingRoot(certificate.ballot()), certificate.aggregate())));
    }

    /** The block as its proposer, whose key {@code key} is, publishes it. */
    public SignedBlock propose(BlsSecretKey key, Block block) {
        return new SignedBlock(block, Bls.sign(key, domain.signingRoot(MessageKind.PROPOSAL, block.root())));
    }

    /** Whether the proposer of the block's slot signed it. */
    public SignatureCheck check(SignedBlock signed) {
        Optional<SignatureCheck> fault = faultInProposer(signed.block());
        return fault.orElseGet(() -> {
            Bls.Claim claim = proposalClaim(signed);
            return verdict(Bls.verify(claim.publicKey(), claim.message(), claim.signature()));
        });
    }

    /** Whether the proposer of the slot signed the block that has this header. */
    public SignatureCheck check(SignedHeader signed) {
        BlockHeader header = signed.header();
        return faultInProposer(header.slot(), header.proposer())
                .orElseGet(() -> verdict(Bls.verify(
                        federation.keys().get(header.proposer()),
                        domain.signingRoot(MessageKind.PROPOSAL, header.root()),
                        signed.signature())));
    }

    /**
     * Whether the proposer signed the block and a certificate for exactly this block comes with it; both signatures in one
     * pairing check.
     *
     * @param random not predictable by members
     */
    public SignatureCheck check(CertifiedBlock certified, RandomGenerator random) {
        return fault(certified).orElseGet(() -> verdict(Bls.verifyAll(claims(certified), random)));
    }

    /**
     * As {@link #check(CertifiedBlock, RandomGenerator)} for each of {@code blocks}, in order. Cheaper when all are valid, which
     * is the rule when a node catches up: one pairing check for all of them.
     */
    public List<SignatureCheck> checkAll(List<CertifiedBlock> blocks, RandomGenerator random) {
        if (blocks.stream().allMatch(block -> fault(block).isEmpty())) {
            List<Bls.Claim> claims =
                    blocks.stream().flatMap(block -> claims(block).stream()).toList();
            if (Bls.verifyAll(claims, random)) {
                return Collections.nCopies(blocks.size(), VALID);
            }
        }
        return blocks.stream().map(block -> check(block, random)).toList();
    }

    private Optional<SignatureCheck> fault(CertifiedBlock certified) {
        Block block = certified.block();
        Certificate certificate = certified.certificate();
        Ballot expected = Ballot.notarize(block.slot(), block.root());
        return certificate.ballot().equals(expected)
                ? faultInProposer(block).or(() -> faultInSigners(certificate.signers()))
                : Optional.of(new SignatureCheck.WrongBallot(expected, certificate.ballot()));
    }

    private List<Bls.Claim> claims(CertifiedBlock certified) {
        Certificate certificate = certified.certificate();
        return List.of(
                proposalClaim(certified.signed()),
                new Bls.Claim(
                        Bls.aggregateKeys(federation.keysOf(certificate.signers())),
                        signingRoot(certificate.ballot()),
                        certificate.aggregate()));
    }

    /** A member's signature of a handshake's challenge. */
    public BlsSignature signHandshake(BlsSecretKey key, Bytes32 challenge) {
        return Bls.sign(key, domain.signingRoot(MessageKind.HANDSHAKE, challenge));
    }

    public SignatureCheck checkHandshake(int member, Bytes32 challenge, BlsSignature signature) {
        if (!federation.hasMember(member)) {
            return new SignatureCheck.UnknownMember(member, federation.size());
        }
        return verdict(Bls.verify(
                federation.keys().get(member), domain.signingRoot(MessageKind.HANDSHAKE, challenge), signature));
    }

    private Bytes32 signingRoot(Ballot ballot) {
        return domain.signingRoot(MessageKind.of(ballot.kind()), Ballot.SCHEMA.root(ballot));
    }

    private Bls.Claim proposalClaim(SignedBlock signed) {
        Block block = signed.block();
        return new Bls.Claim(
                federation.keys().get(block.proposer()),
                domain.signingRoot(MessageKind.PROPOSAL, block.root()),
                signed.signature());
    }

    private Optional<SignatureCheck> faultInProposer(Block block) {
        return faultInProposer(block.slot(), block.proposer());
    }

    private Optional<SignatureCheck> faultInProposer(long slot, int proposer) {
        int expected = federation.proposerOf(slot);
        return proposer == expected
                ? Optional.empty()
                : Optional.of(new SignatureCheck.WrongProposer(expected, proposer));
    }

    private Optional<SignatureCheck> faultInSigners(MemberSet signers) {
        int unknown = signers.bits() >>> federation.size();
        if (unknown != 0) {
            int member = federation.size() + Integer.numberOfTrailingZeros(unknown);
            return Optional.of(new SignatureCheck.UnknownMember(member, federation.size()));
        }
        return signers.size() < federation.threshold()
                ? Optional.of(new SignatureCheck.BelowThreshold(signers.size(), federation.threshold()))
                : Optional.empty();
    }

    private static SignatureCheck verdict(boolean valid) {
        return valid ? VALID : BAD;
    }
}

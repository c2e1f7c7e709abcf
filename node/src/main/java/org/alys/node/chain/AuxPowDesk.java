package org.alys.node.chain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.alys.bitcoin.auxpow.AuxPow;
import org.alys.bitcoin.auxpow.AuxPowRejection;
import org.alys.bitcoin.auxpow.AuxPowVerdict;
import org.alys.bitcoin.auxpow.AuxPowVerifier;
import org.alys.bitcoin.tx.Decoded;
import org.alys.chain.block.AuxPowHeader;
import org.alys.chain.rules.MiningWork;
import org.alys.node.http.AuxBlockTemplate;
import org.alys.node.http.AuxPowSubmission;
import org.alys.node.http.SubmitAuxBlock;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;

/** Hands templates to miners, judges their proofs, and keeps the good ones until a block carries them. */
public final class AuxPowDesk {
    /** How long the same template is handed out although nothing else changed (docs/protocol.md, section 5). */
    private static final Duration TEMPLATE_LIFE = Duration.ofSeconds(60);

    /** A caller could ask for any number of addresses; the oldest templates go first. */
    private static final int MAX_TEMPLATES = 10_000;

    private static final int MAX_PROOFS = 64;
    private static final int SUBMISSIONS_KEPT = 100;

    private final AuxPowVerifier verifier;
    private final Map<EvmAddress, Template> current = new HashMap<>();
    private final Map<Bytes32, Template> byHash = new LinkedHashMap<>();
    private final Map<Bytes32, Proof> proofs = new LinkedHashMap<>();
    private final Deque<AuxPowSubmission> submissions = new ArrayDeque<>();

    /** A valid proof and the heights that it covers, both included. */
    public record Proof(AuxPowHeader header, long startHeight, long endHeight) {
        static Proof of(MiningWork work, Bytes auxPow) {
            return new Proof(
                    work.header(auxPow), startOf(work), work.range().end().height());
        }
    }

    /** What a submission led to; a valid proof must be stored before {@link #keep}. */
    record Judged(SubmitAuxBlock answer, Optional<Proof> proof) {}

    private record Template(MiningWork work, Bytes32 previousEnd, Bytes32 printedHash, Instant made) {}

    AuxPowDesk(int chainId) {
        this.verifier = new AuxPowVerifier(chainId);
    }

    /** The last template for {@code payTo}, if it ends with {@code rangeEnd} and is not too old. */
    Optional<AuxBlockTemplate> known(EvmAddress payTo, Bytes32 previousEnd, Bytes32 rangeEnd, Instant now) {
        return Optional.ofNullable(current.get(payTo))
                .filter(template -> template.previousEnd().equals(previousEnd)
                        && template.work().range().end().root().equals(rangeEnd)
                        && Duration.between(template.made(), now).compareTo(TEMPLATE_LIFE) < 0)
                .map(this::show);
    }

    /** A template for new work. */
    AuxBlockTemplate open(MiningWork work, Bytes32 previousEnd, Instant now) {
        Bytes32 printedHash = work.hash().bytes().reversed();
        Template template = new Template(work, previousEnd, printedHash, now);
        current.put(work.commitment().feeRecipient(), template);
        byHash.put(printedHash, template);
        if (byHash.size() > MAX_TEMPLATES) {
            Template oldest = byHash.remove(byHash.keySet().iterator().next());
            if (oldest != null) {
                current.remove(oldest.work().commitment().feeRecipient(), oldest);
            }
        }
        return show(template);
    }

    private AuxBlockTemplate show(Template template) {
        MiningWork work = template.work();
        return new AuxBlockTemplate(
                template.printedHash(),
                verifier.chainId(),
                template.previousEnd(),
                0,
                work.bits().bits(),
                work.range().end().height(),
                work.bits().targetLittleEndian().reversed());
    }

    /**
     * Judges a proof for a template that this desk handed out.
     *
     * @param nextHeight the first height that is not Bitcoin-final
     */
    Judged judge(Bytes32 printedHash, Bytes auxPow, long nextHeight, Instant now) {
        Decoded<AuxPow> decoded = AuxPow.decode(auxPow.toArray());
        Judged judged = judge(printedHash, auxPow, decoded, nextHeight);
        Optional<Bytes32> parent = decoded instanceof Decoded.Valid<AuxPow>(AuxPow proof)
                ? Optional.of(proof.parent().hash().bytes())
                : Optional.empty();
        submissions.addFirst(new AuxPowSubmission(now, printedHash, parent, judged.answer()));
        while (submissions.size() > SUBMISSIONS_KEPT) {
            submissions.removeLast();
        }
        return judged;
    }

    private Judged judge(Bytes32 printedHash, Bytes auxPow, Decoded<AuxPow> decoded, long nextHeight) {
        Template template = byHash.get(printedHash);
        if (template == null || startOf(template.work()) != nextHeight) {
            return new Judged(new SubmitAuxBlock.UnknownHash(), Optional.empty());
        }
        MiningWork work = template.work();
        AuxPowVerdict verdict = verifier.verify(auxPow.toArray(), work.hash(), work.bits());
        if (verdict instanceof AuxPowVerdict.Accepted && decoded instanceof Decoded.Valid<AuxPow>(AuxPow proof)) {
            Bytes canonical = Bytes.of(proof.canonical().encode());
            return new Judged(new SubmitAuxBlock.Accepted(), Optional.of(Proof.of(work, canonical)));
        }
        return new Judged(refusal(verdict), Optional.empty());
    }

    /** Whether a header that another member sent is a proof for this work. */
    boolean proves(MiningWork work, AuxPowHeader header) {
        return work.header(header.auxPow()).equals(header)
                && verifier.verify(header.auxPow().toArray(), work.hash(), work.bits())
                        instanceof AuxPowVerdict.Accepted;
    }

    private static SubmitAuxBlock refusal(AuxPowVerdict verdict) {
        return switch (verdict) {
            case AuxPowVerdict.Rejected(AuxPowRejection.Undecodable undecodable) ->
                new SubmitAuxBlock.Undecodable(undecodable.facts());
            case AuxPowVerdict.Rejected(var reason) -> new SubmitAuxBlock.Rejected(reason.name(), reason.facts());
            case AuxPowVerdict.Accepted accepted ->
                throw new IllegalStateException("an accepted proof cannot be malformed: " + accepted);
        };
    }

    static long startOf(MiningWork work) {
        return work.range().end().height() - work.range().length() + 1;
    }

    /**
     * Takes a stored proof into the choice for the next block.
     *
     * @return the range ends of older proofs for which there was no room any more
     */
    List<Bytes32> keep(Proof proof) {
        proofs.putIfAbsent(proof.header().rangeEnd(), proof);
        List<Bytes32> dropped = new ArrayList<>();
        while (proofs.size() > MAX_PROOFS) {
            Bytes32 oldest = proofs.keySet().iterator().next();
            proofs.remove(oldest);
            dropped.add(oldest);
        }
        return dropped;
    }

    /** Does not offer a proof to a block again. */
    void discard(Bytes32 rangeEnd) {
        proofs.remove(rangeEnd);
    }

    boolean has(Bytes32 rangeEnd) {
        return proofs.containsKey(rangeEnd);
    }

    /** The proof that finalises most from {@code nextHeight} on. */
    Optional<Proof> best(long nextHeight) {
        return best(nextHeight, _ -> true);
    }

    /** The usable proof that finalises most from {@code nextHeight} on. */
    Optional<Proof> best(long nextHeight, Predicate<AuxPowHeader> usable) {
        return proofs.values().stream()
                .filter(proof -> proof.startHeight() == nextHeight && usable.test(proof.header()))
                .max(Comparator.comparingLong(Proof::endHeight));
    }

    /**
     * Forgets what can never be used again.
     *
     * @param nextHeight the first height that is not Bitcoin-final
     * @return the range ends of the proofs that were dropped
     */
    List<Bytes32> dropBelow(long nextHeight) {
        byHash.values().removeIf(template -> startOf(template.work()) < nextHeight);
        current.values().removeIf(template -> startOf(template.work()) < nextHeight);
        List<Bytes32> dropped = proofs.values().stream()
                .filter(proof -> proof.startHeight() < nextHeight)
                .map(proof -> proof.header().rangeEnd())
                .toList();
        dropped.forEach(proofs::remove);
        return dropped;
    }

    List<AuxPowSubmission> recentSubmissions() {
        return List.copyOf(submissions);
    }
}

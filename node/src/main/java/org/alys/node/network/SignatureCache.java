package org.alys.node.network;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.alys.chain.block.CertifiedBlock;
import org.alys.chain.block.SignedBlock;
import org.alys.chain.bls.BlsSignature;
import org.alys.chain.signing.SignatureCheck;
import org.alys.chain.signing.Signatures;
import org.alys.chain.vote.Certificate;
import org.alys.chain.vote.Vote;
import org.alys.primitives.Bytes32;

/**
 * Checks signatures and remembers the good ones: what was checked at the door, or came from five members, costs one pairing.
 * May be shared by threads.
 */
public final class SignatureCache {
    /** Several slots of a full federation; an entry is about 300 bytes. */
    private static final int REMEMBERED = 4096;

    private static final SignatureCheck VALID = new SignatureCheck.Valid();

    private final Signatures signatures;
    private final Map<Object, Boolean> good = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    private record Proposal(Bytes32 root, BlsSignature signature) {}

    public SignatureCache(Signatures signatures) {
        this.signatures = signatures;
    }

    /** As {@link Signatures#check(Vote)}. */
    public SignatureCheck check(Vote vote) {
        return once(vote, () -> signatures.check(vote));
    }

    /** As {@link Signatures#check(Certificate)}. */
    public SignatureCheck check(Certificate certificate) {
        return once(certificate, () -> signatures.check(certificate));
    }

    /** As {@link Signatures#check(SignedBlock)}. */
    public SignatureCheck check(SignedBlock signed) {
        return once(new Proposal(signed.block().root(), signed.signature()), () -> signatures.check(signed));
    }

    /** As {@link Signatures#checkAll}: one pairing for all, and nothing of it is remembered. */
    public List<SignatureCheck> checkAll(List<CertifiedBlock> blocks, RandomGenerator random) {
        return signatures.checkAll(blocks, random);
    }

    /** As {@link Signatures#certificate}; it need not be checked again when it comes back. */
    public Certificate certificate(Collection<Vote> votes) {
        Certificate certificate = signatures.certificate(votes);
        if (signatures.federation().threshold() <= certificate.signers().size()) {
            remember(certificate);
        }
        return certificate;
    }

    private SignatureCheck once(Object signed, Supplier<SignatureCheck> check) {
        synchronized (good) {
            if (good.get(signed) != null) {
                return VALID;
            }
        }
        SignatureCheck result = check.get();
        if (result.isValid()) {
            remember(signed);
        }
        return result;
    }

    private void remember(Object signed) {
        synchronized (good) {
            good.put(signed, true);
        }
    }
}

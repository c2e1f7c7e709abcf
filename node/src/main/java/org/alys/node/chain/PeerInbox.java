package org.alys.node.chain;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.alys.chain.block.Block;
import org.alys.chain.block.CertifiedBlock;
import org.alys.chain.block.SignedBlock;
import org.alys.chain.consensus.Candidate;
import org.alys.chain.consensus.Event;
import org.alys.chain.consensus.Verdict;
import org.alys.chain.rules.ChainRules;
import org.alys.chain.signing.SignatureCheck;
import org.alys.chain.vote.Certificate;
import org.alys.chain.vote.Vote;
import org.alys.node.chain.Execution.Outcome;
import org.alys.node.network.BlockRange;
import org.alys.node.network.Misconduct;
import org.alys.node.network.PeerAnswer;
import org.alys.node.network.PeerMessage;
import org.alys.node.network.PeerRef;
import org.alys.node.network.PeerRequests;
import org.alys.node.network.SignatureCache;
import org.alys.primitives.Bytes32;
import org.alys.storage.ImportBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What other members say: verified first, then told to the voting machine. What cannot be judged yet is kept and tried again. */
final class PeerInbox {
    private static final Logger LOG = LoggerFactory.getLogger(PeerInbox.class);
    private static final int MAX_DEFERRED = 64;
    private static final int MAX_VOTES = 256;
    private static final int MAX_CERTIFICATES = 64;

    private final ChainSetup setup;
    private final SignatureCache signatures;
    private final ChainStore store;
    private final Execution execution;
    private final Importer importer;
    private final BridgeDesk bridge;
    private final Voting voting;
    private final PeerRequests peers;
    private final MissingBlocks missing;
    private final Map<Bytes32, SignedBlock> deferred = new LinkedHashMap<>();

    PeerInbox(
            ChainSetup setup,
            ChainStore store,
            Execution execution,
            Importer importer,
            BridgeDesk bridge,
            Voting voting) {
        this.setup = setup;
        this.signatures = setup.signatures();
        this.store = store;
        this.execution = execution;
        this.importer = importer;
        this.bridge = bridge;
        this.voting = voting;
        this.peers = setup.ports().link().requests();
        this.missing = new MissingBlocks(store, peers, setup.readiness());
    }

    void receive(int from, PeerMessage.ForChain message) {
        switch (message) {
            case PeerMessage.Proposal(var block, var parentCertificate, var skips) -> {
                List<Certificate> justification = new ArrayList<>(skips);
                parentCertificate.ifPresent(justification::add);
                tellCertificates(justification);
                judge(block);
            }
            case PeerMessage.Votes(var votes) -> votes.stream().limit(MAX_VOTES).forEach(vote -> tell(from, vote));
            case PeerMessage.Certificates(var certificates) -> {
                tellCertificates(certificates);
                retryDeferred();
            }
            case PeerMessage.SkipRequest(long fromSlot, long toSlot) -> {
                if (0 <= fromSlot && fromSlot <= toSlot) {
                    voting.tell(new Event.SkipRequested(fromSlot, toSlot, from));
                }
            }
            case PeerMessage.AuxPowProof _ ->
                throw new IllegalArgumentException("proofs are judged by the desk, not here");
        }
    }

    private void tell(int from, Vote vote) {
        SignatureCheck check = signatures.check(vote);
        if (check.isValid()) {
            voting.tell(new Event.VoteReceived(vote));
        } else {
            LOG.warn("member {} sent a vote that is not valid: {}", from, check);
        }
    }

    private void tellCertificates(List<Certificate> certificates) {
        certificates.stream()
                .limit(MAX_CERTIFICATES)
                .filter(certificate -> signatures.check(certificate).isValid())
                .forEach(certificate -> voting.tell(new Event.CertificateReceived(certificate)));
    }

    /** Judges a proposal as far as that is possible now. */
    private void judge(SignedBlock signed) {
        Block block = signed.block();
        if (store.tree().find(block.root()).isPresent()
                || setup.excludes(block)
                || !signatures.check(signed).isValid()) {
            return;
        }
        Candidate candidate = candidate(block);
        long nowSlot =
                setup.rules().spec().slots().slotAt(setup.clock().instant().plus(ChainRules.CLOCK_TOLERANCE));
        switch (voting.judge(candidate, List.of(), nowSlot)) {
            case Verdict.Accept _ -> validate(signed, candidate);
            case Verdict.Defer(var needs) -> {
                defer(signed);
                needs.forEach(need -> fetch(need, block.slot()));
            }
            case Verdict.Ignore _ -> {}
            case Verdict.Reject(Verdict.Fault.ForkBelowFinal fork) -> {
                LOG.warn("rejected the proposal {}: {}", block, fork);
                voting.tell(new Event.ForkSeen(candidate));
            }
            case Verdict.Reject(var fault) -> LOG.warn("rejected the proposal {}: {}", block, fault);
        }
    }

    private void fetch(Verdict.Need need, long slot) {
        if (need instanceof Verdict.Need.Block(Bytes32 root)) {
            missing.want(root, slot);
        }
    }

    private void validate(SignedBlock signed, Candidate candidate) {
        Block block = signed.block();
        importer.advance();
        Optional<BlockTree.Entry> parent = store.tree().find(block.parentRoot()).filter(BlockTree.Entry::isExecuted);
        if (parent.isEmpty()) {
            defer(signed);
            return;
        }
        BlockView view = new BlockView(
                store, setup.ports(), bridge, block.parentRoot(), setup.clock().instant());
        switch (setup.rules().judge(block, parent.get().executedState(), view)) {
            case org.alys.chain.rules.Verdict.Accept _ -> executeAndAccept(signed, candidate);
            case org.alys.chain.rules.Verdict.Ignore _ -> {}
            case org.alys.chain.rules.Verdict.Defer(var missing) -> {
                LOG.info("{} waits for {}", block, missing);
                defer(signed);
            }
            case org.alys.chain.rules.Verdict.Reject(var reason) -> {
                LOG.warn("CHN005 rejected the proposal {}: {} {}", block, reason.name(), reason);
                blameProposer(block);
            }
        }
    }

    private void executeAndAccept(SignedBlock signed, Candidate candidate) {
        switch (execution.execute(signed.block())) {
            case Outcome.Done<Bytes32> _ -> accept(signed, candidate);
            case Outcome.Unavailable<Bytes32>(String code, String reason) -> {
                LOG.info("{} waits for the execution layer: {} {}", signed.block(), code, reason);
                defer(signed);
            }
            case Outcome.Invalid<Bytes32>(String reason) -> {
                LOG.warn("CHN005 rejected the proposal {}: the execution layer says {}", signed.block(), reason);
                blameProposer(signed.block());
            }
        }
    }

    /** Its signature is good: whoever passed the block on could not know. */
    private void blameProposer(Block block) {
        setup.ports().link().report(block.proposer(), Misconduct.INVALID_BLOCKS);
    }

    private void accept(SignedBlock signed, Candidate candidate) {
        store.write(store.put(new ImportBatch(), signed, Optional.empty()));
        store.tree().accept(signed);
        importer.judged(candidate.root());
        deferred.remove(candidate.root());
        missing.found(candidate.root());
        voting.tell(new Event.CandidateAccepted(candidate));
    }

    private void defer(SignedBlock signed) {
        deferred.putIfAbsent(signed.block().root(), signed);
        while (deferred.size() > MAX_DEFERRED) {
            deferred.remove(deferred.keySet().iterator().next());
        }
    }

    /** Judges again what could not be judged before. */
    void retryDeferred() {
        long finalSlot = store.tree().finalEntry().slot();
        deferred.values().removeIf(signed -> signed.block().slot() <= finalSlot);
        List.copyOf(deferred.values()).forEach(signed -> {
            deferred.remove(signed.block().root());
            judge(signed);
        });
    }

    /** Notes that a block of {@code slot} or earlier is missing. */
    void want(Bytes32 root, long slot) {
        missing.want(root, slot);
    }

    private void takeReady() {
        for (List<CertifiedBlock> ready = missing.ready(); !ready.isEmpty(); ready = missing.ready()) {
            ready.forEach(this::take);
        }
    }

    /** A slot has begun: what did not come is asked for again. */
    void slotBegan() {
        takeReady();
        retryDeferred();
        missing.slotBegan();
    }

    boolean isBehind() {
        return !missing.isEmpty() || setup.readiness().fetchesRanges();
    }

    /** What to ask a peer for now; whoever takes the question brings the answer to {@link #answered}. */
    Optional<MissingBlocks.Question> question() {
        return missing.next();
    }

    void answered(PeerRef peer, PeerAnswer<BlockRange> answer) {
        boolean useful = false;
        if (answer instanceof PeerAnswer.Value<BlockRange>(BlockRange range)) {
            useful = take(peer, range);
            LOG.debug("{} brings {} missing blocks", peer, range.blocks().size());
        } else {
            LOG.debug("{} brings no missing blocks: {}", peer, answer);
        }
        missing.answered(useful);
    }

    private boolean take(PeerRef peer, BlockRange range) {
        List<CertifiedBlock> asked = range.blocks().stream()
                .filter(certified -> missing.isWanted(certified.block().root()))
                .filter(certified -> !setup.excludes(certified.block()))
                .distinct()
                .toList();
        Optional<SignatureCheck> wrong = signatures.checkAll(asked, setup.random()).stream()
                .filter(check -> !check.isValid())
                .findFirst();
        if (wrong.isPresent()) {
            LOG.warn("{} sent blocks without valid certificates: {}", peer, wrong.get());
            peers.report(peer, Misconduct.INVALID_BLOCKS);
            return false;
        }
        asked.forEach(missing::keep);
        takeReady();
        tellCertificates(range.finality());
        importer.advance();
        retryDeferred();
        return !asked.isEmpty();
    }

    /** Blocks of a sync, whose signatures are checked. They are stored together, in one batch. */
    void take(List<CertifiedBlock> blocks, List<Certificate> finality) {
        List<CertifiedBlock> taken = new ArrayList<>();
        Set<Bytes32> known = new HashSet<>();
        ImportBatch batch = new ImportBatch();
        for (CertifiedBlock certified : blocks) {
            Block block = certified.block();
            boolean follows = known.contains(block.parentRoot())
                    || store.tree().find(block.parentRoot()).isPresent();
            if (!store.isCertified(block.root()) && follows && !setup.excludes(block)) {
                store.put(batch, certified.signed(), Optional.of(certified.certificate()));
                known.add(block.root());
                taken.add(certified);
            }
        }
        if (!taken.isEmpty()) {
            // Not only that of the last block: others ask for each, and this node may be told to stop before the last.
            finality.forEach(certificate -> ChainStore.put(batch, certificate));
            store.write(batch);
            taken.forEach(this::stored);
        }
        finality.forEach(certificate -> voting.tell(new Event.CertificateReceived(certificate)));
        missing.forgetOld();
    }

    private void take(CertifiedBlock certified) {
        store.write(store.put(new ImportBatch(), certified.signed(), Optional.of(certified.certificate())));
        stored(certified);
    }

    /** The block may be here already, uncertified, and the voting machine may have forgotten it as too old. */
    private void stored(CertifiedBlock certified) {
        Candidate candidate = candidate(certified.block());
        store.tree().accept(certified.signed());
        store.tree().certify(candidate.root(), certified.certificate());
        missing.found(candidate.root());
        voting.tell(new Event.CertificateReceived(certified.certificate()));
        voting.tell(new Event.CandidateAccepted(candidate));
    }

    static Candidate candidate(Block block) {
        return new Candidate(block.root(), block.parentRoot(), block.slot(), block.proposer());
    }
}

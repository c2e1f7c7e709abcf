package org.alys.node.chain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.alys.actor.Actor;
import org.alys.actor.ActorContext;
import org.alys.actor.ActorFactory;
import org.alys.chain.block.SignedHeader;
import org.alys.chain.consensus.Candidate;
import org.alys.chain.consensus.Effect;
import org.alys.chain.consensus.Event;
import org.alys.chain.consensus.Quorum;
import org.alys.chain.consensus.Simplex;
import org.alys.chain.evidence.Evidence;
import org.alys.chain.rules.ChainState;
import org.alys.chain.rules.MiningWork;
import org.alys.chain.spec.ChainSpec;
import org.alys.chain.spec.SlotTime;
import org.alys.chain.vote.Certificate;
import org.alys.chain.vote.Vote;
import org.alys.node.chain.ChainMessage.CreateAuxPowTemplate;
import org.alys.node.chain.ChainMessage.SubmitAuxPow;
import org.alys.node.network.PeerAnswer;
import org.alys.node.network.PeerMessage;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.storage.ImportBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the chain of one node: follows the clock, drives the voting machine, and lets its parts carry out what the rules ask for.
 * After a failure a fresh incarnation continues from what is on disk.
 */
public final class ChainActor implements Actor<ChainMessage>, Voting.Blocks {
    private static final Logger LOG = LoggerFactory.getLogger(ChainActor.class);

    /** One lost slot is nothing; after so many somebody should look. */
    private static final int SLOTS_TO_WAIT_FOR_VOTES = 4;
    /** One in so many parts of a slot at least is for messages. */
    private static final int SHARE_FOR_OTHERS = 20;

    private final ChainSetup setup;
    private final SlotTime slots;
    private final Watchman watchman;
    private final Miners miners;
    private final ChainStore store;
    private final BridgeDesk bridge;
    private final Importer importer;
    private final Proposer proposer;
    private final Voting voting;
    private final PeerInbox inbox;
    private final Restart restart;
    private final EvidenceBook evidence;
    private long begunSlot = -1;
    private long toldSlot = -1;
    private long endedBefore = -1;
    private int slotsWithoutEnd;

    /** Makes every incarnation of one node's chain actor. What stopped signing outlives a failure of the actor. */
    public static ActorFactory<ChainMessage> factory(ChainSetup setup) {
        Watchman watchman = new Watchman(setup.events());
        return () -> new ChainActor(setup, watchman);
    }

    /** Reads the database. */
    private ChainActor(ChainSetup setup, Watchman watchman) {
        this.setup = setup;
        this.watchman = watchman;
        ChainSpec spec = setup.rules().spec();
        this.slots = spec.slots();
        AuxPowDesk desk = new AuxPowDesk(spec.auxPowChainId());
        this.restart = Restart.from(setup);
        this.store = restart.store();
        this.evidence = EvidenceBook.open(setup.ports().storage());
        Execution execution = new Execution(setup.ports().engine(), store);
        this.bridge = new BridgeDesk(setup.ports().bridge());
        this.importer = new Importer(setup, store, execution, bridge, desk, watchman);
        this.proposer = new Proposer(setup, store, execution, importer, bridge, desk, watchman);
        Quorum quorum = new Quorum(spec.federation().size(), spec.threshold());
        Simplex simplex = setup.signer()
                .map(signer -> Simplex.member(quorum, signer.member()))
                .orElseGet(() -> Simplex.follower(quorum));
        this.voting = new Voting(
                simplex,
                simplex.restore(restart.voting()),
                setup.signatures(),
                setup.signer(),
                setup.ports().link(),
                this);
        this.inbox = new PeerInbox(setup, store, execution, importer, bridge, voting);
        this.miners = new Miners(setup, store, desk, watchman, inbox::isBehind);
    }

    @Override
    public void started(ActorContext<ChainMessage> context) {
        // An earlier incarnation may have died between a durable write and telling the bridge of it.
        bridge.takeUp();
        miners.keepStored(restart);
        restart.judged().forEach(importer::judged);
        begunSlot = slots.slotAt(setup.clock().instant());
        voting.begin();
        if (!isHeld()) {
            tellSlot();
        }
        importer.advance();
        scheduleSlot(context, begunSlot, Duration.ZERO);
        LOG.info(
                "chain at {}, final {}",
                store.tree().head().block(),
                store.tree().finalEntry().block());
    }

    @Override
    public void receive(ChainMessage message, ActorContext<ChainMessage> context) {
        boolean held = isHeld();
        if (!held) {
            tellSlot();
        }
        switch (message) {
            case ChainMessage.SlotBegan _ -> {
                // The timer does not run by the wall clock: it may come a little early, or after slots that were slept
                // through.
                long slot = slots.slotAt(setup.clock().instant());
                if (slot > begunSlot) {
                    begunSlot = slot;
                    begin(held, context);
                    scheduleSlot(context, slot, slots.duration().dividedBy(SHARE_FOR_OTHERS));
                } else {
                    scheduleSlot(context, slot, Duration.ZERO);
                }
            }
            case ChainMessage.SkipDeadline(long slot) -> {
                inbox.retryDeferred();
                if (!held) {
                    voting.tell(new Event.SkipDeadline(slot));
                }
                importer.advance();
            }
            case ChainMessage.FromPeer(int member, PeerMessage.AuxPowProof(var header)) -> miners.take(member, header);
            case ChainMessage.FromPeer(int member, var fromPeer) -> {
                if (!held) {
                    inbox.receive(member, fromPeer);
                }
                importer.advance();
            }
            case ChainMessage.BlocksCame(var peer, var answer) -> {
                inbox.answered(peer, answer);
                importer.advance();
            }
            case ChainMessage.BridgeSought(boolean there) -> bridge.sought(there);
            case CreateAuxPowTemplate create -> create.reply().success(miners.template(create.payTo()));
            case SubmitAuxPow submit -> submit.reply().success(miners.submit(submit.printedHash(), submit.auxPow()));
            case ChainMessage.GetRecentSubmissions(var reply) -> reply.success(miners.recentSubmissions());
            case ChainMessage.Ping(var reply) -> reply.success(true);
            case ChainMessage.GetEvidence(var reply) -> reply.success(evidence.entries());
            case ChainMessage.GetChainStatus(var reply) -> reply.success(status());
            case ChainMessage.GetPosition(var reply) -> reply.success(position());
            case ChainMessage.ImportBlocks(var blocks, var finality, var reply) -> {
                inbox.take(blocks, finality);
                importer.advance();
                reply.success(position());
            }
            case ChainMessage.FindRecentBlock(var hash, var reply) -> reply.success(find(hash));
            case ChainMessage.FindRecentBlockAt(long height, var reply) -> reply.success(findAt(height));
        }
        askForMissing(context);
    }

    /**
     * Whether an operator keeps the node at its final block. What others say of later ones is of no use then, and would pile up for as long
     * as that lasts; nor is what it would say of slots of which it hears nothing. So for the voting machine no slot begins.
     */
    private boolean isHeld() {
        return !setup.readiness().mayExecute(store.tree().finalEntry().block().height() + 1);
    }

    /** Beside the mailbox: consensus waits for no peer. */
    private void askForMissing(ActorContext<ChainMessage> context) {
        inbox.question()
                .ifPresent(question -> context.background(
                        () -> setup.ports().link().requests().blocksByRoot(question.peer(), question.roots()),
                        answer -> new ChainMessage.BlocksCame(question.peer(), answer),
                        failure -> new ChainMessage.BlocksCame(
                                question.peer(),
                                new PeerAnswer.Failed<>(String.valueOf(failure.getMessage()), false))));
    }

    private void begin(boolean held, ActorContext<ChainMessage> context) {
        bridge.seek(context);
        // A deposit that Bitcoin took back after it was minted is the worst that can happen: money without backing.
        bridge.lost().ifPresent(facts -> watchman.hold(new Hold.DepositLost(facts)));
        watchVotes();
        inbox.slotBegan();
        importer.advance();
        if (!held) {
            tellSlot();
            importer.advance();
        }
    }

    /** When the node was held for a while, this comes before all else: the machine takes nothing from slots that have not begun for it. */
    private void tellSlot() {
        if (toldSlot < begunSlot) {
            toldSlot = begunSlot;
            voting.tell(new Event.SlotBegan(begunSlot));
        }
    }

    /**
     * What a timer brings overtakes all that waits. So the next slot's work does not follow this one's at once, or a node for which its slots
     * are too much would hear nobody and answer nobody any more.
     *
     * @param slot the present one
     * @param pause the least time from now
     */
    private void scheduleSlot(ActorContext<ChainMessage> context, long slot, Duration pause) {
        context.timers().single("slot", until(slots.start(slot + 1), pause), new ChainMessage.SlotBegan(slot + 1));
        context.timers().single("skip", until(slots.skipDeadline(slot), pause), new ChainMessage.SkipDeadline(slot));
    }

    private Duration until(Instant time, Duration least) {
        Duration until = Duration.between(setup.clock().instant(), time);
        return until.compareTo(least) < 0 ? least : until;
    }

    /** Counted in slots that began here, so that a machine that slept raises nothing. */
    private void watchVotes() {
        long lastEnded = voting.lastEndedSlot();
        if (lastEnded > endedBefore) {
            endedBefore = lastEnded;
            slotsWithoutEnd = 0;
            watchman.votesCome();
        } else if (!setup.readiness().fetchesRanges() && ++slotsWithoutEnd >= SLOTS_TO_WAIT_FOR_VOTES) {
            ChainSpec spec = setup.rules().spec();
            watchman.hold(new Hold.TooFewVotes(
                    lastEnded,
                    spec.threshold(),
                    spec.federation().size(),
                    setup.ports().link().reachableMembers()));
        }
    }

    @Override
    public Optional<Candidate> propose(Effect.Propose order) {
        return setup.signer().flatMap(signer -> proposer.propose(signer, order));
    }

    @Override
    public void certified(Candidate block, Certificate certificate) {
        store.tree().find(block.root()).ifPresent(entry -> {
            if (entry.certificate().isEmpty()) {
                store.write(store.put(new ImportBatch(), entry.signed(), Optional.of(certificate)));
                store.tree().certify(block.root(), certificate);
            }
        });
    }

    @Override
    public void skipped(Certificate certificate) {
        store.write(ChainStore.put(new ImportBatch(), certificate));
    }

    @Override
    public void finalised(Certificate certificate, List<Candidate> finalBlocks) {
        importer.finalise(new Finality(certificate, finalBlocks));
        // Finality can arrive alone; whoever asks for the blocks later needs the certificates of their notarization
        // too.
        finalBlocks.stream()
                .filter(block -> !store.isCertified(block.root()))
                .forEach(block -> inbox.want(block.root(), block.slot()));
    }

    @Override
    public void missing(Effect.Missing missing) {
        long slot = missing.certificate()
                .map(certificate -> certificate.ballot().fromSlot())
                .orElse(begunSlot);
        inbox.want(missing.root(), slot);
    }

    @Override
    public void evidence(Effect effect) {
        LOG.error("CHN011 a member signed what no honest member signs: {}", effect);
        evidenceOf(effect)
                .filter(found -> evidence.add(found, setup.clock().instant()))
                .ifPresent(found -> setup.events().accept(new ChainEvent.Misbehaviour(found)));
    }

    private Optional<Evidence> evidenceOf(Effect effect) {
        return switch (effect) {
            case Effect.Evidence(Vote first, Vote second) -> Optional.of(new Evidence.DoubleVote(first, second));
            case Effect.ProposerEquivocated(Candidate first, Candidate second) ->
                header(first).flatMap(one -> header(second).map(other -> new Evidence.DoubleProposal(one, other)));
            default -> Optional.empty();
        };
    }

    private Optional<SignedHeader> header(Candidate proposed) {
        return store.block(proposed.root()).map(stored -> SignedHeader.of(stored.signed()));
    }

    @Override
    public void violated(Effect.SafetyViolated violation) {
        watchman.hold(new Hold.SafetyViolated(violation.violation()));
    }

    @Override
    public boolean isJudged(Bytes32 root) {
        return importer.isJudged(root)
                || store.tree().find(root).filter(BlockTree.Entry::isExecuted).isPresent();
    }

    @Override
    public boolean signingStopped() {
        return watchman.stopped() || !setup.readiness().mayProduce();
    }

    private ChainStatus status() {
        BlockTree tree = store.tree();
        ChainState head = tree.head().executedState();
        ChainState finalState = tree.finalEntry().executedState();
        long slot = slots.slotAt(setup.clock().instant());
        var next = setup.rules()
                .work(head, tree.finalEntry().root(), EvmAddress.ZERO, store)
                .map(MiningWork::bits)
                .orElse(head.finality().bits());
        return new ChainStatus(
                ChainStore.point(tree.head().block()),
                ChainStore.point(tree.finalEntry().block()),
                new ChainStatus.BitcoinFinal(
                        finalState.finality().height(), finalState.finality().root()),
                head,
                slot,
                next,
                watchman.hold(),
                setup.ports().link().reachableMembers(),
                inbox.isBehind(),
                miners.best(head));
    }

    private ChainPosition position() {
        BlockTree tree = store.tree();
        return new ChainPosition(
                ChainStore.point(tree.head().block()),
                ChainStore.point(tree.finalEntry().block()),
                store.provenFinal(),
                tree.finalEntry().executedState().finality().height(),
                watchman.hold().filter(Hold::stopsSigning));
    }

    private Optional<RecentBlock> find(Bytes32 hash) {
        return store.tree()
                .all()
                .filter(entry ->
                        entry.root().equals(hash) || entry.payloadHash().equals(hash))
                .findFirst()
                .map(this::recent);
    }

    private Optional<RecentBlock> findAt(long height) {
        BlockTree tree = store.tree();
        return height == tree.finalEntry().block().height()
                ? Optional.of(recent(tree.finalEntry()))
                : tree.pathTo(tree.head().root()).orElse(List.of()).stream()
                        .filter(entry -> entry.block().height() == height)
                        .findFirst()
                        .map(this::recent);
    }

    private RecentBlock recent(BlockTree.Entry entry) {
        return new RecentBlock(
                entry.signed(),
                entry.certificate(),
                entry.root().equals(store.tree().finalEntry().root()));
    }
}

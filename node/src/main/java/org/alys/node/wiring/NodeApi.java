package org.alys.node.wiring;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.alys.actor.AskException;
import org.alys.actor.Reply;
import org.alys.bitcoin.auxpow.AuxPow;
import org.alys.bridge.PegOut;
import org.alys.bridge.PegOutRequest;
import org.alys.chain.block.AuxPowHeader;
import org.alys.chain.block.Block;
import org.alys.chain.spec.ChainSpec;
import org.alys.chain.vote.Certificate;
import org.alys.chain.vote.MemberSet;
import org.alys.engine.health.EngineState;
import org.alys.node.bridge.BridgeMessage;
import org.alys.node.bridge.BridgeStatus;
import org.alys.node.chain.AuxPowDesk;
import org.alys.node.chain.ChainMessage;
import org.alys.node.chain.ChainStatus;
import org.alys.node.chain.Hold;
import org.alys.node.chain.RecentBlock;
import org.alys.node.chain.StoredBlocks;
import org.alys.node.config.NodeConfig;
import org.alys.node.engine.EngineMessage;
import org.alys.node.engine.EngineStatus;
import org.alys.node.http.AuxPowSubmission;
import org.alys.node.http.AuxPowView;
import org.alys.node.http.BlockView;
import org.alys.node.http.CreateAuxBlock;
import org.alys.node.http.DepositAddress;
import org.alys.node.http.EvidenceView;
import org.alys.node.http.MiningApi;
import org.alys.node.http.PegInView;
import org.alys.node.http.PegOutView;
import org.alys.node.http.QueryApi;
import org.alys.node.http.SidechainView;
import org.alys.node.http.SubmitAuxBlock;
import org.alys.node.storage.StorageMessage;
import org.alys.node.sync.ProgressLine;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Sats;
import org.alys.primitives.Wei;
import org.alys.storage.ChainPoint;
import org.alys.storage.StoredBlock;

/** Answers HTTP by asking the actors. An actor that does not answer makes the node unready, never wrong. */
final class NodeApi implements MiningApi, QueryApi {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String VERSION = "alys/0.1.0";

    private final NodeConfig config;
    private final ChainSpec spec;
    private final Block genesis;
    private final NodeActors actors;
    private final StoredBlocks codec;

    NodeApi(NodeConfig config, Block genesis, NodeActors actors) {
        this.config = config;
        this.spec = config.chain();
        this.genesis = genesis;
        this.actors = actors;
        this.codec = new StoredBlocks(spec.fork());
    }

    @Override
    public CreateAuxBlock createAuxBlock(EvmAddress payTo) {
        try {
            return actors.chain().ask(reply -> new ChainMessage.CreateAuxPowTemplate(payTo, reply), PATIENCE);
        } catch (AskException e) {
            return new CreateAuxBlock.NotConnected(
                    "the chain does not answer: " + e.reason().describe());
        }
    }

    @Override
    public SubmitAuxBlock submitAuxBlock(Bytes32 printedHash, byte[] auxPow) {
        Bytes proof = Bytes.of(auxPow);
        try {
            return actors.chain().ask(reply -> new ChainMessage.SubmitAuxPow(printedHash, proof, reply), PATIENCE);
        } catch (AskException e) {
            return new SubmitAuxBlock.NotConnected(
                    "the chain does not answer: " + e.reason().describe());
        }
    }

    @Override
    public Optional<EvmAddress> payoutAddress() {
        return config.payoutAddress();
    }

    @Override
    public List<AuxPowSubmission> recentSubmissions() {
        return actors.chain().ask(ChainMessage.GetRecentSubmissions::new, PATIENCE);
    }

    @Override
    public BlockView headBlock() {
        ChainStatus status = status(PATIENCE);
        return blockByHash(status.head().root())
                .orElseThrow(() -> new IllegalStateException("the head " + status.head() + " is nowhere"));
    }

    @Override
    public Optional<BlockView> blockByHeight(long height) {
        if (height < 0) {
            return Optional.empty();
        }
        ChainStatus status = status(PATIENCE);
        Optional<RecentBlock> recent = actors.chain()
                .ask(
                        (Reply<Optional<RecentBlock>> reply) -> new ChainMessage.FindRecentBlockAt(height, reply),
                        PATIENCE);
        return recent.map(block -> view(block, status))
                .or(() -> actors.storage()
                        .ask(
                                (Reply<Optional<StoredBlock>> reply) -> new StorageMessage.GetBlockAt(height, reply),
                                PATIENCE)
                        .map(stored -> view(codec.decode(stored.bytes()), status)));
    }

    @Override
    public Optional<BlockView> blockByHash(Bytes32 hash) {
        ChainStatus status = status(PATIENCE);
        Optional<RecentBlock> recent = actors.chain()
                .ask((Reply<Optional<RecentBlock>> reply) -> new ChainMessage.FindRecentBlock(hash, reply), PATIENCE);
        return recent.map(block -> view(block, status))
                .or(() -> actors.storage()
                        .ask((Reply<Optional<Bytes>> reply) -> new StorageMessage.GetBlock(hash, reply), PATIENCE)
                        .map(bytes -> view(codec.decode(bytes), status)));
    }

    private BlockView view(RecentBlock block, ChainStatus status) {
        return view(block.signed().block(), block.certificate(), status);
    }

    private BlockView view(StoredBlocks.Stored stored, ChainStatus status) {
        return view(stored.signed().block(), stored.certificate(), status);
    }

    private BlockView view(Block block, Optional<Certificate> certificate, ChainStatus status) {
        return new BlockView(
                block.root(),
                block.parentRoot(),
                block.height(),
                block.slot(),
                block.proposer(),
                finality(block.height(), status),
                certificate.map(Certificate::signers).orElse(MemberSet.EMPTY),
                block.payload(),
                block.pegIns().stream()
                        .map(pegIn -> new PegInView(
                                pegIn.txid().bytes(),
                                Math.toIntExact(pegIn.outputIndex()),
                                pegIn.bitcoinBlock().bytes(),
                                Math.toIntExact(pegIn.bitcoinHeight()),
                                pegIn.recipient(),
                                pegIn.amount(),
                                PegInView.Status.MINTED,
                                Optional.of(block.height())))
                        .toList(),
                List.of(),
                List.of(),
                block.auxPow().map(header -> proof(header, 0, 0)));
    }

    /** Of a block of this node's chain. */
    private static BlockView.Finality finality(long height, ChainStatus status) {
        return height <= status.bitcoinFinal().height()
                ? BlockView.Finality.BITCOIN_FINAL
                : height <= status.federationFinal().height()
                        ? BlockView.Finality.FEDERATION_FINAL
                        : BlockView.Finality.CERTIFIED;
    }

    private AuxPowView proof(AuxPowHeader header, long fromHeight, long toHeight) {
        Bytes32 parent = AuxPow.decode(header.auxPow().toArray())
                .toOptional()
                .map(auxPow -> auxPow.parent().hash().bytes())
                .orElse(Bytes32.ZERO);
        return new AuxPowView(
                header.rangeStart(),
                header.rangeEnd(),
                heightOf(header.rangeStart(), fromHeight),
                heightOf(header.rangeEnd(), toHeight),
                header.bits().bits(),
                spec.auxPowChainId(),
                header.feeRecipient(),
                parent);
    }

    private long heightOf(Bytes32 root, long known) {
        return known > 0
                ? known
                : actors.storage()
                        .ask((Reply<Optional<Bytes>> reply) -> new StorageMessage.GetBlock(root, reply), PATIENCE)
                        .map(bytes -> codec.decode(bytes).signed().block().height())
                        .orElse(known);
    }

    @Override
    public Optional<AuxPowView> queuedPow() {
        Optional<AuxPowDesk.Proof> queued = status(PATIENCE).queuedProof();
        return queued.map(found -> proof(found.header(), found.startHeight(), found.endHeight()));
    }

    @Override
    public DepositAddress depositAddress() {
        BridgeStatus bridge = bridge(PATIENCE);
        if (bridge.problem().isPresent() || !bridge.synced()) {
            return new DepositAddress.NotReady(bridge.problem().orElse("Bitcoin blocks are still being read"));
        }
        if (!actors.sync().mayProduce()) {
            return new DepositAddress.NotReady(
                    "the node is not synced: " + ProgressLine.of(actors.sync().status()));
        }
        Optional<Hold> stopped = status(PATIENCE).hold().filter(Hold::stopsSigning);
        return stopped.<DepositAddress>map(hold -> new DepositAddress.NotReady(hold.describe()))
                .orElseGet(() -> new DepositAddress.Address(bridge.depositAddress()));
    }

    @Override
    public List<PegInView> pegIns(int count, int skip) {
        return actors.bridge().ask(reply -> new BridgeMessage.ListPegIns(count, skip, reply), PATIENCE);
    }

    /** The list is read before the status: a request that is shown is never newer than the head. */
    @Override
    public List<PegOutView> pegOuts(int count, int skip) {
        List<PegOut> pegOuts = actors.bridge()
                .ask((Reply<List<PegOut>> reply) -> new BridgeMessage.ListPegOuts(count, skip, reply), PATIENCE);
        ChainStatus status = status(PATIENCE);
        return pegOuts.stream().map(pegOut -> view(pegOut, status)).toList();
    }

    private static PegOutView view(PegOut pegOut, ChainStatus status) {
        PegOutRequest request = pegOut.request();
        return new PegOutView(
                pegOut.id().block(),
                request.height(),
                pegOut.id().logIndex(),
                request.transaction(),
                request.sender(),
                request.recipient(),
                request.amount(),
                pegOut.state(),
                finality(request.height(), status),
                Math.max(0, status.head().height() - request.height() + 1));
    }

    @Override
    public SidechainView sidechain() {
        ChainStatus chain = status(PATIENCE);
        BridgeStatus bridge = bridge(PATIENCE);
        EngineStatus engine = engine(PATIENCE);
        boolean bitcoinUp = bridge.problem().isEmpty();
        boolean engineUp = !(engine.state() instanceof EngineState.Failed);
        return new SidechainView(
                VERSION,
                config.preset().label(),
                spec.chainId(),
                spec.auxPowChainId(),
                genesis.root(),
                point(chain.head()),
                point(chain.federationFinal()),
                spec.slots().start(chain.federationFinal().slot()),
                new SidechainView.Point(
                        chain.bitcoinFinal().height(), chain.bitcoinFinal().root()),
                spec.maxBlocksWithoutAuxPow(),
                chain.requiredBits().bits(),
                spec.federation().size(),
                spec.threshold(),
                chain.reachableMembers().orElse(0),
                chain.syncing(),
                SyncControl.view(actors.sync().status()),
                evidence().size(),
                bitcoinUp
                        ? Optional.of(
                                new SidechainView.Bitcoin(spec.bitcoinNetwork().coreName(), bridge.tipHeight()))
                        : Optional.empty(),
                engineUp
                        ? Optional.of(new SidechainView.Execution(
                                engine.client().map(Object::toString).orElse("execution client"),
                                chain.head().height()))
                        : Optional.empty(),
                peg(chain, bridge));
    }

    @Override
    public Bytes32 genesisRoot() {
        return genesis.root();
    }

    @Override
    public List<EvidenceView> evidence() {
        return actors.chain().ask(ChainMessage.GetEvidence::new, PATIENCE).stream()
                .map(seen -> new EvidenceView(
                        spec.federation().get(seen.evidence().member()).blsPublicKey(),
                        Instant.ofEpochMilli(seen.seenMillis()),
                        seen.evidence()))
                .toList();
    }

    private static SidechainView.Peg peg(ChainStatus chain, BridgeStatus bridge) {
        Wei minted = chain.headState().ledger().mintedPegIns();
        Sats paidOut = chain.headState().ledger().pegOutsPaid();
        return new SidechainView.Peg(
                minted.toSats().orElse(Sats.ZERO), paidOut, bridge.held(), bridge.waiting(), bridge.pegOuts());
    }

    private static SidechainView.Point point(ChainPoint point) {
        return new SidechainView.Point(point.height(), point.root());
    }

    private ChainStatus status(Duration patience) {
        return actors.chain().ask(ChainMessage.GetChainStatus::new, patience);
    }

    private BridgeStatus bridge(Duration patience) {
        return actors.bridge().ask(BridgeMessage.GetBridgeStatus::new, patience);
    }

    private EngineStatus engine(Duration patience) {
        return actors.engine().ask(EngineMessage.GetExecutionStatus::new, patience);
    }
}

package org.alys.node.wiring;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.alys.actor.ActorRef;
import org.alys.actor.ActorSystem;
import org.alys.actor.supervision.BlockClock;
import org.alys.bitcoin.rpc.BitcoinRpc;
import org.alys.chain.block.Block;
import org.alys.chain.block.CertifiedBlock;
import org.alys.chain.bls.BlsSecretKey;
import org.alys.chain.money.ExecutionFacts;
import org.alys.chain.rules.BlockPlan;
import org.alys.chain.rules.ChainRules;
import org.alys.chain.rules.ChainState;
import org.alys.chain.signing.Signatures;
import org.alys.chain.signing.SigningDomain;
import org.alys.chain.spec.ChainSpec;
import org.alys.chain.vote.Ballot;
import org.alys.chain.vote.Certificate;
import org.alys.engine.ExecutionClient;
import org.alys.engine.ForkchoiceResult;
import org.alys.engine.ForkchoiceState;
import org.alys.engine.PayloadAttributes;
import org.alys.engine.Timing;
import org.alys.evm.payload.ExecutionPayload;
import org.alys.node.bridge.BridgeMessage;
import org.alys.node.chain.ChainMessage;
import org.alys.node.chain.ChainPorts;
import org.alys.node.chain.ChainPosition;
import org.alys.node.chain.Readiness;
import org.alys.node.config.ConfigLoader;
import org.alys.node.config.ConfigResult;
import org.alys.node.config.NodeConfig;
import org.alys.node.engine.EngineMessage;
import org.alys.node.engine.Replay;
import org.alys.node.network.Alone;
import org.alys.node.storage.StorageActor;
import org.alys.node.storage.StorageMessage;
import org.alys.primitives.Bytes32;
import org.alys.storage.ChainDatabase;
import org.alys.storage.DatabaseOptions;
import org.alys.storage.journal.RocksJournal;

/**
 * The past of a network, made without living through it: empty blocks, one for each slot after genesis, built by the execution layer, signed and
 * certified with the members' keys, and taken in by the chain of a real node, which keeps them in its data directory.
 */
public final class PreparedChain {
    /** So often a block shows its finality. */
    private static final int FINALITY_EVERY = 8;

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final ChainSpec spec;
    private final List<BlsSecretKey> members;
    private final ChainRules rules;
    private final Signatures signatures;
    private final ExecutionClient execution;
    private final ActorRef<ChainMessage> chain;
    private ChainState state;

    private PreparedChain(
            ChainSpec spec,
            Block genesis,
            List<BlsSecretKey> members,
            ExecutionClient execution,
            ActorRef<ChainMessage> chain) {
        this.spec = spec;
        this.members = members;
        this.rules = new ChainRules(spec, genesis);
        this.signatures = new Signatures(spec.federationKeys(), new SigningDomain(genesis.root()));
        this.execution = execution;
        this.chain = chain;
        this.state = rules.genesis();
    }

    /**
     * Makes {@code length} blocks in the data directory of the node with this configuration, which is no member's and does not run.
     *
     * @param length a multiple of 8, so that the last block is final; all of them must lie in the past
     */
    public static void write(Path config, List<BlsSecretKey> members, int length) throws InterruptedException {
        try (Resources resources = new Resources()) {
            open(load(config), members, resources).extend(length);
        }
    }

    private static NodeConfig load(Path config) {
        return switch (new ConfigLoader(config, Map.of()).load()) {
            case ConfigResult.Loaded<NodeConfig>(NodeConfig loaded, var _) -> loaded;
            case ConfigResult.Refused<NodeConfig>(var problems) -> throw new IllegalArgumentException("" + problems);
        };
    }

    private static PreparedChain open(NodeConfig config, List<BlsSecretKey> members, Resources resources)
            throws InterruptedException {
        ChainSpec spec = config.chain();
        Timing timing = Timing.system();
        InstantSource clock = InstantSource.system();
        SecureRandom random = new SecureRandom();
        Alone link = new Alone();
        ExecutionClient client = ExecutionLayer.open(config, link, clock, timing, random, resources)
                .client();
        Block genesis = new GenesisGate(client, spec, timing).genesis(PATIENCE);
        ChainDatabase database = resources.add(
                "database",
                ChainDatabase.open(config.dataDir().resolve("chain"), genesis.root(), DatabaseOptions.standard()));
        RocksJournal journal = resources.add(
                "bridge journal", RocksJournal.open(config.dataDir().resolve("bridge")));
        BitcoinRpc bitcoin =
                resources.add("bitcoin client", new BitcoinRpc(config.bitcoin().endpoint()));
        Parts parts = new Parts(config, genesis, database, resources);
        ActorSystem system = ActorSystem.named("prepared").build();
        NodeTree tree = NodeTree.start(
                system,
                new BlockClock(
                        Instant.ofEpochSecond(spec.genesisTimeSeconds()),
                        spec.slots().duration()));
        resources.add("actors", () -> system.stop(Duration.ofSeconds(10)));
        ActorRef<StorageMessage> storage = tree.add(Roster.storage(() -> new StorageActor(database)));
        ActorRef<EngineMessage> engine = tree.add(Roster.engine(parts.engine(client, timing, new Replay(timing))));
        ActorRef<BridgeMessage> bridge = tree.add(Roster.bridge(parts.bridge(bitcoin, journal, storage)));
        ChainPorts ports = new ChainPorts(storage, engine, bridge, link);
        ActorRef<ChainMessage> chain =
                tree.add(Roster.chain(parts.chain(ports, clock, random, Readiness.ALWAYS, _ -> {})));
        return new PreparedChain(spec, genesis, members, client, chain);
    }

    private void extend(int length) {
        for (int i = 0; i < length; i++) {
            Block block = next();
            CertifiedBlock certified = new CertifiedBlock(
                    signatures.propose(members.get(block.proposer()), block),
                    certificate(Ballot.notarize(block.slot(), block.root())));
            List<Certificate> finality = block.height() % FINALITY_EVERY == 0
                    ? List.of(certificate(Ballot.finalize(block.slot(), block.root())))
                    : List.of();
            ChainPosition reached =
                    chain.ask(reply -> new ChainMessage.ImportBlocks(List.of(certified), finality, reply), PATIENCE);
            if (reached.head().height() != block.height()
                    || (!finality.isEmpty() && reached.federationFinal().height() != block.height())) {
                throw new IllegalStateException("the chain does not take " + block + ": " + reached);
            }
            state = rules.apply(state, block, ExecutionFacts.NONE, List.of(), _ -> Optional.empty());
        }
    }

    private Block next() {
        BlockPlan plan = rules.plan(state, state.slot() + 1, List.of(), List.of(), Optional.empty());
        return new Block(
                state.root(),
                plan.height(),
                plan.slot(),
                plan.proposer(),
                payload(plan.attributes()),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty());
    }

    private ExecutionPayload payload(org.alys.chain.rules.PayloadAttributes wanted) {
        ForkchoiceResult result = execution.forkchoiceUpdated(
                new ForkchoiceState(state.payloadHash(), Bytes32.ZERO, Bytes32.ZERO),
                Optional.of(new PayloadAttributes(
                        wanted.timestamp(),
                        wanted.prevRandao(),
                        wanted.feeRecipient(),
                        wanted.withdrawals(),
                        wanted.parentBeaconBlockRoot())));
        if (!(result instanceof ForkchoiceResult.Valid(var id))) {
            throw new IllegalStateException("no build: " + result);
        }
        return execution.getPayload(id.orElseThrow()).payload();
    }

    /** Of as many members as are needed. */
    private Certificate certificate(Ballot ballot) {
        return signatures.certificate(IntStream.range(0, spec.threshold())
                .mapToObj(member -> signatures.vote(members.get(member), member, ballot))
                .toList());
    }
}

package org.alys.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.chain.block.Block;
import org.alys.chain.block.BlockSchema;
import org.alys.chain.block.CertifiedBlock;
import org.alys.chain.block.PayloadRules;
import org.alys.chain.block.PegIn;
import org.alys.chain.money.ExecutionFacts;
import org.alys.chain.money.Payment;
import org.alys.chain.rules.BlockContext;
import org.alys.chain.rules.BlockPlan;
import org.alys.chain.rules.ChainRules;
import org.alys.chain.rules.ChainState;
import org.alys.chain.rules.DepositVerdict;
import org.alys.chain.rules.PayloadAttributes;
import org.alys.chain.rules.Verdict;
import org.alys.chain.signing.SignatureCheck;
import org.alys.chain.signing.Signatures;
import org.alys.chain.signing.SigningDomain;
import org.alys.chain.spec.ChainSpec;
import org.alys.chain.spec.Genesis;
import org.alys.chain.spec.Presets;
import org.alys.chain.vote.Ballot;
import org.alys.evm.payload.ExecutionPayload;
import org.alys.evm.payload.Fork;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.Hashes;
import org.alys.primitives.Wei;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The pure part of importing blocks, from bytes to the next state, on one core: decoding, roots, both signatures, the rules. Blocks
 * hold 20 transactions of 150 bytes. The execution layer and the disk come on top. Figures are blocks per second.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@State(Scope.Benchmark)
@org.openjdk.jmh.annotations.Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ImportBenchmark {
    private static final int BLOCKS = 8;
    private static final int TRANSACTIONS = 20;
    private static final int TRANSACTION_BYTES = 150;
    private static final long GENESIS_TIME = 1_700_000_000;

    /** Blocks whose signatures are checked together: 1 as they arrive live, more when a node catches up. */
    @Param({"1", "8"})
    private int batch = 1;

    private final Random random = new Random(1);
    private final ChainSpec spec = Presets.development(GENESIS_TIME);
    private final BlockSchema schema = BlockSchema.of(Fork.PRAGUE);
    private final Block genesis = Genesis.block(spec, payload(Bytes32.ZERO, 0, GENESIS_TIME, Bytes32.ZERO, List.of()));
    private final ChainRules rules = new ChainRules(spec, genesis);
    private final Signatures signatures = new Signatures(spec.federationKeys(), new SigningDomain(genesis.root()));
    private final World world = new World();
    private final List<byte[]> encoded = encodedChain();

    private ExecutionPayload payload(
            Bytes32 parent, long number, long timestamp, Bytes32 randao, List<Bytes> transactions) {
        return new ExecutionPayload(
                Fork.PRAGUE,
                parent,
                PayloadRules.FEE_SINK,
                Bytes32.ZERO,
                Bytes32.ZERO,
                Bytes.of(new byte[256]),
                randao,
                number,
                30_000_000,
                0,
                timestamp,
                Bytes.EMPTY,
                Wei.ofGwei(1),
                Bytes32.of(Hashes.sha256(parent.toArray())),
                transactions,
                List.of(),
                0,
                0,
                List.of());
    }

    private List<byte[]> encodedChain() {
        List<byte[]> chain = new ArrayList<>();
        ChainState tip = rules.genesis();
        for (int i = 0; i < BLOCKS; i++) {
            Block block = blockOn(tip);
            Ballot ballot = Ballot.notarize(block.slot(), block.root());
            chain.add(schema.certified()
                    .encodeToArray(new CertifiedBlock(
                            signatures.propose(Presets.developmentSecret(block.proposer()), block),
                            signatures.certificate(List.of(
                                    signatures.vote(Presets.developmentSecret(0), 0, ballot),
                                    signatures.vote(Presets.developmentSecret(1), 1, ballot))))));
            tip = rules.apply(tip, block, ExecutionFacts.NONE, List.of(), world);
        }
        return List.copyOf(chain);
    }

    private Block blockOn(ChainState tip) {
        BlockPlan plan = rules.plan(tip, tip.slot() + 1, List.of(), List.of(), Optional.empty());
        PayloadAttributes attributes = plan.attributes();
        List<Bytes> transactions = new ArrayList<>();
        for (int i = 0; i < TRANSACTIONS; i++) {
            byte[] transaction = new byte[TRANSACTION_BYTES];
            random.nextBytes(transaction);
            transaction[0] = 2;
            transactions.add(Bytes.of(transaction));
        }
        return new Block(
                tip.root(),
                plan.height(),
                plan.slot(),
                plan.proposer(),
                payload(
                        tip.payloadHash(),
                        plan.height(),
                        attributes.timestamp(),
                        attributes.prevRandao(),
                        transactions),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty());
    }

    @Benchmark
    @OperationsPerInvocation(BLOCKS)
    public ChainState importBlocks() {
        ChainState tip = rules.genesis();
        for (int from = 0; from < BLOCKS; from += batch) {
            List<CertifiedBlock> blocks = encoded.subList(from, from + batch).stream()
                    .map(bytes -> schema.decodeCertified(bytes).orThrow())
                    .toList();
            require(signatures.checkAll(blocks, random).stream().allMatch(SignatureCheck::isValid));
            for (CertifiedBlock certified : blocks) {
                require(rules.judge(certified.block(), tip, world) instanceof Verdict.Accept);
                tip = rules.apply(tip, certified.block(), ExecutionFacts.NONE, List.of(), world);
            }
        }
        return tip;
    }

    private static void require(boolean valid) {
        if (!valid) {
            throw new IllegalStateException("the benchmark's own block is refused");
        }
    }

    /** A node that knows no deposits and whose clock is far ahead. */
    private static final class World implements BlockContext {
        @Override
        public Optional<ChainState> stateOf(Bytes32 root) {
            return Optional.empty();
        }

        @Override
        public Instant now() {
            return Instant.ofEpochSecond(2 * GENESIS_TIME);
        }

        @Override
        public long federationFinalHeight() {
            return 0;
        }

        @Override
        public boolean alreadyMinted(OutPoint deposit) {
            return false;
        }

        @Override
        public DepositVerdict deposit(PegIn pegIn) {
            return new DepositVerdict.Waiting();
        }

        @Override
        public List<Payment> refundsDue() {
            return List.of();
        }
    }
}

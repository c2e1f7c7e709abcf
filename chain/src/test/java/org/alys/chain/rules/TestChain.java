package org.alys.chain.rules;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.chain.block.AuxPowHeader;
import org.alys.chain.block.Block;
import org.alys.chain.block.PegIn;
import org.alys.chain.fixture.BlockBuilder;
import org.alys.chain.fixture.PayloadBuilder;
import org.alys.chain.fixture.SpecBuilder;
import org.alys.chain.fixture.TestMiner;
import org.alys.chain.money.ExecutionFacts;
import org.alys.chain.money.Payment;
import org.alys.chain.rules.BlockPlan.Finalising;
import org.alys.chain.spec.ChainSpec;
import org.alys.chain.spec.Genesis;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Hashes;

/** A chain that grows block by block, and the world around it. */
final class TestChain implements BlockContext {
    static final EvmAddress MINER = EvmAddress.fromHex("0xb95f80EC665a534b1e309a2a24F8849d27B70FDE");

    private final Map<Bytes32, ChainState> states = new HashMap<>();
    private final Set<OutPoint> minted = new HashSet<>();
    private final Map<OutPoint, DepositVerdict> deposits = new HashMap<>();
    private List<Payment> refunds = List.of();
    private long finalHeight;
    private Instant now = Instant.ofEpochSecond(2 * SpecBuilder.GENESIS_TIME);

    final ChainRules rules;
    ChainState tip;

    TestChain(ChainSpec spec) {
        Block genesis = Genesis.block(
                spec,
                new PayloadBuilder()
                        .fork(spec.fork())
                        .number(0)
                        .timestamp(spec.genesisTimeSeconds())
                        .build());
        rules = new ChainRules(spec, genesis);
        tip = rules.genesis();
        states.put(tip.root(), tip);
    }

    TestChain() {
        this(new SpecBuilder().build());
    }

    /** A block in the slot after the tip's that breaks no rule. */
    Block next() {
        return next(List.of(), Optional.empty());
    }

    Block next(List<PegIn> pegIns, Optional<AuxPowHeader> header) {
        return at(tip.slot() + 1, pegIns, header);
    }

    Block at(long slot, List<PegIn> pegIns, Optional<AuxPowHeader> header) {
        Optional<Finalising> finalising = header.flatMap(h -> rules.finalising(tip, h, this));
        BlockPlan plan = rules.plan(tip, slot, pegIns, refunds, finalising);
        PayloadAttributes attributes = plan.attributes();
        return new BlockBuilder()
                .parentRoot(tip.root())
                .height(plan.height())
                .slot(slot)
                .proposer(plan.proposer())
                .pegIns(pegIns)
                .auxPow(header)
                .payload(new PayloadBuilder()
                        .fork(rules.spec().fork())
                        .parentHash(tip.payloadHash())
                        .number(plan.height())
                        .timestamp(attributes.timestamp())
                        .prevRandao(attributes.prevRandao())
                        .feeRecipient(attributes.feeRecipient())
                        .withdrawals(attributes.withdrawals())
                        .blockHash(Bytes32.of(Hashes.sha256(
                                tip.payloadHash().toArray(),
                                attributes.prevRandao().toArray())))
                        .build())
                .build();
    }

    /** Work on everything up to the tip. */
    MiningWork work() {
        return workUpTo(tip.root());
    }

    MiningWork workUpTo(Bytes32 end) {
        return rules.work(tip, end, MINER, this).orElseThrow();
    }

    /** A mined header for everything up to the tip. */
    Optional<AuxPowHeader> header() {
        MiningWork work = work();
        return Optional.of(work.header(TestMiner.mine(work.hash(), work.bits())));
    }

    Verdict judge(Block block) {
        return rules.judge(block, tip, this);
    }

    /** Accepts {@code block} and moves the tip to it. */
    ChainState extend(Block block, ExecutionFacts facts) {
        tip = rules.apply(tip, block, facts, refunds, this);
        states.put(tip.root(), tip);
        block.pegIns().forEach(pegIn -> minted.add(pegIn.outPoint()));
        return tip;
    }

    TestChain extend(int blocks) {
        for (int i = 0; i < blocks; i++) {
            extend(next(), ExecutionFacts.NONE);
        }
        return this;
    }

    void forget(Bytes32 root) {
        states.remove(root);
    }

    void answer(PegIn pegIn, DepositVerdict verdict) {
        deposits.put(pegIn.outPoint(), verdict);
    }

    void owe(List<Payment> payments) {
        refunds = payments;
    }

    void clock(Instant time) {
        now = time;
    }

    void finalUpTo(long height) {
        finalHeight = height;
    }

    @Override
    public Optional<ChainState> stateOf(Bytes32 root) {
        return Optional.ofNullable(states.get(root));
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public long federationFinalHeight() {
        return finalHeight;
    }

    @Override
    public boolean alreadyMinted(OutPoint deposit) {
        return minted.contains(deposit);
    }

    @Override
    public DepositVerdict deposit(PegIn pegIn) {
        return deposits.getOrDefault(pegIn.outPoint(), new DepositVerdict.Confirmed());
    }

    @Override
    public List<Payment> refundsDue() {
        return refunds;
    }
}

package org.alys.node.federation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.alys.chain.block.Block;
import org.alys.chain.block.CertifiedBlock;
import org.alys.chain.money.ExecutionFacts;
import org.alys.chain.rules.BlockPlan;
import org.alys.chain.rules.ChainState;
import org.alys.chain.vote.Ballot;
import org.alys.chain.vote.Certificate;
import org.alys.engine.ForkchoiceResult;
import org.alys.engine.ForkchoiceState;
import org.alys.engine.PayloadAttributes;
import org.alys.engine.PayloadStatus;
import org.alys.evm.payload.ExecutionPayload;
import org.alys.node.network.BlockRange;
import org.alys.node.network.PeerStatus;
import org.alys.primitives.Bytes32;

/** A chain of valid empty blocks, one for each slot after genesis, made without running a federation. Every 8th block shows its finality. */
final class ForgedChain {
    private static final int FINALITY_EVERY = 8;

    private final Network network;
    private final FakeExecution execution;
    private final List<CertifiedBlock> blocks = new ArrayList<>();
    private final Map<Long, Certificate> finality = new HashMap<>();
    private ChainState state;

    /** @param length a multiple of 8, so that the last block shows its finality */
    ForgedChain(Network network, int length) {
        this.network = network;
        this.execution = new FakeExecution(network.genesis().payload());
        this.state = network.rules().genesis();
        extend(length);
    }

    ForgedChain extend(int by) {
        for (int i = 0; i < by; i++) {
            next();
        }
        return this;
    }

    private void next() {
        BlockPlan plan = network.rules().plan(state, state.slot() + 1, List.of(), List.of(), Optional.empty());
        ExecutionPayload payload = payload(plan.attributes());
        Block block = new Block(
                state.root(),
                plan.height(),
                plan.slot(),
                plan.proposer(),
                payload,
                List.of(),
                List.of(),
                List.of(),
                Optional.empty());
        blocks.add(new CertifiedBlock(
                network.signatures().propose(network.secret(block.proposer()), block),
                certificate(Ballot.notarize(block.slot(), block.root()))));
        if (block.height() % FINALITY_EVERY == 0) {
            finality.put(block.height(), certificate(Ballot.finalize(block.slot(), block.root())));
        }
        state = network.rules().apply(state, block, ExecutionFacts.NONE, List.of(), _ -> Optional.empty());
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
        ExecutionPayload payload = execution.getPayload(id.orElseThrow()).payload();
        if (!(execution.newPayload(payload, wanted.parentBeaconBlockRoot()) instanceof PayloadStatus.Valid)) {
            throw new IllegalStateException("its own payload is refused");
        }
        return payload;
    }

    /** Of as many members as are needed. */
    Certificate certificate(Ballot ballot) {
        return network.signatures()
                .certificate(IntStream.range(0, network.spec().threshold())
                        .mapToObj(member -> network.signatures().vote(network.secret(member), member, ballot))
                        .toList());
    }

    int height() {
        return blocks.size();
    }

    CertifiedBlock at(long height) {
        return blocks.get((int) height - 1);
    }

    Bytes32 root(long height) {
        return height == 0 ? network.genesis().root() : at(height).block().root();
    }

    /** Where a node is that has blocks up to a height, a multiple of 8. */
    PeerStatus status(long height) {
        return new PeerStatus(network.genesis().root(), height, root(height), height, root(height), 0);
    }

    BlockRange range(long from, long to) {
        return withFinality(blocks.subList((int) from - 1, (int) to));
    }

    BlockRange byRoot(Bytes32 root) {
        return withFinality(blocks.stream()
                .filter(block -> block.block().root().equals(root))
                .toList());
    }

    private BlockRange withFinality(List<CertifiedBlock> found) {
        Map<Long, Certificate> bySpan = new java.util.TreeMap<>();
        for (CertifiedBlock block : found) {
            long height = block.block().height();
            Optional.ofNullable(finality.get(height))
                    .ifPresent(certificate -> bySpan.put(height / BlockRange.FINALITY_SPAN, certificate));
        }
        return new BlockRange(found, List.copyOf(bySpan.values()));
    }
}

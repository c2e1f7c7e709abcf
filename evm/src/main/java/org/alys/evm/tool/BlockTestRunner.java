package org.alys.evm.tool;

import java.util.Optional;
import org.alys.evm.block.Block;
import org.alys.evm.block.BlockCodec;
import org.alys.evm.chain.BlockProblem;
import org.alys.evm.chain.EmbeddedChain;
import org.alys.evm.chain.ForkchoiceOutcome;
import org.alys.evm.chain.ImportResult;
import org.alys.evm.state.MemoryState;
import org.alys.evm.state.StateSettings;
import org.alys.evm.store.MemoryStore;
import org.alys.evm.tool.BlockTestCase.Candidate;
import org.alys.primitives.Bytes32;

/** Runs cases of blockchain tests, each on a chain of its own in memory, as the node would: import, then fork choice. */
public final class BlockTestRunner {
    private static final StateSettings SETTINGS = new StateSettings(256, false, 1 << 20);

    private BlockTestRunner() {}

    /** Runs a case. */
    public static CaseResult run(BlockTestCase test) {
        Block genesis = test.genesis().block();
        Bytes32 root = MemoryState.EMPTY.with(test.genesis().allocation()).root();
        if (!root.equals(genesis.header().stateRoot())) {
            return new CaseResult(test.name(), test.network(), root, Optional.of("the genesis state has another root"));
        }
        EmbeddedChain chain = EmbeddedChain.open(new MemoryStore(), test.genesis(), SETTINGS);
        Optional<String> error = Optional.empty();
        for (int i = 0; i < test.blocks().size() && error.isEmpty(); i++) {
            int number = i;
            error = importOne(chain, test.blocks().get(i)).map(reason -> "block " + number + " of the test: " + reason);
        }
        Block head = chain.head();
        return new CaseResult(test.name(), test.network(), head.header().stateRoot(), error.or(() -> end(chain, test)));
    }

    private static Optional<String> importOne(EmbeddedChain chain, Candidate candidate) {
        Optional<String> refusal = refusal(chain, candidate);
        if (refusal.isPresent() == candidate.expectedError().isPresent()) {
            return Optional.empty();
        }
        return Optional.of(refusal.map(reason -> "refused: " + reason).orElse("accepted") + ", expected: "
                + candidate.expectedError().orElse("accepted"));
    }

    private static Optional<String> refusal(EmbeddedChain chain, Candidate candidate) {
        Block block;
        try {
            block = BlockCodec.decode(candidate.rlp().toArray());
        } catch (IllegalArgumentException e) {
            return Optional.of("malformed: " + e.getMessage());
        }
        return switch (chain.importBlock(block)) {
            case ImportResult.Valid _ -> {
                chain.forkchoice(block.hash(), Bytes32.ZERO, Bytes32.ZERO);
                yield Optional.empty();
            }
            case ImportResult.Invalid(Optional<Bytes32> latestValid, BlockProblem problem) ->
                Optional.of(problem.message());
            case ImportResult.UnknownParent _ -> Optional.of("unknown parent");
            case ImportResult.ParentStatePruned _ -> Optional.of("the state of the parent was pruned");
        };
    }

    private static Optional<String> end(EmbeddedChain chain, BlockTestCase test) {
        ForkchoiceOutcome outcome = chain.forkchoice(test.lastBlock(), Bytes32.ZERO, Bytes32.ZERO);
        if (!(outcome instanceof ForkchoiceOutcome.Applied)) {
            return Optional.of("the last block " + test.lastBlock() + " cannot be the head: " + outcome);
        }
        Bytes32 root = chain.head().header().stateRoot();
        return test.expectedRoot()
                .filter(expected -> !expected.equals(root))
                .map(expected -> "state root " + root + ", expected " + expected);
    }
}

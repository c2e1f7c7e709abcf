package org.alys.evm.chain;

import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.alys.evm.block.BlobSchedule;
import org.alys.evm.block.Block;
import org.alys.evm.block.BlockEnvironment;
import org.alys.evm.block.BlockHeader;
import org.alys.evm.block.Bloom;
import org.alys.evm.block.Receipt;
import org.alys.evm.block.Roots;
import org.alys.evm.execution.SystemContracts;
import org.alys.evm.execution.SystemContracts.Requests;
import org.alys.evm.execution.TransactionError;
import org.alys.evm.execution.TransactionExecutor;
import org.alys.evm.execution.world.CodeCache;
import org.alys.evm.execution.world.JournaledState;
import org.alys.evm.payload.Fork;
import org.alys.evm.state.StateView;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.UInt256;

/** The rules of a chain, applied to whole blocks. Pure; may be used by several threads at once. */
public final class BlockProcessor {
    private final ChainParameters parameters;
    private final HeaderRules headers;
    private final TransactionExecutor executor = new TransactionExecutor();
    private final SystemContracts contracts;
    private final CodeCache codes = new CodeCache();

    public BlockProcessor(ChainParameters parameters) {
        this.parameters = parameters;
        this.headers = new HeaderRules(parameters);
        this.contracts = new SystemContracts(executor, parameters.depositContract());
    }

    /**
     * Validates and executes a block.
     *
     * @param parentState the state after its parent
     * @param blockHashes as in {@link BlockEnvironment}
     */
    public BlockVerdict process(
            Block block, BlockHeader parent, StateView parentState, LongFunction<Bytes32> blockHashes) {
        Optional<BlockProblem> problem = headers.problem(block, parent);
        if (problem.isPresent()) {
            return new BlockVerdict.Invalid(problem.get());
        }
        BlockHeader header = block.header();
        BlockExecution execution = start(environment(header, blockHashes), parentState);
        execution.begin(header.parentHash(), header.parentBeaconBlockRoot());
        for (int i = 0; i < block.transactions().size(); i++) {
            Optional<TransactionError> error =
                    execution.add(block.transactions().get(i));
            if (error.isPresent()) {
                return new BlockVerdict.Invalid(new BlockProblem.TransactionRefused(i, error.get()));
            }
        }
        return switch (execution.finish(block.withdrawals())) {
            case Requests.Failed(String reason) -> new BlockVerdict.Invalid(new BlockProblem.SystemCallFailed(reason));
            case Requests.Collected(List<Bytes> requests) ->
                outcomeProblem(header, execution, requests)
                        .<BlockVerdict>map(BlockVerdict.Invalid::new)
                        .orElseGet(() -> new BlockVerdict.Executed(execution.delta(), execution.receipts(), requests));
        };
    }

    private static Optional<BlockProblem> outcomeProblem(
            BlockHeader header, BlockExecution execution, List<Bytes> requests) {
        if (execution.gasUsed() != header.gasUsed()) {
            return Optional.of(new BlockProblem.WrongGasUsed(header.gasUsed(), execution.gasUsed()));
        }
        long blobGas = header.blobGasUsed().orElse(0L);
        if (execution.blobGasUsed() != blobGas) {
            return Optional.of(new BlockProblem.WrongBlobGasUsed(blobGas, execution.blobGasUsed()));
        }
        List<Receipt> receipts = execution.receipts();
        Bytes32 receiptsRoot = Roots.ofReceipts(receipts);
        if (!receiptsRoot.equals(header.receiptsRoot())) {
            return Optional.of(new BlockProblem.WrongReceiptsRoot(header.receiptsRoot(), receiptsRoot));
        }
        Bytes bloom = Bloom.union(receipts);
        if (!bloom.equals(header.logsBloom())) {
            return Optional.of(new BlockProblem.WrongLogsBloom(header.logsBloom(), bloom));
        }
        Bytes32 requestsHash = Roots.ofRequests(requests);
        return header.requestsHash()
                .filter(expected -> !expected.equals(requestsHash))
                .map(expected -> new BlockProblem.WrongRequestsHash(expected, requestsHash));
    }

    /** An execution of a block on {@code parentState}. */
    BlockExecution start(BlockEnvironment environment, StateView parentState) {
        return start(environment, parentState, executor, contracts);
    }

    /** The same with other means. */
    BlockExecution start(
            BlockEnvironment environment,
            StateView parentState,
            TransactionExecutor executor,
            SystemContracts contracts) {
        long maxBlobGas = parameters
                .blobsOf(environment.fork())
                .map(BlobSchedule::maxBlobGas)
                .orElse(0L);
        return new BlockExecution(executor, contracts, environment, maxBlobGas, new JournaledState(parentState, codes));
    }

    /** What the code of a block with this header sees. */
    BlockEnvironment environment(BlockHeader header, LongFunction<Bytes32> blockHashes) {
        Fork fork = parameters.forkAt(header.timestamp());
        UInt256 blobBaseFee = parameters
                .blobsOf(fork)
                .map(schedule -> schedule.baseFee(header.excessBlobGas().orElse(0L)))
                .orElse(UInt256.ZERO);
        return new BlockEnvironment(
                fork,
                parameters.chainId(),
                header.number(),
                header.timestamp(),
                header.feeRecipient(),
                header.prevRandao(),
                header.gasLimit(),
                header.baseFeePerGas(),
                blobBaseFee,
                blockHashes);
    }
}

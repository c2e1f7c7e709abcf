package org.alys.evm.chain;

import java.util.Optional;
import org.alys.evm.block.BaseFee;
import org.alys.evm.block.BlobSchedule;
import org.alys.evm.block.Block;
import org.alys.evm.block.BlockCodec;
import org.alys.evm.block.BlockHeader;
import org.alys.evm.block.Roots;
import org.alys.evm.payload.Fork;
import org.alys.primitives.Bytes32;
import org.alys.primitives.UInt256;

/** What can be said of a block from its header, its body and its parent's header, without executing it. */
final class HeaderRules {
    private static final long MIN_GAS_LIMIT = 5_000;
    private static final long GAS_LIMIT_DIVISOR = 1_024;

    /** The largest block from Osaka on, in bytes of its RLP: 10 MiB less 2 MiB for what consensus puts around it (EIP-7934). */
    static final int MAX_BLOCK_BYTES = 8 << 20;

    private final ChainParameters parameters;

    HeaderRules(ChainParameters parameters) {
        this.parameters = parameters;
    }

    Optional<BlockProblem> problem(Block block, BlockHeader parent) {
        return headerProblem(block.header(), parent)
                .or(() -> bodyProblem(block))
                .or(() -> sizeProblem(block));
    }

    private Optional<BlockProblem> headerProblem(BlockHeader header, BlockHeader parent) {
        if (header.number() != parent.number() + 1) {
            return Optional.of(new BlockProblem.WrongNumber(parent.number() + 1, header.number()));
        }
        if (Long.compareUnsigned(header.timestamp(), parent.timestamp()) <= 0) {
            return Optional.of(new BlockProblem.TimestampNotLater(parent.timestamp(), header.timestamp()));
        }
        if (header.gasUsed() > header.gasLimit()) {
            return Optional.of(new BlockProblem.GasUsedAboveLimit(header.gasUsed(), header.gasLimit()));
        }
        if (!isGasLimitNear(parent.gasLimit(), header.gasLimit())) {
            return Optional.of(new BlockProblem.WrongGasLimit(parent.gasLimit(), header.gasLimit()));
        }
        UInt256 baseFee = BaseFee.after(parent);
        if (!header.baseFeePerGas().equals(baseFee)) {
            return Optional.of(new BlockProblem.WrongBaseFee(baseFee, header.baseFeePerGas()));
        }
        return forkProblem(header, parent);
    }

    private static boolean isGasLimitNear(long parent, long gasLimit) {
        return gasLimit >= MIN_GAS_LIMIT && Math.abs(gasLimit - parent) < parent / GAS_LIMIT_DIVISOR;
    }

    private Optional<BlockProblem> forkProblem(BlockHeader header, BlockHeader parent) {
        Fork fork = parameters.forkAt(header.timestamp());
        boolean cancun = fork.includes(Fork.CANCUN);
        boolean hasFields = header.blobGasUsed().isPresent() == cancun
                && header.excessBlobGas().isPresent() == cancun
                && header.parentBeaconBlockRoot().isPresent() == cancun
                && header.requestsHash().isPresent() == fork.includes(Fork.PRAGUE);
        if (!hasFields) {
            return Optional.of(new BlockProblem.WrongFields(fork));
        }
        Optional<BlobSchedule> schedule = parameters.blobsOf(fork);
        if (schedule.isPresent()) {
            long excess = schedule.get().excessAfter(parent, fork);
            long actual = header.excessBlobGas().orElseThrow();
            if (excess != actual) {
                return Optional.of(new BlockProblem.WrongExcessBlobGas(excess, actual));
            }
        }
        return Optional.empty();
    }

    private Optional<BlockProblem> sizeProblem(Block block) {
        if (!parameters.forkAt(block.header().timestamp()).includes(Fork.OSAKA)) {
            return Optional.empty();
        }
        int size = BlockCodec.encode(block).length;
        return size > MAX_BLOCK_BYTES
                ? Optional.of(new BlockProblem.TooLarge(size, MAX_BLOCK_BYTES))
                : Optional.empty();
    }

    private static Optional<BlockProblem> bodyProblem(Block block) {
        BlockHeader header = block.header();
        Bytes32 transactions = Roots.ofTransactions(block.transactions());
        if (!transactions.equals(header.transactionsRoot())) {
            return Optional.of(new BlockProblem.WrongTransactionsRoot(header.transactionsRoot(), transactions));
        }
        Bytes32 withdrawals = Roots.ofWithdrawals(block.withdrawals());
        return withdrawals.equals(header.withdrawalsRoot())
                ? Optional.empty()
                : Optional.of(new BlockProblem.WrongWithdrawalsRoot(header.withdrawalsRoot(), withdrawals));
    }
}

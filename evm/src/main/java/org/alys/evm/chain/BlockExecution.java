package org.alys.evm.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alys.evm.block.BlockEnvironment;
import org.alys.evm.block.BlockHeader;
import org.alys.evm.block.Bloom;
import org.alys.evm.block.Log;
import org.alys.evm.block.Receipt;
import org.alys.evm.block.Roots;
import org.alys.evm.execution.BlockRoom;
import org.alys.evm.execution.Strictness;
import org.alys.evm.execution.SystemContracts;
import org.alys.evm.execution.SystemContracts.Requests;
import org.alys.evm.execution.TransactionError;
import org.alys.evm.execution.TransactionExecutor;
import org.alys.evm.execution.TransactionOutcome;
import org.alys.evm.execution.world.JournaledState;
import org.alys.evm.interpreter.Tracer;
import org.alys.evm.payload.Fork;
import org.alys.evm.payload.Withdrawal;
import org.alys.evm.state.Account;
import org.alys.evm.state.StateDelta;
import org.alys.evm.transaction.SignedTransaction;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.UInt256;

/** One block while it is executed or built, transaction by transaction. */
final class BlockExecution {
    private static final UInt256 WEI_PER_GWEI = UInt256.of(1_000_000_000);

    private final TransactionExecutor executor;
    private final SystemContracts contracts;
    private final BlockEnvironment environment;
    private final JournaledState state;
    private final List<Receipt> receipts = new ArrayList<>();
    private BlockRoom room;
    private long gasUsed;
    private long blobGasUsed;
    private UInt256 priorityFees = UInt256.ZERO;

    BlockExecution(
            TransactionExecutor executor,
            SystemContracts contracts,
            BlockEnvironment environment,
            long maxBlobGas,
            JournaledState state) {
        this.executor = executor;
        this.contracts = contracts;
        this.environment = environment;
        this.state = state;
        this.room = new BlockRoom(environment.gasLimit(), maxBlobGas);
    }

    void begin(Bytes32 parentHash, Optional<Bytes32> parentBeaconBlockRoot) {
        contracts.beforeTransactions(environment, parentHash, parentBeaconBlockRoot, state, Tracer.NONE);
    }

    /** Executes a transaction; empty when it was, and otherwise why it must not be in this block. */
    Optional<TransactionError> add(SignedTransaction signed) {
        return switch (add(signed, Strictness.BLOCK, Tracer.NONE)) {
            case TransactionOutcome.Refused(TransactionError error) -> Optional.of(error);
            case TransactionOutcome.Executed _ -> Optional.empty();
        };
    }

    /** Executes a transaction that may be less than one of a block has to be. */
    TransactionOutcome add(SignedTransaction signed, Strictness strictness, Tracer tracer) {
        TransactionOutcome outcome = executor.execute(signed, strictness, environment, room, state, tracer);
        if (outcome instanceof TransactionOutcome.Executed executed) {
            gasUsed += executed.gasUsed();
            blobGasUsed += executed.blobGasUsed();
            room = room.minus(executed.gasUsed(), executed.blobGasUsed());
            priorityFees = priorityFees.plus(executed.priorityFee());
            receipts.add(receipt(signed, executed));
        }
        return outcome;
    }

    private Receipt receipt(SignedTransaction signed, TransactionOutcome.Executed executed) {
        return new Receipt(
                signed.transaction().type(),
                executed.succeeded(),
                gasUsed,
                Bloom.of(executed.logs()),
                executed.logs(),
                executed.gasUsed(),
                executed.effectiveGasPrice(),
                executed.created());
    }

    /** Collects requests and pays withdrawals (EIP-7685, EIP-4895). */
    Requests finish(List<Withdrawal> withdrawals) {
        List<Log> logs =
                receipts.stream().flatMap(receipt -> receipt.logs().stream()).toList();
        for (Withdrawal withdrawal : withdrawals) {
            state.increaseBalance(withdrawal.address(), wei(withdrawal.amountGwei()));
        }
        return contracts.afterTransactions(environment, logs, state, Tracer.NONE);
    }

    private static UInt256 wei(long gwei) {
        return UInt256.of(UInt256.of(gwei).toBigInteger().multiply(WEI_PER_GWEI.toBigInteger()));
    }

    /**
     * The header of the block, from one that has all that its code could see.
     *
     * @param stateRoot of the state with {@link #delta()}
     */
    BlockHeader seal(BlockHeader draft, List<SignedTransaction> transactions, List<Bytes> requests, Bytes32 stateRoot) {
        return new BlockHeader(
                draft.parentHash(),
                draft.feeRecipient(),
                stateRoot,
                Roots.ofTransactions(transactions),
                Roots.ofReceipts(receipts),
                Bloom.union(receipts),
                draft.number(),
                draft.gasLimit(),
                gasUsed,
                draft.timestamp(),
                draft.extraData(),
                draft.prevRandao(),
                draft.baseFeePerGas(),
                draft.withdrawalsRoot(),
                draft.blobGasUsed().map(_ -> blobGasUsed),
                draft.excessBlobGas(),
                draft.parentBeaconBlockRoot(),
                environment.fork().includes(Fork.PRAGUE) ? Optional.of(Roots.ofRequests(requests)) : Optional.empty());
    }

    /** The account's nonce so far; unsigned. */
    long nonceOf(EvmAddress address) {
        return state.account(address).map(Account::nonce).orElse(0L);
    }

    /** Gas that the block can still take. */
    long gasLeft() {
        return room.gas();
    }

    long gasUsed() {
        return gasUsed;
    }

    long blobGasUsed() {
        return blobGasUsed;
    }

    /** What the fee recipient earned, in wei. */
    UInt256 priorityFees() {
        return priorityFees;
    }

    List<Receipt> receipts() {
        return receipts;
    }

    StateDelta delta() {
        return state.delta();
    }
}

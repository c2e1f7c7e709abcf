package org.alys.evm.execution;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.alys.evm.block.BlockEnvironment;
import org.alys.evm.block.Log;
import org.alys.evm.execution.TransactionOutcome.Executed;
import org.alys.evm.execution.TransactionOutcome.Refused;
import org.alys.evm.execution.world.ContractCode;
import org.alys.evm.execution.world.JournaledAccount;
import org.alys.evm.execution.world.JournaledState;
import org.alys.evm.interpreter.ExecutionStoppedException;
import org.alys.evm.interpreter.HaltReason;
import org.alys.evm.interpreter.Machine;
import org.alys.evm.interpreter.StopSignal;
import org.alys.evm.interpreter.Terms;
import org.alys.evm.interpreter.Tracer;
import org.alys.evm.interpreter.Workspace;
import org.alys.evm.payload.Fork;
import org.alys.evm.precompile.Precompiles;
import org.alys.evm.transaction.AccessListEntry;
import org.alys.evm.transaction.SignedTransaction;
import org.alys.evm.transaction.Transaction;
import org.alys.primitives.Bytes;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.UInt256;

/** Runs transactions and calls. May be used by several threads at once, each with a state of its own. */
public final class TransactionExecutor {
    private static final int IDLE_WORKSPACES = 8;
    /** EIP-3529. */
    private static final long MAX_REFUND_QUOTIENT = 5;

    private final BlockingQueue<Workspace> idle;
    private final Terms terms;

    /** As blocks are executed. */
    public TransactionExecutor() {
        this(new ArrayBlockingQueue<>(IDLE_WORKSPACES), Terms.STANDARD);
    }

    private TransactionExecutor(BlockingQueue<Workspace> idle, Terms terms) {
        this.idle = idle;
        this.terms = terms;
    }

    /** The same, but every method throws {@link ExecutionStoppedException} once the signal is raised. */
    public TransactionExecutor until(StopSignal stop) {
        return new TransactionExecutor(idle, new Terms(terms.precompiles(), stop));
    }

    /** The same with other precompiled contracts than the fork's, whose addresses stay warm all the same. */
    public TransactionExecutor with(Precompiles precompiles) {
        return new TransactionExecutor(idle, new Terms(Optional.of(precompiles), terms.stop()));
    }

    /** Executes a transaction in an empty block. */
    public TransactionOutcome execute(
            SignedTransaction signed, BlockEnvironment block, JournaledState state, Tracer tracer) {
        return execute(signed, block, BlockRoom.of(block), state, tracer);
    }

    /** Executes a transaction as in a block with so much room. */
    public TransactionOutcome execute(
            SignedTransaction signed, BlockEnvironment block, BlockRoom room, JournaledState state, Tracer tracer) {
        return execute(signed, Strictness.BLOCK, block, room, state, tracer);
    }

    /**
     * Checks a transaction, and executes it if nothing speaks against it.
     *
     * @param room what the block can still take
     * @param state changed by an executed transaction, failed or not; as before when it is refused
     */
    public TransactionOutcome execute(
            SignedTransaction signed,
            Strictness strictness,
            BlockEnvironment block,
            BlockRoom room,
            JournaledState state,
            Tracer tracer) {
        terms.stop().check();
        Optional<TransactionError> error = TransactionCheck.check(signed, strictness, block, room, state);
        if (error.isPresent()) {
            return new Refused(error.get());
        }
        Transaction transaction = signed.transaction();
        boolean free = strictness.isFree(transaction);
        UInt256 price = free ? UInt256.ZERO : Fees.effectiveGasPrice(transaction, block.baseFeePerGas());
        UInt256 upfront = Fees.times(price, transaction.gasLimit())
                .plus(Fees.times(block.blobBaseFee(), Fees.blobGas(transaction)));
        CallMessage message = new CallMessage(
                signed.sender(),
                transaction.to(),
                transaction.gasLimit(),
                price,
                transaction.value(),
                transaction.data(),
                transaction.accessList(),
                transaction.blobVersionedHashes(),
                transaction.authorizations());
        state.begin();
        JournaledAccount sender = state.get(signed.sender());
        state.touch(sender);
        state.setBalance(sender, sender.balance().minus(upfront));
        Executed executed = run(message, block, state, tracer);
        state.setBalance(sender, sender.balance().plus(Fees.times(price, transaction.gasLimit() - executed.gasUsed())));
        UInt256 tip = free ? UInt256.ZERO : Fees.times(price.minus(block.baseFeePerGas()), executed.gasUsed());
        JournaledAccount feeRecipient = state.get(block.feeRecipient());
        state.touch(feeRecipient);
        state.setBalance(feeRecipient, feeRecipient.balance().plus(tip));
        state.commit();
        return withFees(executed, price, tip, Fees.blobGas(transaction));
    }

    /**
     * Runs a message as if it were a transaction that costs nothing: no check of nonce and fees. Refused when the gas is too
     * little to begin, the init code too large, or the sender has not the value.
     *
     * @param state changed by it; give it a fresh one over the state to call on
     */
    public TransactionOutcome call(CallMessage message, BlockEnvironment block, JournaledState state, Tracer tracer) {
        terms.stop().check();
        Optional<TransactionError> error = TransactionCheck.check(message, block, state);
        if (error.isPresent()) {
            return new Refused(error.get());
        }
        state.begin();
        Executed executed = run(message, block, state, tracer);
        state.commit();
        return executed;
    }

    /** A call by the system itself ({@link SystemContracts}): costs nothing, has no sender account. */
    Machine.Result systemCall(EvmAddress to, Bytes input, BlockEnvironment block, JournaledState state, Tracer tracer) {
        state.begin();
        Workspace workspace = takeWorkspace();
        Machine machine =
                new Machine(workspace, state, block, SystemContracts.SYSTEM, UInt256.ZERO, List.of(), tracer, terms);
        ContractCode code = state.code(state.get(to));
        state.warm(state.get(to));
        Machine.Result result =
                machine.call(SystemContracts.SYSTEM, to, code, input.toArray(), UInt256.ZERO, SystemContracts.GAS);
        idle.offer(workspace);
        state.commit();
        return result;
    }

    private Executed run(CallMessage message, BlockEnvironment block, JournaledState state, Tracer tracer) {
        Fork fork = block.fork();
        JournaledAccount sender = state.get(message.from());
        long nonce = sender.nonce();
        state.setNonce(sender, nonce + 1);
        warm(message, block, state);
        tracer.accountTouched(message.from());
        tracer.accountTouched(block.feeRecipient());
        Delegations.apply(message.authorizations(), block.chainId(), state, tracer);
        long intrinsic = TransactionCheck.intrinsicGas(message);
        Workspace workspace = takeWorkspace();
        Machine machine = new Machine(
                workspace,
                state,
                block,
                message.from(),
                message.gasPrice(),
                message.blobVersionedHashes(),
                tracer,
                terms);
        long gas = message.gasLimit() - intrinsic;
        Optional<EvmAddress> created = Optional.empty();
        Machine.Result result;
        if (message.to().isPresent()) {
            EvmAddress to = message.to().get();
            result = machine.call(
                    message.from(),
                    to,
                    code(to, fork, state, tracer),
                    message.data().toArray(),
                    message.value(),
                    gas);
        } else {
            EvmAddress address = Machine.createdAddress(message.from(), nonce);
            state.warm(state.get(address));
            tracer.accountTouched(address);
            result = machine.create(address, message.data().toArray(), message.value(), gas);
            created = Optional.of(address).filter(_ -> result.succeeded());
        }
        idle.offer(workspace);
        return executed(message, fork, state, result, created);
    }

    private static Executed executed(
            CallMessage message, Fork fork, JournaledState state, Machine.Result result, Optional<EvmAddress> created) {
        long gross = message.gasLimit() - result.gasLeft();
        long refunded = Math.min(state.refund(), gross / MAX_REFUND_QUOTIENT);
        long gasUsed = Math.max(gross - refunded, GasRules.floor(fork, message.data()));
        List<Log> logs = result.succeeded() ? state.logs() : List.of();
        return new Executed(
                result.succeeded(),
                gasUsed,
                Math.max(0, gross - gasUsed),
                logs,
                result.output(),
                result.halt(),
                created,
                message.gasPrice(),
                UInt256.ZERO,
                0);
    }

    private static Executed withFees(Executed executed, UInt256 price, UInt256 priorityFee, long blobGas) {
        Optional<HaltReason> halt = executed.halt();
        return new Executed(
                executed.succeeded(),
                executed.gasUsed(),
                executed.gasRefunded(),
                executed.logs(),
                executed.output(),
                halt,
                executed.created(),
                price,
                priorityFee,
                blobGas);
    }

    /** EIP-2929, EIP-2930, EIP-3651. */
    private static void warm(CallMessage message, BlockEnvironment block, JournaledState state) {
        state.warm(state.get(message.from()));
        state.warm(state.get(block.feeRecipient()));
        message.to().ifPresent(to -> state.warm(state.get(to)));
        Precompiles precompiles = Precompiles.of(block.fork());
        for (int number = 1; number <= precompiles.greatest(); number++) {
            if (precompiles.at(number).isPresent()) {
                state.warm(state.get(number, 0, 0));
            }
        }
        for (AccessListEntry entry : message.accessList()) {
            JournaledAccount account = state.get(entry.address());
            state.warm(account);
            for (UInt256 slot : entry.storageSlots()) {
                state.warmSlot(account, slot);
            }
        }
    }

    /** The code that runs at an address: that of its delegate (EIP-7702), which becomes warm. */
    private static ContractCode code(EvmAddress to, Fork fork, JournaledState state, Tracer tracer) {
        tracer.accountTouched(to);
        ContractCode code = state.code(state.get(to));
        if (code.delegate().isEmpty() || !fork.includes(Fork.PRAGUE)) {
            return code;
        }
        EvmAddress address = code.delegate().get();
        tracer.accountTouched(address);
        JournaledAccount delegate = state.get(address);
        state.warm(delegate);
        return state.code(delegate);
    }

    private Workspace takeWorkspace() {
        Workspace workspace = idle.poll();
        return workspace != null ? workspace : new Workspace();
    }
}

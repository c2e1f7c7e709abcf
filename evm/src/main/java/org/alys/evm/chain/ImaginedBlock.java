package org.alys.evm.chain;

import java.util.ArrayList;
import java.util.List;
import org.alys.evm.block.Block;
import org.alys.evm.block.BlockHeader;
import org.alys.evm.block.HeaderCodec;
import org.alys.evm.block.Receipt;
import org.alys.evm.execution.Strictness;
import org.alys.evm.execution.SystemContracts.Requests;
import org.alys.evm.execution.TransactionOutcome;
import org.alys.evm.interpreter.Tracer;
import org.alys.evm.payload.Withdrawal;
import org.alys.evm.transaction.SignedTransaction;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;

/** A block of an {@link ImaginedChain} while it is executed. */
public final class ImaginedBlock {
    private final ImaginedChain chain;
    private final BlockHeader draft;
    private final List<Withdrawal> withdrawals;
    private final BlockExecution execution;
    private final List<SignedTransaction> transactions = new ArrayList<>();

    ImaginedBlock(ImaginedChain chain, BlockHeader draft, List<Withdrawal> withdrawals, BlockExecution execution) {
        this.chain = chain;
        this.draft = draft;
        this.withdrawals = withdrawals;
        this.execution = execution;
    }

    /** Executes a transaction, which is in the block unless it is refused. */
    public TransactionOutcome add(SignedTransaction signed, Strictness strictness, Tracer tracer) {
        TransactionOutcome outcome = execution.add(signed, strictness, tracer);
        if (outcome instanceof TransactionOutcome.Executed) {
            transactions.add(signed);
        }
        return outcome;
    }

    /** Gas that the block can still take. */
    public long gasLeft() {
        return execution.gasLeft();
    }

    /** The account's nonce so far; unsigned. */
    public long nonceOf(EvmAddress address) {
        return execution.nonceOf(address);
    }

    /** How a block ended. */
    public sealed interface Ending {
        /** The next block is built on it. */
        record Sealed(Block block, List<Receipt> receipts) implements Ending {
            public Sealed {
                receipts = List.copyOf(receipts);
            }
        }

        /** A system contract failed: there can be no such block. */
        record Failed(String reason) implements Ending {}
    }

    /** Ends the block: withdrawals, requests, state root. */
    public Ending seal() {
        return switch (execution.finish(withdrawals)) {
            case Requests.Failed(String reason) -> new Ending.Failed(reason);
            case Requests.Collected(List<Bytes> requests) -> {
                Bytes32 stateRoot = chain.advance(execution.delta());
                BlockHeader header = execution.seal(draft, transactions, requests, stateRoot);
                Block block = new Block(HeaderCodec.hash(header), header, transactions, withdrawals);
                chain.append(block);
                yield new Ending.Sealed(block, execution.receipts());
            }
        };
    }
}

package org.alys.evm.pool;

import java.math.BigInteger;
import java.util.Optional;
import org.alys.evm.block.BlockHeader;
import org.alys.evm.execution.TransactionError;
import org.alys.evm.payload.Fork;
import org.alys.evm.state.Account;
import org.alys.evm.state.StateView;
import org.alys.evm.transaction.SignedTransaction;
import org.alys.evm.transaction.Transaction;
import org.alys.evm.transaction.TransactionType;
import org.alys.primitives.Bytes;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.UInt256;

/**
 * Whether a transaction may enter, judged on the head and on what waits already.
 *
 * @param fork the rules of the block after the head
 */
record Admission(PoolLimits limits, UInt256 chainId, Fork fork, BlockHeader head, StateView state, Shelf shelf) {
    private static final Bytes DELEGATION_PREFIX = Bytes.fromHex("ef0100");
    private static final int DELEGATION_SIZE = 23;

    Account account(EvmAddress address) {
        return state.account(address).orElse(Account.EMPTY);
    }

    /** The same when other rules begin. */
    Admission under(Fork rules) {
        return new Admission(limits, chainId, rules, head, state, shelf);
    }

    /** Why the next block cannot execute it, whatever the state is. */
    Optional<Rejection> forbids(SignedTransaction signed) {
        return PoolRules.problem(signed, fork, chainId).map(Rejection.Unexecutable::new);
    }

    /** Empty when it may. */
    Optional<Rejection> problem(SignedTransaction signed) {
        if (shelf.find(signed.hash()).isPresent()) {
            return Optional.of(new Rejection.AlreadyKnown(signed.hash()));
        }
        if (signed.transaction().type() == TransactionType.BLOB) {
            return Optional.of(new Rejection.BlobsNotSupported());
        }
        return forbids(signed)
                .or(() -> priceProblem(signed.transaction()))
                .or(() -> accountProblem(signed))
                .or(() -> placeProblem(signed));
    }

    private Optional<Rejection> priceProblem(Transaction transaction) {
        if (Long.compareUnsigned(transaction.gasLimit(), head.gasLimit()) > 0) {
            return Optional.of(new Rejection.ExceedsBlockGasLimit(transaction.gasLimit(), head.gasLimit()));
        }
        return transaction.maxPriorityFeePerGas().compareTo(limits.minimumTip()) < 0
                ? Optional.of(new Rejection.TipBelowMinimum(transaction.maxPriorityFeePerGas(), limits.minimumTip()))
                : Optional.empty();
    }

    private Optional<Rejection> accountProblem(SignedTransaction signed) {
        EvmAddress sender = signed.sender();
        Account account = account(sender);
        long nonce = signed.transaction().nonce();
        if (Long.compareUnsigned(nonce, account.nonce()) < 0) {
            return refused(new TransactionError.NonceTooLow(sender, nonce, account.nonce()));
        }
        if (account.hasCode() && !isDelegated(account)) {
            return refused(new TransactionError.SenderHasCode(sender, account.codeHash()));
        }
        BigInteger cost = Pooled.cost(signed.transaction());
        if (cost.compareTo(account.balance().toBigInteger()) > 0) {
            UInt256 shown = cost.bitLength() > 256 ? UInt256.MAX : UInt256.of(cost);
            return refused(new TransactionError.InsufficientFunds(sender, account.balance(), shown));
        }
        return delegationProblem(signed, account);
    }

    private static Optional<Rejection> refused(TransactionError error) {
        return Optional.of(new Rejection.Unexecutable(error));
    }

    private boolean isDelegated(Account account) {
        Bytes code = state.code(account.codeHash());
        if (code.size() != DELEGATION_SIZE) {
            return false;
        }
        for (int i = 0; i < DELEGATION_PREFIX.size(); i++) {
            if (code.get(i) != DELEGATION_PREFIX.get(i)) {
                return false;
            }
        }
        return true;
    }

    /** As go-ethereum: code that others can run moves nonce and balance under the feet of waiting transactions. */
    private Optional<Rejection> delegationProblem(SignedTransaction signed, Account account) {
        EvmAddress sender = signed.sender();
        if (account.hasCode() || shelf.isBeingDelegated(sender)) {
            if (signed.transaction().nonce() != account.nonce()) {
                return Optional.of(new Rejection.DelegatedGap(sender));
            }
            boolean other = shelf.sender(sender)
                    .filter(queue -> queue.at(account.nonce()).isEmpty())
                    .isPresent();
            if (other) {
                return Optional.of(new Rejection.DelegatedLimit(sender));
            }
        }
        for (EvmAddress authority : Shelf.authorities(signed)) {
            int waiting = shelf.sender(authority).map(SenderQueue::size).orElse(0);
            if (waiting > 1 && !authority.equals(sender)) {
                return Optional.of(new Rejection.AuthorityReserved(authority));
            }
        }
        return Optional.empty();
    }

    /** Against the sender's other transactions. */
    private Optional<Rejection> placeProblem(SignedTransaction signed) {
        Optional<SenderQueue> queue = shelf.sender(signed.sender());
        if (queue.isEmpty()) {
            return Optional.empty();
        }
        SenderQueue waiting = queue.get();
        long nonce = signed.transaction().nonce();
        Optional<Pooled> present = waiting.at(nonce);
        if (present.isPresent() && !present.get().isOutbidBy(signed.transaction())) {
            return Optional.of(
                    new Rejection.ReplacementUnderpriced(present.get().signed.hash()));
        }
        BigInteger others = waiting.costWithout(nonce);
        BigInteger cost = Pooled.cost(signed.transaction());
        BigInteger balance = account(signed.sender()).balance().toBigInteger();
        if (others.add(cost).compareTo(balance) > 0) {
            return Optional.of(new Rejection.Overdraft(signed.sender(), balance, others, cost));
        }
        return present.isPresent() ? Optional.empty() : countProblem(signed, waiting);
    }

    private Optional<Rejection> countProblem(SignedTransaction signed, SenderQueue waiting) {
        boolean continues = signed.transaction().nonce() == waiting.nextNonce();
        if (waiting.size() >= limits.maxPerAccount()) {
            return Optional.of(new Rejection.AccountLimit(signed.sender(), limits.maxPerAccount()));
        }
        return !continues && waiting.queued().size() >= limits.maxQueuedPerAccount()
                ? Optional.of(new Rejection.AccountLimit(signed.sender(), limits.maxQueuedPerAccount()))
                : Optional.empty();
    }
}

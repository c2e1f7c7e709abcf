package org.alys.evm.pool;

import java.util.Optional;
import org.alys.evm.execution.GasRules;
import org.alys.evm.execution.TransactionError;
import org.alys.evm.payload.Fork;
import org.alys.evm.transaction.SignedTransaction;
import org.alys.evm.transaction.Transaction;
import org.alys.evm.transaction.TransactionType;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.UInt256;

/** What a transaction must be whatever the state is. */
final class PoolRules {
    private static final long LAST_NONCE = -1;

    private PoolRules() {}

    /** Why no block of {@code fork} on {@code chainId} can ever execute it. */
    static Optional<TransactionError> problem(SignedTransaction signed, Fork fork, UInt256 chainId) {
        Transaction transaction = signed.transaction();
        EvmAddress sender = signed.sender();
        if (transaction.type().id() > newestType(fork).id()) {
            return Optional.of(new TransactionError.TypeNotSupported(transaction.type()));
        }
        Optional<UInt256> wrongChain = transaction.chainId().filter(id -> !id.equals(chainId));
        if (wrongChain.isPresent()) {
            return Optional.of(new TransactionError.WrongChain(wrongChain.get(), chainId));
        }
        if (transaction.nonce() == LAST_NONCE) {
            return Optional.of(new TransactionError.NonceExhausted(sender, transaction.nonce()));
        }
        if (transaction.maxPriorityFeePerGas().compareTo(transaction.maxFeePerGas()) > 0) {
            return Optional.of(new TransactionError.TipAboveFee(
                    sender, transaction.maxPriorityFeePerGas(), transaction.maxFeePerGas()));
        }
        if (transaction.type() == TransactionType.SET_CODE
                && transaction.authorizations().isEmpty()) {
            return Optional.of(new TransactionError.NoAuthorizations(sender));
        }
        return gasProblem(sender, transaction, fork);
    }

    private static Optional<TransactionError> gasProblem(EvmAddress sender, Transaction transaction, Fork fork) {
        Optional<TransactionError> tooMuch = GasRules.aboveCap(transaction.gasLimit(), fork);
        if (tooMuch.isPresent()) {
            return tooMuch;
        }
        int dataSize = transaction.data().size();
        if (transaction.isContractCreation() && dataSize > GasRules.MAX_INIT_CODE_SIZE) {
            return Optional.of(new TransactionError.InitCodeTooLarge(dataSize, GasRules.MAX_INIT_CODE_SIZE));
        }
        if (Pooled.gasCost(transaction).bitLength() > 256) {
            return Optional.of(new TransactionError.InsufficientFunds(sender, UInt256.ZERO, UInt256.MAX));
        }
        long intrinsic = GasRules.intrinsic(
                transaction.data(),
                transaction.isContractCreation(),
                transaction.accessList(),
                transaction.authorizations().size());
        if (Long.compareUnsigned(transaction.gasLimit(), intrinsic) < 0) {
            return Optional.of(new TransactionError.IntrinsicGasTooLow(transaction.gasLimit(), intrinsic));
        }
        long floor = GasRules.floor(fork, transaction.data());
        if (Long.compareUnsigned(transaction.gasLimit(), floor) < 0) {
            return Optional.of(new TransactionError.FloorGasTooLow(transaction.gasLimit(), floor));
        }
        return Optional.empty();
    }

    private static TransactionType newestType(Fork fork) {
        return switch (fork) {
            case SHANGHAI -> TransactionType.DYNAMIC_FEE;
            case CANCUN -> TransactionType.BLOB;
            case PRAGUE, OSAKA -> TransactionType.SET_CODE;
        };
    }
}

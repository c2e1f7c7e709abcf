package org.alys.evm.execution;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.alys.evm.block.BlockEnvironment;
import org.alys.evm.execution.world.ContractCode;
import org.alys.evm.execution.world.JournaledAccount;
import org.alys.evm.execution.world.JournaledState;
import org.alys.evm.payload.Fork;
import org.alys.evm.transaction.SignedTransaction;
import org.alys.evm.transaction.Transaction;
import org.alys.evm.transaction.TransactionType;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.UInt256;

/** What must hold before a transaction is executed; the first thing that does not, in the order of go-ethereum. */
final class TransactionCheck {
    private static final long LAST_NONCE = -1;
    private static final int BLOB_HASH_VERSION = 1;

    private TransactionCheck() {}

    static Optional<TransactionError> check(
            SignedTransaction signed,
            Strictness strictness,
            BlockEnvironment block,
            BlockRoom room,
            JournaledState state) {
        boolean isFree = strictness.isFree(signed.transaction());
        return type(signed.transaction(), block)
                .or(() -> strictness.checksNonce() ? nonce(signed, state) : Optional.empty())
                .or(() -> strictness.checksSender() ? sender(signed, state) : Optional.empty())
                .or(() -> isFree ? Optional.empty() : fees(signed, block))
                .or(() -> blobs(signed, block, room))
                .or(() -> authorizations(signed))
                .or(() -> room(signed.transaction(), room))
                .or(() -> funds(signed, state))
                .or(() -> gas(signed.transaction(), block.fork()));
    }

    static Optional<TransactionError> check(CallMessage message, BlockEnvironment block, JournaledState state) {
        long required = intrinsicGas(message);
        if (Long.compareUnsigned(message.gasLimit(), required) < 0) {
            return Optional.of(new TransactionError.IntrinsicGasTooLow(message.gasLimit(), required));
        }
        Optional<TransactionError> tooLittle =
                floorAndSize(message.gasLimit(), message.data(), message.to().isEmpty(), block.fork());
        UInt256 balance = state.get(message.from()).balance();
        return tooLittle.or(() -> balance.compareTo(message.value()) >= 0
                ? Optional.empty()
                : Optional.of(new TransactionError.InsufficientFunds(message.from(), balance, message.value())));
    }

    static long intrinsicGas(CallMessage message) {
        return GasRules.intrinsic(
                message.data(),
                message.to().isEmpty(),
                message.accessList(),
                message.authorizations().size());
    }

    private static Optional<TransactionError> type(Transaction transaction, BlockEnvironment block) {
        Fork from = switch (transaction.type()) {
            case LEGACY, ACCESS_LIST, DYNAMIC_FEE -> Fork.SHANGHAI;
            case BLOB -> Fork.CANCUN;
            case SET_CODE -> Fork.PRAGUE;
        };
        if (!block.fork().includes(from)) {
            return Optional.of(new TransactionError.TypeNotSupported(transaction.type()));
        }
        return transaction
                .chainId()
                .filter(id -> !id.equals(block.chainId()))
                .map(id -> new TransactionError.WrongChain(id, block.chainId()));
    }

    private static Optional<TransactionError> nonce(SignedTransaction signed, JournaledState state) {
        JournaledAccount sender = state.get(signed.sender());
        long nonce = signed.transaction().nonce();
        int order = Long.compareUnsigned(nonce, sender.nonce());
        if (order < 0) {
            return Optional.of(new TransactionError.NonceTooLow(signed.sender(), nonce, sender.nonce()));
        }
        if (order > 0) {
            return Optional.of(new TransactionError.NonceTooHigh(signed.sender(), nonce, sender.nonce()));
        }
        return nonce == LAST_NONCE
                ? Optional.of(new TransactionError.NonceExhausted(signed.sender(), nonce))
                : Optional.empty();
    }

    private static Optional<TransactionError> sender(SignedTransaction signed, JournaledState state) {
        ContractCode code = state.code(state.get(signed.sender()));
        // before Prague no account can have a delegation for its code, so no need to ask for the fork
        return code.isEmpty() || code.delegate().isPresent()
                ? Optional.empty()
                : Optional.of(new TransactionError.SenderHasCode(signed.sender(), code.hash()));
    }

    private static Optional<TransactionError> fees(SignedTransaction signed, BlockEnvironment block) {
        Transaction transaction = signed.transaction();
        if (transaction.maxPriorityFeePerGas().compareTo(transaction.maxFeePerGas()) > 0) {
            return Optional.of(new TransactionError.TipAboveFee(
                    signed.sender(), transaction.maxPriorityFeePerGas(), transaction.maxFeePerGas()));
        }
        return transaction.maxFeePerGas().compareTo(block.baseFeePerGas()) >= 0
                ? Optional.empty()
                : Optional.of(new TransactionError.FeeBelowBaseFee(
                        signed.sender(), transaction.maxFeePerGas(), block.baseFeePerGas()));
    }

    private static Optional<TransactionError> blobs(SignedTransaction signed, BlockEnvironment block, BlockRoom room) {
        Transaction transaction = signed.transaction();
        if (transaction.type() != TransactionType.BLOB) {
            return Optional.empty();
        }
        if (transaction.isContractCreation()) {
            return Optional.of(new TransactionError.CreationNotAllowed(transaction.type()));
        }
        List<Bytes32> hashes = transaction.blobVersionedHashes();
        if (hashes.isEmpty()) {
            return Optional.of(new TransactionError.NoBlobs());
        }
        int limit = GasRules.maxBlobs(block.fork());
        if (hashes.size() > limit) {
            return Optional.of(new TransactionError.TooManyBlobs(hashes.size(), limit));
        }
        for (int i = 0; i < hashes.size(); i++) {
            if (hashes.get(i).toArray()[0] != BLOB_HASH_VERSION) {
                return Optional.of(new TransactionError.WrongBlobVersion(i, hashes.get(i)));
            }
        }
        if (transaction.maxFeePerBlobGas().compareTo(block.blobBaseFee()) < 0) {
            return Optional.of(new TransactionError.BlobFeeTooLow(
                    signed.sender(), transaction.maxFeePerBlobGas(), block.blobBaseFee()));
        }
        long blobGas = Fees.blobGas(transaction);
        return blobGas <= room.blobGas()
                ? Optional.empty()
                : Optional.of(new TransactionError.BlockBlobGasExceeded(blobGas, room.blobGas()));
    }

    private static Optional<TransactionError> authorizations(SignedTransaction signed) {
        Transaction transaction = signed.transaction();
        if (transaction.type() != TransactionType.SET_CODE) {
            return Optional.empty();
        }
        if (transaction.isContractCreation()) {
            return Optional.of(new TransactionError.CreationNotAllowed(transaction.type()));
        }
        return transaction.authorizations().isEmpty()
                ? Optional.of(new TransactionError.NoAuthorizations(signed.sender()))
                : Optional.empty();
    }

    private static Optional<TransactionError> room(Transaction transaction, BlockRoom room) {
        return Long.compareUnsigned(transaction.gasLimit(), room.gas()) <= 0
                ? Optional.empty()
                : Optional.of(new TransactionError.BlockGasExceeded(transaction.gasLimit(), room.gas()));
    }

    private static Optional<TransactionError> funds(SignedTransaction signed, JournaledState state) {
        UInt256 balance = state.get(signed.sender()).balance();
        BigInteger required = Fees.worstCost(signed.transaction());
        if (balance.toBigInteger().compareTo(required) >= 0) {
            return Optional.empty();
        }
        UInt256 shown = required.bitLength() > 256 ? UInt256.MAX : UInt256.of(required);
        return Optional.of(new TransactionError.InsufficientFunds(signed.sender(), balance, shown));
    }

    private static Optional<TransactionError> gas(Transaction transaction, Fork fork) {
        Optional<TransactionError> tooMuch = GasRules.aboveCap(transaction.gasLimit(), fork);
        if (tooMuch.isPresent()) {
            return tooMuch;
        }
        long required = GasRules.intrinsic(
                transaction.data(),
                transaction.isContractCreation(),
                transaction.accessList(),
                transaction.authorizations().size());
        if (Long.compareUnsigned(transaction.gasLimit(), required) < 0) {
            return Optional.of(new TransactionError.IntrinsicGasTooLow(transaction.gasLimit(), required));
        }
        return floorAndSize(transaction.gasLimit(), transaction.data(), transaction.isContractCreation(), fork);
    }

    private static Optional<TransactionError> floorAndSize(long gasLimit, Bytes data, boolean isCreation, Fork fork) {
        long floor = GasRules.floor(fork, data);
        if (Long.compareUnsigned(gasLimit, floor) < 0) {
            return Optional.of(new TransactionError.FloorGasTooLow(gasLimit, floor));
        }
        return isCreation && data.size() > GasRules.MAX_INIT_CODE_SIZE
                ? Optional.of(new TransactionError.InitCodeTooLarge(data.size(), GasRules.MAX_INIT_CODE_SIZE))
                : Optional.empty();
    }
}

package org.alys.evm.execution;

import org.alys.evm.transaction.TransactionType;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.UInt256;

/** Why a transaction cannot be executed. Messages begin as go-ethereum's do: wallets and tools look for them. */
public sealed interface TransactionError {
    /** One line for a person. */
    String message();

    /** The nonces are unsigned. */
    record NonceTooLow(EvmAddress sender, long transaction, long account) implements TransactionError {
        @Override
        public String message() {
            return "nonce too low: address " + sender + ", tx: " + Long.toUnsignedString(transaction) + " state: "
                    + Long.toUnsignedString(account);
        }
    }

    record NonceTooHigh(EvmAddress sender, long transaction, long account) implements TransactionError {
        @Override
        public String message() {
            return "nonce too high: address " + sender + ", tx: " + Long.toUnsignedString(transaction) + " state: "
                    + Long.toUnsignedString(account);
        }
    }

    /** EIP-2681. */
    record NonceExhausted(EvmAddress sender, long nonce) implements TransactionError {
        @Override
        public String message() {
            return "nonce has max value: address " + sender + ", nonce: " + Long.toUnsignedString(nonce);
        }
    }

    /** What is required for value and the largest fee is given as 2^256 - 1 when it is more. */
    record InsufficientFunds(EvmAddress sender, UInt256 balance, UInt256 required) implements TransactionError {
        @Override
        public String message() {
            return "insufficient funds for gas * price + value: address " + sender + " have " + balance.toBigInteger()
                    + " want " + required.toBigInteger();
        }
    }

    record IntrinsicGasTooLow(long gasLimit, long required) implements TransactionError {
        @Override
        public String message() {
            return "intrinsic gas too low: have " + Long.toUnsignedString(gasLimit) + ", want " + required;
        }
    }

    /** EIP-7825. */
    record GasLimitAboveCap(long gasLimit, long cap) implements TransactionError {
        @Override
        public String message() {
            return "transaction gas limit too high: cap " + cap + ", tx " + Long.toUnsignedString(gasLimit);
        }
    }

    /** EIP-7623. */
    record FloorGasTooLow(long gasLimit, long required) implements TransactionError {
        @Override
        public String message() {
            return "insufficient gas for floor data gas cost: have " + Long.toUnsignedString(gasLimit) + ", want "
                    + required;
        }
    }

    record FeeBelowBaseFee(EvmAddress sender, UInt256 maxFeePerGas, UInt256 baseFeePerGas) implements TransactionError {
        @Override
        public String message() {
            return "max fee per gas less than block base fee: address " + sender + ", maxFeePerGas: "
                    + maxFeePerGas.toBigInteger() + ", baseFee: " + baseFeePerGas.toBigInteger();
        }
    }

    record TipAboveFee(EvmAddress sender, UInt256 maxPriorityFeePerGas, UInt256 maxFeePerGas)
            implements TransactionError {
        @Override
        public String message() {
            return "max priority fee per gas higher than max fee per gas: address " + sender
                    + ", maxPriorityFeePerGas: " + maxPriorityFeePerGas.toBigInteger() + ", maxFeePerGas: "
                    + maxFeePerGas.toBigInteger();
        }
    }

    /** The block has not that much gas left. */
    record BlockGasExceeded(long gasLimit, long remaining) implements TransactionError {
        @Override
        public String message() {
            return "gas limit reached: have " + Long.toUnsignedString(remaining) + " left in the block, want "
                    + Long.toUnsignedString(gasLimit);
        }
    }

    /** EIP-3607. */
    record SenderHasCode(EvmAddress sender, Bytes32 codeHash) implements TransactionError {
        @Override
        public String message() {
            return "sender not an eoa: address " + sender + ", codehash: " + codeHash.toHex0x();
        }
    }

    /** EIP-3860. */
    record InitCodeTooLarge(int size, int limit) implements TransactionError {
        @Override
        public String message() {
            return "max initcode size exceeded: code size " + size + " limit " + limit;
        }
    }

    record TypeNotSupported(TransactionType type) implements TransactionError {
        @Override
        public String message() {
            return "transaction type not supported: " + type;
        }
    }

    record WrongChain(UInt256 transaction, UInt256 chain) implements TransactionError {
        @Override
        public String message() {
            return "invalid chain id for signer: have " + transaction.toBigInteger() + " want " + chain.toBigInteger();
        }
    }

    record NoBlobs() implements TransactionError {
        @Override
        public String message() {
            return "blob transaction missing blob hashes";
        }
    }

    record TooManyBlobs(int count, int limit) implements TransactionError {
        @Override
        public String message() {
            return "too many blobs in transaction: have " + count + ", permitted " + limit;
        }
    }

    record WrongBlobVersion(int index, Bytes32 versionedHash) implements TransactionError {
        @Override
        public String message() {
            return "blob " + index + " has invalid hash version";
        }
    }

    record BlobFeeTooLow(EvmAddress sender, UInt256 maxFeePerBlobGas, UInt256 blobBaseFee) implements TransactionError {
        @Override
        public String message() {
            return "max fee per blob gas less than block blob gas fee: address " + sender + " blobGasFeeCap: "
                    + maxFeePerBlobGas.toBigInteger() + ", blobBaseFee: " + blobBaseFee.toBigInteger();
        }
    }

    record BlockBlobGasExceeded(long blobGas, long remaining) implements TransactionError {
        @Override
        public String message() {
            return "blob gas limit reached: have " + remaining + " left in the block, want " + blobGas;
        }
    }

    record CreationNotAllowed(TransactionType type) implements TransactionError {
        @Override
        public String message() {
            return type == TransactionType.BLOB
                    ? "blob transaction of type create"
                    : "EIP-7702 transaction cannot be used to create contract";
        }
    }

    record NoAuthorizations(EvmAddress sender) implements TransactionError {
        @Override
        public String message() {
            return "EIP-7702 transaction with empty auth list (sender " + sender + ")";
        }
    }
}

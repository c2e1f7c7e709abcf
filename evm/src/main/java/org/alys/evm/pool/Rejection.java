package org.alys.evm.pool;

import java.math.BigInteger;
import org.alys.evm.execution.TransactionError;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.UInt256;

/** Why the pool does not take a transaction. Messages begin as go-ethereum's do: wallets and tools look for them. */
public sealed interface Rejection {
    /** One line for a person. */
    String message();

    /** Not a transaction, or its signature is none. */
    record Malformed(String reason) implements Rejection {
        @Override
        public String message() {
            return reason;
        }
    }

    record AlreadyKnown(Bytes32 hash) implements Rejection {
        @Override
        public String message() {
            return "already known";
        }
    }

    /** Larger than {@link PoolLimits#MAX_TRANSACTION_BYTES}. */
    record Oversized(int bytes) implements Rejection {
        @Override
        public String message() {
            return "oversized data: transaction size " + bytes + ", limit " + PoolLimits.MAX_TRANSACTION_BYTES;
        }
    }

    record BlobsNotSupported() implements Rejection {
        @Override
        public String message() {
            return "transaction type not supported: this chain has no room for blobs";
        }
    }

    /** No block on the head can execute it, now or later. */
    record Unexecutable(TransactionError error) implements Rejection {
        @Override
        public String message() {
            return error.message();
        }
    }

    record ExceedsBlockGasLimit(long gasLimit, long blockGasLimit) implements Rejection {
        @Override
        public String message() {
            return "exceeds block gas limit: tx gas limit " + Long.toUnsignedString(gasLimit) + ", block gas limit "
                    + blockGasLimit;
        }
    }

    record TipBelowMinimum(UInt256 tip, UInt256 minimum) implements Rejection {
        @Override
        public String message() {
            return "transaction underpriced: gas tip cap " + tip.toBigInteger() + ", minimum needed "
                    + minimum.toBigInteger();
        }
    }

    /** The sender's waiting transactions and this one together cost more than there is, in wei. */
    record Overdraft(EvmAddress sender, BigInteger balance, BigInteger queuedCost, BigInteger cost)
            implements Rejection {
        @Override
        public String message() {
            return "insufficient funds for gas * price + value: balance " + balance + ", queued cost " + queuedCost
                    + ", tx cost " + cost + ", overshot "
                    + queuedCost.add(cost).subtract(balance);
        }
    }

    /** A replacement must offer a tenth more of both fees. */
    record ReplacementUnderpriced(Bytes32 present) implements Rejection {
        @Override
        public String message() {
            return "replacement transaction underpriced";
        }
    }

    record AccountLimit(EvmAddress sender, int limit) implements Rejection {
        @Override
        public String message() {
            return "account limit exceeded: " + sender + " has " + limit + " transactions waiting";
        }
    }

    /** The pool is full of transactions that pay more. */
    record PoolFull() implements Rejection {
        @Override
        public String message() {
            return "txpool is full: transaction underpriced";
        }
    }

    /** EIP-7702: whoever runs code on its behalf can empty the account, so only one transaction of it waits. */
    record DelegatedLimit(EvmAddress sender) implements Rejection {
        @Override
        public String message() {
            return "in-flight transaction limit reached for delegated accounts";
        }
    }

    /** As {@link DelegatedLimit}: the one must be the next. */
    record DelegatedGap(EvmAddress sender) implements Rejection {
        @Override
        public String message() {
            return "gapped-nonce tx from delegated accounts";
        }
    }

    /** An account that has several transactions waiting cannot be delegated by a waiting one (EIP-7702). */
    record AuthorityReserved(EvmAddress authority) implements Rejection {
        @Override
        public String message() {
            return "authority already reserved: " + authority;
        }
    }
}

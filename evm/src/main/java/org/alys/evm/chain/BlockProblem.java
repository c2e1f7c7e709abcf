package org.alys.evm.chain;

import org.alys.evm.execution.TransactionError;
import org.alys.evm.payload.Fork;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.UInt256;

/** Which rule a block breaks. */
public sealed interface BlockProblem {
    /** One line for a person. */
    String message();

    /** The bytes do not hash to what the block is said to be. */
    record WrongBlockHash(Bytes32 claimed, Bytes32 actual) implements BlockProblem {
        @Override
        public String message() {
            return "block hash is " + actual + ", not " + claimed;
        }
    }

    /** Not a block at all. */
    record Malformed(String reason) implements BlockProblem {
        @Override
        public String message() {
            return reason;
        }
    }

    /** It builds on a block that breaks a rule. */
    record InvalidAncestor(Bytes32 ancestor) implements BlockProblem {
        @Override
        public String message() {
            return "links to previously rejected block " + ancestor;
        }
    }

    record WrongNumber(long expected, long actual) implements BlockProblem {
        @Override
        public String message() {
            return "block number is " + actual + ", expected " + expected;
        }
    }

    /** Unix times in seconds. */
    record TimestampNotLater(long parent, long actual) implements BlockProblem {
        @Override
        public String message() {
            return "invalid timestamp: " + Long.toUnsignedString(actual) + " is not above the parent's "
                    + Long.toUnsignedString(parent);
        }
    }

    /** It moves by less than 1/1024 and is at least 5000. */
    record WrongGasLimit(long parent, long actual) implements BlockProblem {
        @Override
        public String message() {
            return "invalid gas limit: " + actual + " on a parent with " + parent;
        }
    }

    /** In wei; EIP-1559. */
    record WrongBaseFee(UInt256 expected, UInt256 actual) implements BlockProblem {
        @Override
        public String message() {
            return "invalid baseFee: " + actual.toBigInteger() + ", expected " + expected.toBigInteger();
        }
    }

    record GasUsedAboveLimit(long gasUsed, long gasLimit) implements BlockProblem {
        @Override
        public String message() {
            return "gas used " + gasUsed + " is above the gas limit " + gasLimit;
        }
    }

    /** Fields that the fork does not have, or lacks. */
    record WrongFields(Fork fork) implements BlockProblem {
        @Override
        public String message() {
            return "the header does not have the fields of " + fork;
        }
    }

    /** EIP-7934; in bytes of its RLP. */
    record TooLarge(int size, int limit) implements BlockProblem {
        @Override
        public String message() {
            return "block RLP-encoded size exceeds maximum: " + size + " bytes, limit " + limit;
        }
    }

    record WrongExcessBlobGas(long expected, long actual) implements BlockProblem {
        @Override
        public String message() {
            return "invalid excessBlobGas: " + actual + ", expected " + expected;
        }
    }

    record WrongTransactionsRoot(Bytes32 expected, Bytes32 actual) implements BlockProblem {
        @Override
        public String message() {
            return "transactions root is " + actual + ", the header says " + expected;
        }
    }

    record WrongWithdrawalsRoot(Bytes32 expected, Bytes32 actual) implements BlockProblem {
        @Override
        public String message() {
            return "withdrawals root is " + actual + ", the header says " + expected;
        }
    }

    /**
     * A transaction must not be in the block.
     *
     * @param index from 0
     */
    record TransactionRefused(int index, TransactionError error) implements BlockProblem {
        @Override
        public String message() {
            return "could not apply tx " + index + ": " + error.message();
        }
    }

    record WrongGasUsed(long expected, long actual) implements BlockProblem {
        @Override
        public String message() {
            return "gas used is " + actual + ", the header says " + expected;
        }
    }

    record WrongBlobGasUsed(long expected, long actual) implements BlockProblem {
        @Override
        public String message() {
            return "blob gas used is " + actual + ", the header says " + expected;
        }
    }

    record WrongReceiptsRoot(Bytes32 expected, Bytes32 actual) implements BlockProblem {
        @Override
        public String message() {
            return "receipts root is " + actual + ", the header says " + expected;
        }
    }

    record WrongLogsBloom(Bytes expected, Bytes actual) implements BlockProblem {
        @Override
        public String message() {
            return "the logs bloom is not what the header says";
        }
    }

    record WrongRequestsHash(Bytes32 expected, Bytes32 actual) implements BlockProblem {
        @Override
        public String message() {
            return "requests hash is " + actual + ", the header says " + expected;
        }
    }

    record SystemCallFailed(String reason) implements BlockProblem {
        @Override
        public String message() {
            return reason;
        }
    }

    record WrongStateRoot(Bytes32 expected, Bytes32 actual) implements BlockProblem {
        @Override
        public String message() {
            return "invalid merkle root: state root is " + actual + ", the header says " + expected;
        }
    }
}

package org.alys.evm.execution;

import java.util.List;
import java.util.Optional;
import org.alys.evm.block.BlobSchedule;
import org.alys.evm.payload.Fork;
import org.alys.evm.transaction.AccessListEntry;
import org.alys.primitives.Bytes;

/** What a transaction costs before its code runs, and what a block can take. Gas. */
public final class GasRules {
    /** EIP-4844. */
    public static final long GAS_PER_BLOB = 1 << 17;
    /** EIP-3860. */
    public static final int MAX_INIT_CODE_SIZE = 2 * 24_576;

    private static final long MAX_GAS_OF_OSAKA = 1 << 24;
    private static final int MAX_BLOBS_OF_OSAKA = 6;

    static final long PER_AUTHORIZATION = 25_000;
    static final long AUTHORIZATION_REFUND = 12_500;

    private static final long TRANSACTION = 21_000;
    private static final long CREATION = 32_000;
    private static final long DATA_TOKEN = 4;
    private static final long FLOOR_TOKEN = 10;
    private static final long INIT_CODE_WORD = 2;
    private static final long LISTED_ADDRESS = 2_400;
    private static final long LISTED_SLOT = 1_900;

    private GasRules() {}

    /** The most blobs a transaction can carry: what a block can on Ethereum, six from Osaka on (EIP-7594). */
    public static int maxBlobs(Fork fork) {
        return switch (fork) {
            case SHANGHAI -> 0;
            case CANCUN -> BlobSchedule.CANCUN.max();
            case PRAGUE -> BlobSchedule.PRAGUE.max();
            case OSAKA -> MAX_BLOBS_OF_OSAKA;
        };
    }

    /** What a block can carry on Ethereum. */
    static long maxBlobGas(Fork fork) {
        BlobSchedule schedule = BlobSchedule.ETHEREUM.get(fork);
        return schedule == null ? 0 : schedule.maxBlobGas();
    }

    /** The error of a transaction with more gas than any may have from Osaka on (EIP-7825). */
    public static Optional<TransactionError> aboveCap(long gasLimit, Fork fork) {
        long cap = maxGas(fork);
        return Long.compareUnsigned(gasLimit, cap) > 0
                ? Optional.of(new TransactionError.GasLimitAboveCap(gasLimit, cap))
                : Optional.empty();
    }

    /** The most gas that a transaction can have; 2^64 - 1, which is -1, where nothing but the block bounds it. */
    public static long maxGas(Fork fork) {
        return fork.includes(Fork.OSAKA) ? MAX_GAS_OF_OSAKA : -1;
    }

    /** The gas that is gone before any code runs (yellow paper, section 6; EIP-2930, EIP-3860, EIP-7702). */
    public static long intrinsic(
            Bytes data, boolean isCreation, List<AccessListEntry> accessList, int authorizationCount) {
        long gas = TRANSACTION + DATA_TOKEN * tokens(data) + PER_AUTHORIZATION * authorizationCount;
        if (isCreation) {
            gas += CREATION + INIT_CODE_WORD * ((data.size() + 31L) / 32);
        }
        for (AccessListEntry entry : accessList) {
            gas += LISTED_ADDRESS + LISTED_SLOT * entry.storageSlots().size();
        }
        return gas;
    }

    /** The least gas that a transaction with this data uses: from Prague on (EIP-7623), 0 before. */
    public static long floor(Fork fork, Bytes data) {
        return fork.includes(Fork.PRAGUE) ? TRANSACTION + FLOOR_TOKEN * tokens(data) : 0;
    }

    private static long tokens(Bytes data) {
        long zeros = 0;
        for (int i = 0; i < data.size(); i++) {
            if (data.get(i) == 0) {
                zeros++;
            }
        }
        return zeros + 4 * (data.size() - zeros);
    }
}

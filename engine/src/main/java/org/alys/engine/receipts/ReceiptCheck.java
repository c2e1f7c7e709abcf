package org.alys.engine.receipts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alys.engine.EventLog;
import org.alys.engine.Receipt;
import org.alys.evm.block.Bloom;
import org.alys.evm.block.Log;
import org.alys.evm.block.Roots;
import org.alys.evm.payload.ExecutionPayload;
import org.alys.evm.transaction.TransactionType;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.Hashes;
import org.alys.primitives.UInt256;
import org.alys.primitives.Wei;

/** Turns claims into receipts that the block itself vouches for. */
public final class ReceiptCheck {
    private static final int FIRST_LIST_PREFIX = 0xc0;

    private ReceiptCheck() {}

    /**
     * Checks the claims against the payload: their number, transaction hashes in order, block hash, gas, and the receipts
     * root over status, gas and logs. Gas used, gas price and log indexes are derived, not believed.
     */
    public static ReceiptVerdict check(ExecutionPayload payload, List<ReceiptClaim> claims) {
        if (claims.size() != payload.transactions().size()) {
            return mismatch(
                    claims.size() + " receipts for " + payload.transactions().size() + " transactions");
        }
        List<Receipt> receipts = new ArrayList<>();
        long gasBefore = 0;
        int logIndex = 0;
        for (int i = 0; i < claims.size(); i++) {
            ReceiptClaim claim = claims.get(i);
            Bytes transaction = payload.transactions().get(i);
            Optional<String> problem = problem(payload, transaction, claim, gasBefore);
            Optional<Wei> price = GasPrice.of(transaction).flatMap(offer -> offer.effective(payload.baseFeePerGas()));
            if (problem.isPresent() || price.isEmpty()) {
                return mismatch("receipt " + i + ": "
                        + problem.orElse("its transaction states no gas price that covers the base fee"));
            }
            receipts.add(receipt(claim, i, gasBefore, logIndex, price.get()));
            gasBefore = claim.cumulativeGasUsed();
            logIndex += claim.logs().size();
        }
        if (gasBefore != payload.gasUsed()) {
            return mismatch("receipts use " + gasBefore + " gas, the block " + payload.gasUsed());
        }
        Bytes32 root = root(payload.transactions(), claims);
        return root.equals(payload.receiptsRoot())
                ? new ReceiptVerdict.Proven(receipts)
                : mismatch("receipts have root " + root + ", the block says " + payload.receiptsRoot());
    }

    private static Optional<String> problem(
            ExecutionPayload payload, Bytes transaction, ReceiptClaim claim, long gasBefore) {
        Bytes32 hash = Bytes32.of(Hashes.keccak256(transaction.toArray()));
        if (!claim.transactionHash().equals(hash)) {
            return Optional.of("names transaction " + claim.transactionHash() + ", expected " + hash);
        }
        if (!claim.blockHash().equals(payload.blockHash())) {
            return Optional.of("names block " + claim.blockHash() + ", expected " + payload.blockHash());
        }
        if (claim.cumulativeGasUsed() <= gasBefore) {
            return Optional.of("cumulative gas " + claim.cumulativeGasUsed() + " does not grow");
        }
        return Optional.empty();
    }

    private static Receipt receipt(ReceiptClaim claim, int index, long gasBefore, int firstLog, Wei price) {
        List<EventLog> logs = new ArrayList<>();
        for (Log log : claim.logs()) {
            logs.add(new EventLog(log.address(), log.topics(), log.data(), firstLog + logs.size()));
        }
        return new Receipt(
                claim.transactionHash(),
                index,
                claim.blockHash(),
                claim.from(),
                claim.to(),
                claim.contractAddress(),
                claim.succeeded(),
                claim.cumulativeGasUsed() - gasBefore,
                claim.cumulativeGasUsed(),
                price,
                logs);
    }

    static Bytes32 root(List<Bytes> transactions, List<ReceiptClaim> claims) {
        List<org.alys.evm.block.Receipt> receipts = new ArrayList<>();
        for (int i = 0; i < claims.size(); i++) {
            receipts.add(encodable(transactions.get(i).get(0), claims.get(i)));
        }
        return Roots.ofReceipts(receipts);
    }

    /** With what its encoding has; a legacy transaction begins as a list does. */
    private static org.alys.evm.block.Receipt encodable(int firstByteOfTransaction, ReceiptClaim claim) {
        TransactionType type = firstByteOfTransaction >= FIRST_LIST_PREFIX
                ? TransactionType.LEGACY
                : TransactionType.of(firstByteOfTransaction);
        return new org.alys.evm.block.Receipt(
                type,
                claim.succeeded(),
                claim.cumulativeGasUsed(),
                Bloom.of(claim.logs()),
                claim.logs(),
                0,
                UInt256.ZERO,
                Optional.empty());
    }

    private static ReceiptVerdict mismatch(String reason) {
        return new ReceiptVerdict.Mismatch(reason);
    }
}

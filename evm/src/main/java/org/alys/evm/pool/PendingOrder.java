package org.alys.evm.pool;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.alys.evm.transaction.SignedTransaction;
import org.alys.evm.transaction.Transaction;
import org.alys.primitives.UInt256;

/** The order in which a block takes transactions: highest tip first, then first come; of one sender by nonce. */
final class PendingOrder {
    private PendingOrder() {}

    /** What the fee recipient earns by a unit of gas, in wei; the fee must cover the base fee. */
    static UInt256 tip(Transaction transaction, UInt256 baseFee) {
        UInt256 room = transaction.maxFeePerGas().minus(baseFee);
        UInt256 wished = transaction.maxPriorityFeePerGas();
        return wished.compareTo(room) < 0 ? wished : room;
    }

    /**
     * All that pay the base fee, with their predecessors.
     *
     * @param senders each in order of nonces, not empty
     */
    static List<SignedTransaction> of(List<List<Pooled>> senders, UInt256 baseFee) {
        PriorityQueue<Line> lines = new PriorityQueue<>(Comparator.comparing((Line line) -> line.tip)
                .reversed()
                .thenComparingLong(line -> line.first().arrival));
        for (List<Pooled> sender : senders) {
            new Line(sender, 0, baseFee).offerTo(lines);
        }
        List<SignedTransaction> order = new ArrayList<>();
        while (!lines.isEmpty()) {
            Line line = lines.remove();
            order.add(line.first().signed);
            if (line.at + 1 < line.transactions.size()) {
                new Line(line.transactions, line.at + 1, baseFee).offerTo(lines);
            }
        }
        return order;
    }

    /** What is left of a sender's transactions. */
    private static final class Line {
        private final List<Pooled> transactions;
        private final int at;
        private final boolean pays;
        private final UInt256 tip;

        Line(List<Pooled> transactions, int at, UInt256 baseFee) {
            this.transactions = transactions;
            this.at = at;
            Transaction next = first().transaction();
            this.pays = next.maxFeePerGas().compareTo(baseFee) >= 0;
            this.tip = pays ? PendingOrder.tip(next, baseFee) : UInt256.ZERO;
        }

        Pooled first() {
            return transactions.get(at);
        }

        void offerTo(PriorityQueue<Line> lines) {
            if (pays) {
                lines.add(this);
            }
        }
    }
}

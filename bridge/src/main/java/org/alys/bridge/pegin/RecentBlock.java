package org.alys.bridge.pegin;

import java.util.List;
import java.util.stream.Stream;
import org.alys.bitcoin.tx.BlockHash;
import org.alys.bitcoin.tx.OutPoint;

/** What it takes to undo one Bitcoin block. */
record RecentBlock(BlockHash hash, List<OutPoint> payments, List<FederationCoin> created, List<FederationCoin> spent) {
    RecentBlock {
        payments = List.copyOf(payments);
        created = List.copyOf(created);
        spent = List.copyOf(spent);
    }

    static RecentBlock of(BlockScan scan) {
        List<OutPoint> payments = Stream.concat(
                        scan.deposits().stream().map(Deposit::outPoint),
                        scan.unmintable().stream().map(UnmintablePayment::outPoint))
                .toList();
        return new RecentBlock(scan.hash(), payments, scan.created(), scan.spent());
    }
}

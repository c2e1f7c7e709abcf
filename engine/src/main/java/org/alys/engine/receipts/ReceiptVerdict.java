package org.alys.engine.receipts;

import java.util.List;
import org.alys.engine.Receipt;

/** Whether receipts belong to a block. */
public sealed interface ReceiptVerdict {

    /** They hash to the block's receipts root. */
    record Proven(List<Receipt> receipts) implements ReceiptVerdict {
        public Proven {
            receipts = List.copyOf(receipts);
        }
    }

    /** They are not the block's receipts. */
    record Mismatch(String reason) implements ReceiptVerdict {}
}

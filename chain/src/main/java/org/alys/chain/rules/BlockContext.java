package org.alys.chain.rules;

import java.time.Instant;
import java.util.List;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.chain.block.PegIn;
import org.alys.chain.money.Payment;

/** What judging a block needs to know of the world besides its parent's state. */
public interface BlockContext extends Ancestors {
    Instant now();

    /** Height of the last federation-final block. */
    long federationFinalHeight();

    /** Whether the block's parent or one of its ancestors minted the deposit. Other branches do not count. */
    boolean alreadyMinted(OutPoint deposit);

    /** What the node's own view of Bitcoin says. */
    DepositVerdict deposit(PegIn pegIn);

    /** Refunds of unpayable peg-outs that the next block on the parent must pay, in order. */
    List<Payment> refundsDue();
}

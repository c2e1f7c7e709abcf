package org.alys.bridge;

import java.util.Optional;
import org.alys.bitcoin.tx.BlockHash;
import org.alys.bitcoin.tx.OutPoint;
import org.alys.bridge.Eligibility.Mintable;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Sats;

/**
 * One output of Bitcoin's active chain that pays the federation.
 *
 * @param outPoint its identity: minted at most once, ever
 * @param block the block of Bitcoin that holds it, at {@code height}
 * @param transactionIndex place of its transaction in that block
 * @param proof present while it can be minted; what is minted or never will be needs none
 */
public record Deposit(
        OutPoint outPoint,
        Sats amount,
        Eligibility eligibility,
        BlockHash block,
        int height,
        int transactionIndex,
        Optional<DepositProof> proof) {
    public Optional<EvmAddress> recipient() {
        return eligibility.credited();
    }

    boolean isMintable() {
        return eligibility instanceof Mintable;
    }

    Place place() {
        return new Place(height, transactionIndex, outPoint.index());
    }

    Deposit withoutProof() {
        return new Deposit(outPoint, amount, eligibility, block, height, transactionIndex, Optional.empty());
    }
}

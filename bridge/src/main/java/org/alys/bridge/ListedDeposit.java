package org.alys.bridge;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A deposit and what became of it.
 *
 * @param mintedAt the height of the sidechain's block that minted it
 * @param spentAt the height of Bitcoin's block that spent the output
 */
public record ListedDeposit(Deposit deposit, OptionalLong mintedAt, OptionalInt spentAt) {
    static ListedDeposit found(Deposit deposit) {
        return new ListedDeposit(deposit, OptionalLong.empty(), OptionalInt.empty());
    }

    /** The proof is of no use any more, and there may be many minted deposits. */
    ListedDeposit minted(long sidechainHeight) {
        return new ListedDeposit(deposit.withoutProof(), OptionalLong.of(sidechainHeight), spentAt);
    }

    ListedDeposit spent(int height) {
        return new ListedDeposit(deposit, mintedAt, OptionalInt.of(height));
    }

    ListedDeposit unspent() {
        return new ListedDeposit(deposit, mintedAt, OptionalInt.empty());
    }

    /** Can be minted once it is deep enough. What the federation spent without minting it has no coins behind it. */
    public boolean isWaiting() {
        return deposit.isMintable() && mintedAt.isEmpty() && spentAt.isEmpty();
    }
}

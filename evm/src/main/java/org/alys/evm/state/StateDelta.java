package org.alys.evm.state;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.UInt256;

/**
 * The net effect of some execution on a {@link StateView}: what differs, with its new value.
 *
 * @param accounts the accounts that were touched and changed
 * @param code new code by its Keccak-256
 */
public record StateDelta(Map<EvmAddress, AccountChange> accounts, Map<Bytes32, Bytes> code) {
    public static final StateDelta NONE = new StateDelta(Map.of(), Map.of());

    /**
     * What became of one account.
     *
     * @param after empty when the account no longer exists
     * @param storageCleared whether all storage of before is gone, ahead of {@code storage}
     * @param storage the slots that changed; zero deletes one
     */
    public record AccountChange(Optional<Account> after, boolean storageCleared, Map<UInt256, UInt256> storage) {
        /** This change and then another. */
        AccountChange then(AccountChange next) {
            boolean gone = after.isEmpty();
            if (next.storageCleared || next.after.isEmpty()) {
                return new AccountChange(next.after, true, next.storage);
            }
            Map<UInt256, UInt256> both = new HashMap<>(gone ? Map.of() : storage);
            both.putAll(next.storage);
            return new AccountChange(next.after, storageCleared || gone, both);
        }
    }

    public boolean isEmpty() {
        return accounts.isEmpty() && code.isEmpty();
    }

    /** These changes and then others, as one. */
    public StateDelta then(StateDelta next) {
        if (isEmpty()) {
            return next;
        }
        if (next.isEmpty()) {
            return this;
        }
        Map<EvmAddress, AccountChange> accountsOfBoth = new HashMap<>(accounts);
        next.accounts.forEach((address, change) -> accountsOfBoth.merge(address, change, AccountChange::then));
        Map<Bytes32, Bytes> codeOfBoth = new HashMap<>(code);
        codeOfBoth.putAll(next.code);
        return new StateDelta(accountsOfBoth, codeOfBoth);
    }
}

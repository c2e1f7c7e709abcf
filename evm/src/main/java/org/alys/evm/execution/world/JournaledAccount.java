package org.alys.evm.execution.world;

import java.util.Optional;
import org.alys.evm.state.Account;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.UInt256;
import org.jspecify.annotations.Nullable;

/**
 * An account as it is in the middle of a block. Changed through {@link JournaledState} only, which can take changes back. What
 * holds for one transaction is kept as that transaction's number.
 */
public final class JournaledAccount {
    private final EvmAddress address;
    final Optional<Account> base;
    boolean exists;
    long nonce;
    UInt256 balance;
    Bytes32 codeHash;

    @Nullable
    ContractCode code;

    final StorageTable storage = new StorageTable();

    @Nullable
    StorageTable transientStorage;
    /** Whether storage of the state under the block is gone. */
    boolean storageCleared;

    int warmIn;
    int createdIn;
    int destroyedIn;
    int touchedIn;

    JournaledAccount(EvmAddress address, Optional<Account> base) {
        this.address = address;
        this.base = base;
        this.exists = base.isPresent();
        Account account = base.orElse(Account.EMPTY);
        this.nonce = account.nonce();
        this.balance = account.balance();
        this.codeHash = account.codeHash();
    }

    public EvmAddress address() {
        return address;
    }

    /** Unsigned. */
    public long nonce() {
        return nonce;
    }

    /** In wei. */
    public UInt256 balance() {
        return balance;
    }

    public Bytes32 codeHash() {
        return codeHash;
    }

    public boolean hasCode() {
        return !codeHash.equals(Account.NO_CODE);
    }

    /** Whether it is empty in the sense of EIP-161. */
    public boolean isEmpty() {
        return nonce == 0 && balance.isZero() && !hasCode();
    }

    /** Its slots that were looked at. */
    public StorageTable storage() {
        return storage;
    }

    Optional<Account> current() {
        return exists ? Optional.of(new Account(nonce, balance, codeHash)) : Optional.empty();
    }

    void delete() {
        exists = false;
        nonce = 0;
        balance = UInt256.ZERO;
        codeHash = Account.NO_CODE;
        code = ContractCode.EMPTY;
        storage.clear();
        storageCleared = true;
    }
}

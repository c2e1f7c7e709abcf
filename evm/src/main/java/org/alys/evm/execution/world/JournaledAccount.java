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

    private final long address0;
    private final long address1;
    private final long address2;

    JournaledAccount(EvmAddress address, long address0, long address1, long address2, Optional<Account> base) {
        this.address = address;
        this.address0 = address0;
        this.address1 = address1;
        this.address2 = address2;
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

    /** Bits 0 to 63 of the address. */
    public long address0() {
        return address0;
    }

    /** Bits 64 to 127 of the address. */
    public long address1() {
        return address1;
    }

    /** Bits 128 to 159 of the address. */
    public long address2() {
        return address2;
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

    /** Whether the state knows it, empty or not. */
    public boolean exists() {
        return exists || !isEmpty();
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

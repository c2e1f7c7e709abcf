package org.alys.evm.execution.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.alys.evm.block.Log;
import org.alys.evm.execution.world.Journal.CodeBefore;
import org.alys.evm.execution.world.Journal.Kind;
import org.alys.evm.state.Account;
import org.alys.evm.state.StateDelta;
import org.alys.evm.state.StateView;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Hashes;
import org.alys.primitives.UInt256;

/**
 * The state in the middle of a block. Transactions change it through {@link org.alys.evm.execution.TransactionExecutor};
 * {@link #delta()} says what became of it. Not for several threads at once.
 */
public final class JournaledState {
    private final StateView base;
    private final CodeCache codes;
    private final AccountTable accounts;
    private final Journal journal = new Journal();
    private final List<JournaledAccount> withTransientStorage = new ArrayList<>();
    private List<Log> logs = new ArrayList<>();
    private long refund;
    private int transaction = 1;
    private boolean open;

    /** On top of {@code base}: the state under the block, or whatever else is to be run on. */
    public JournaledState(StateView base) {
        this(base, new CodeCache());
    }

    /** With analysed code that is shared with other states. */
    public JournaledState(StateView base, CodeCache codes) {
        this.base = base;
        this.codes = codes;
        this.accounts = new AccountTable(base::account);
    }

    // What a caller outside transactions needs.

    /** The account as it is now; empty when there is none. */
    public Optional<Account> account(EvmAddress address) {
        JournaledAccount account = accounts.get(address);
        return account.exists || !account.isEmpty()
                ? Optional.of(new Account(account.nonce, account.balance, account.codeHash))
                : Optional.empty();
    }

    /** The content of a slot as it is now. */
    public UInt256 storage(EvmAddress address, UInt256 slot) {
        JournaledAccount account = accounts.get(address);
        return account.storage.current(entry(account, limbs(slot), 0));
    }

    /** The code of an account as it is now. */
    public Bytes codeOf(EvmAddress address) {
        return code(accounts.get(address)).bytes();
    }

    /**
     * Adds to a balance outside any transaction: a withdrawal (EIP-4895).
     *
     * @param wei nothing happens when it is zero and there is no such account
     */
    public void increaseBalance(EvmAddress address, UInt256 wei) {
        begin();
        JournaledAccount account = accounts.get(address);
        touch(account);
        setBalance(account, account.balance.plus(wei));
        commit();
    }

    /** What differs from the state under the block, after the last finished transaction. */
    public StateDelta delta() {
        return Deltas.ofBlock(accounts.all());
    }

    /** What the last finished transaction or increase changed; to be asked before the next one begins. */
    public StateDelta transactionDelta() {
        return Deltas.ofTransaction(journal, transaction);
    }

    // What the execution of a transaction needs.

    /** Starts a transaction: nothing is warm, no log was emitted, transient storage is empty. */
    public void begin() {
        if (open) {
            throw new IllegalStateException("a transaction is open already");
        }
        open = true;
        transaction++;
        journal.clear();
        logs = new ArrayList<>();
        refund = 0;
        withTransientStorage.forEach(account -> account.transientStorage = null);
        withTransientStorage.clear();
    }

    /** Ends a transaction: destroyed accounts go, and touched ones that are empty (EIP-161). */
    public void commit() {
        for (int i = 0; i < journal.size(); i++) {
            JournaledAccount account = journal.account(i);
            boolean onlyRead = journal.kind(i) == Kind.WARM_ACCOUNT || journal.kind(i) == Kind.WARM_SLOT;
            if (account.destroyedIn == transaction || (!onlyRead && account.exists && account.isEmpty())) {
                account.destroyedIn = transaction;
                account.delete();
            } else if (!onlyRead) {
                account.exists = !account.isEmpty();
            }
        }
        open = false;
    }

    /** Ends a transaction as if it had never been. */
    public void abandon() {
        journal.revert(0, transaction);
        open = false;
    }

    /** The number of the transaction that runs; from 2 on. */
    public int transaction() {
        return transaction;
    }

    /** The place in the journal to {@link #revert} to. */
    public int checkpoint() {
        return journal.size();
    }

    /** Takes back everything since a checkpoint, with what was counted besides. */
    public void revert(int checkpoint, int logCount, long refundThen) {
        journal.revert(checkpoint, transaction);
        if (logs.size() > logCount) {
            logs.subList(logCount, logs.size()).clear();
        }
        refund = refundThen;
    }

    public JournaledAccount get(EvmAddress address) {
        return accounts.get(address);
    }

    /** The account whose address is the 160 low bits of the limbs. */
    public JournaledAccount get(long a0, long a1, long a2) {
        return accounts.get(a0, a1, a2);
    }

    /** Makes the account warm (EIP-2929) and says whether it was. */
    public boolean warm(JournaledAccount account) {
        if (account.warmIn == transaction) {
            return true;
        }
        journal.add(Kind.WARM_ACCOUNT, account, null, account.warmIn);
        account.warmIn = transaction;
        return false;
    }

    /** The entry of the slot at {@code words[at..at+3]} in the account's table. */
    public int entry(JournaledAccount account, long[] words, int at) {
        StorageTable table = account.storage;
        int entry = table.find(words, at);
        return entry >= 0 ? entry : load(account, table, words, at);
    }

    private int load(JournaledAccount account, StorageTable table, long[] words, int at) {
        UInt256 value = account.storageCleared || account.base.isEmpty()
                ? UInt256.ZERO
                : base.storage(account.address(), word(words, at));
        return table.add(words, at, value);
    }

    /** Makes a slot warm (EIP-2929) and says whether it was. */
    public boolean warmSlot(JournaledAccount account, int entry) {
        if (account.storage.warmIn(entry) == transaction) {
            return true;
        }
        journal.add(Kind.WARM_SLOT, account, null, entry);
        account.storage.warm(entry, transaction);
        return false;
    }

    /** Makes a slot warm (EIP-2929). */
    public void warmSlot(JournaledAccount account, UInt256 slot) {
        warmSlot(account, entry(account, limbs(slot), 0));
    }

    public void setStorage(JournaledAccount account, int entry, long[] words, int at) {
        journal.addSlot(Kind.STORAGE, account, account.storage, entry);
        account.storage.write(entry, transaction, words, at);
    }

    /** Replaces the slot at {@code words[at..at+3]} by its transient content (EIP-1153). */
    public void loadTransient(JournaledAccount account, long[] words, int at) {
        StorageTable table = account.transientStorage;
        int entry = table == null ? -1 : table.find(words, at);
        if (table == null || entry < 0) {
            words[at] = words[at + 1] = words[at + 2] = words[at + 3] = 0;
        } else {
            table.copyCurrent(entry, words, at);
        }
    }

    public void setTransient(JournaledAccount account, long[] words, int slotAt, int valueAt) {
        StorageTable table = account.transientStorage;
        if (table == null) {
            table = new StorageTable();
            account.transientStorage = table;
            withTransientStorage.add(account);
        }
        int entry = table.find(words, slotAt);
        if (entry < 0) {
            entry = table.add(words, slotAt, UInt256.ZERO);
        }
        journal.addSlot(Kind.TRANSIENT, account, table, entry);
        table.write(entry, transaction, words, valueAt);
    }

    /** The account goes at the end of the transaction if it is empty then (EIP-161). */
    public void touch(JournaledAccount account) {
        if (account.touchedIn != transaction) {
            journal.add(Kind.TOUCHED, account, null, account.touchedIn);
            account.touchedIn = transaction;
        }
    }

    public void setBalance(JournaledAccount account, UInt256 balance) {
        journal.add(Kind.BALANCE, account, account.balance, 0);
        account.balance = balance;
    }

    /** Moves wei that are there. */
    public void transfer(JournaledAccount from, JournaledAccount to, UInt256 wei) {
        touch(to);
        if (!wei.isZero()) {
            setBalance(from, from.balance.minus(wei));
            setBalance(to, to.balance.plus(wei));
        }
    }

    public void setNonce(JournaledAccount account, long nonce) {
        journal.add(Kind.NONCE, account, null, account.nonce);
        account.nonce = nonce;
    }

    public ContractCode code(JournaledAccount account) {
        ContractCode code = account.code;
        if (code == null) {
            code = account.hasCode()
                    ? codes.get(account.codeHash, () -> base.code(account.codeHash))
                    : ContractCode.EMPTY;
            account.code = code;
        }
        return code;
    }

    /** Sets the code; empty bytes for none. */
    public void setCode(JournaledAccount account, byte[] code) {
        journal.add(Kind.CODE, account, new CodeBefore(account.code, account.codeHash), 0);
        ContractCode fresh = code.length == 0
                ? ContractCode.EMPTY
                : codes.add(new ContractCode(Bytes32.of(Hashes.keccak256(code)), code, 0, code.length));
        account.code = fresh;
        account.codeHash = fresh.hash();
    }

    /** Whether the account has any storage that is not zero (EIP-7610). */
    public boolean hasStorage(JournaledAccount account) {
        for (int entry = 0; entry < account.storage.size(); entry++) {
            if (!account.storage.currentIsZero(entry)) {
                return true;
            }
        }
        return !account.storageCleared && account.base.isPresent() && base.hasStorage(account.address());
    }

    public void markCreated(JournaledAccount account) {
        journal.add(Kind.CREATED, account, null, account.createdIn);
        account.createdIn = transaction;
    }

    /** Whether the account's contract was created in this transaction (EIP-6780). */
    public boolean isNew(JournaledAccount account) {
        return account.createdIn == transaction;
    }

    /** The account goes at the end of the transaction. */
    public void markDestroyed(JournaledAccount account) {
        journal.add(Kind.DESTROYED, account, null, account.destroyedIn);
        account.destroyedIn = transaction;
    }

    public boolean isDestroyed(JournaledAccount account) {
        return account.destroyedIn == transaction;
    }

    public void emit(Log log) {
        logs.add(log);
    }

    /** The logs of this transaction so far. */
    public List<Log> logs() {
        return logs;
    }

    /** Gas to be given back at the end, before its limit (EIP-3529). Never negative in the end, but may be in between. */
    public long refund() {
        return refund;
    }

    public void addRefund(long gas) {
        refund += gas;
    }

    static UInt256 word(long[] words, int at) {
        return new UInt256(words[at + 3], words[at + 2], words[at + 1], words[at]);
    }

    static long[] limbs(UInt256 value) {
        return new long[] {value.w0(), value.w1(), value.w2(), value.w3()};
    }
}

package org.alys.evm.execution.world;

import java.util.Arrays;
import org.alys.primitives.Bytes32;
import org.alys.primitives.UInt256;
import org.jspecify.annotations.Nullable;

/** What to undo, newest last. An entry holds what was before; that of a slot has its four limbs on a stack of their own. */
final class Journal {
    /** What was changed. */
    enum Kind {
        BALANCE,
        NONCE,
        CODE,
        STORAGE,
        TRANSIENT,
        WARM_ACCOUNT,
        WARM_SLOT,
        CREATED,
        DESTROYED,
        TOUCHED
    }

    private @Nullable Kind[] kinds = new Kind[64];
    private @Nullable JournaledAccount[] accounts = new JournaledAccount[64];
    private @Nullable Object[] objects = new Object[64];
    private long[] numbers = new long[64];
    private int size;

    private long[] words = new long[64];
    private int wordsSize;

    int size() {
        return size;
    }

    void clear() {
        Arrays.fill(accounts, 0, size, null);
        Arrays.fill(objects, 0, size, null);
        size = 0;
        wordsSize = 0;
    }

    void add(Kind kind, JournaledAccount account, @Nullable Object before, long number) {
        if (size == kinds.length) {
            grow();
        }
        kinds[size] = kind;
        accounts[size] = account;
        objects[size] = before;
        numbers[size] = number;
        size++;
    }

    /** Adds an entry of a slot with its value until now. */
    void addSlot(Kind kind, JournaledAccount account, StorageTable table, int entry) {
        if (wordsSize + 4 > words.length) {
            words = Arrays.copyOf(words, 2 * words.length);
        }
        table.copyCurrent(entry, words, wordsSize);
        wordsSize += 4;
        add(kind, account, null, entry);
    }

    /** Undoes all changes but the first {@code keep}. */
    void revert(int keep, int transaction) {
        while (size > keep) {
            size--;
            JournaledAccount account = accounts[size];
            Kind kind = kinds[size];
            if (account == null || kind == null) {
                throw new IllegalStateException("a hole in the journal");
            }
            undo(kind, account, numbers[size], transaction);
        }
    }

    private void undo(Kind kind, JournaledAccount account, long number, int transaction) {
        switch (kind) {
            case BALANCE -> account.balance = before(UInt256.class);
            case NONCE -> account.nonce = number;
            case CODE -> {
                CodeBefore before = before(CodeBefore.class);
                account.code = before.code();
                account.codeHash = before.hash();
            }
            case STORAGE -> {
                wordsSize -= 4;
                account.storage.write((int) number, transaction, words, wordsSize);
            }
            case TRANSIENT -> {
                wordsSize -= 4;
                transients(account).write((int) number, transaction, words, wordsSize);
            }
            case WARM_ACCOUNT -> account.warmIn = (int) number;
            case WARM_SLOT -> account.storage.warm((int) number, 0);
            case CREATED -> account.createdIn = (int) number;
            case DESTROYED -> account.destroyedIn = (int) number;
            case TOUCHED -> account.touchedIn = (int) number;
        }
    }

    private <T> T before(Class<T> type) {
        return type.cast(objects[size]);
    }

    private static StorageTable transients(JournaledAccount account) {
        StorageTable table = account.transientStorage;
        if (table == null) {
            throw new IllegalStateException("transient storage was written, but is not there");
        }
        return table;
    }

    Kind kind(int at) {
        Kind kind = kinds[at];
        if (kind == null) {
            throw new IllegalStateException("a hole in the journal");
        }
        return kind;
    }

    JournaledAccount account(int at) {
        JournaledAccount account = accounts[at];
        if (account == null) {
            throw new IllegalStateException("a hole in the journal");
        }
        return account;
    }

    @Nullable
    Object object(int at) {
        return objects[at];
    }

    long number(int at) {
        return numbers[at];
    }

    private void grow() {
        int capacity = 2 * size;
        kinds = Arrays.copyOf(kinds, capacity);
        accounts = Arrays.copyOf(accounts, capacity);
        objects = Arrays.copyOf(objects, capacity);
        numbers = Arrays.copyOf(numbers, capacity);
    }

    /** Code that an account had. */
    record CodeBefore(@Nullable ContractCode code, Bytes32 hash) {}
}

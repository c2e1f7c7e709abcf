package org.alys.evm.execution.world;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.alys.evm.execution.world.Journal.CodeBefore;
import org.alys.evm.state.Account;
import org.alys.evm.state.StateDelta;
import org.alys.evm.state.StateDelta.AccountChange;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.UInt256;

/** Sums up what changed. */
final class Deltas {
    private Deltas() {}

    static StateDelta ofBlock(List<JournaledAccount> accounts) {
        Map<EvmAddress, AccountChange> changes = new HashMap<>();
        Map<Bytes32, Bytes> code = new HashMap<>();
        for (JournaledAccount account : accounts) {
            Optional<Account> after = account.current();
            Map<UInt256, UInt256> storage = new HashMap<>();
            for (int entry = 0; entry < account.storage.size(); entry++) {
                if (account.storage.changed(entry)) {
                    storage.put(account.storage.slot(entry), account.storage.current(entry));
                }
            }
            boolean cleared = account.storageCleared && account.base.isPresent();
            if (cleared || !storage.isEmpty() || !after.equals(account.base)) {
                changes.put(account.address(), new AccountChange(after, cleared, storage));
                addCode(code, account, account.base.map(Account::codeHash).orElse(Account.NO_CODE));
            }
        }
        return new StateDelta(changes, code);
    }

    /** After the transaction was committed. */
    static StateDelta ofTransaction(Journal journal, int transaction) {
        Map<JournaledAccount, Before> befores = new LinkedHashMap<>();
        for (int i = 0; i < journal.size(); i++) {
            JournaledAccount account = journal.account(i);
            befores.computeIfAbsent(account, Before::new).read(journal, i);
        }
        Map<EvmAddress, AccountChange> changes = new HashMap<>();
        Map<Bytes32, Bytes> code = new HashMap<>();
        befores.forEach((account, before) -> {
            boolean destroyed = account.destroyedIn == transaction;
            Map<UInt256, UInt256> storage = destroyed ? Map.of() : before.changedSlots(transaction);
            if (destroyed || before.differs() || !storage.isEmpty()) {
                changes.put(account.address(), new AccountChange(account.current(), destroyed, storage));
                addCode(code, account, before.codeHash);
            }
        });
        return new StateDelta(changes, code);
    }

    private static void addCode(Map<Bytes32, Bytes> target, JournaledAccount account, Bytes32 before) {
        ContractCode code = account.code;
        if (code != null && account.hasCode() && !account.codeHash.equals(before)) {
            target.put(account.codeHash, code.bytes());
        }
    }

    /** What an account was when the transaction began: the oldest entry of each kind tells. */
    private static final class Before {
        private final JournaledAccount account;
        private final Set<Integer> slots = new LinkedHashSet<>();
        private UInt256 balance;
        private long nonce;
        private Bytes32 codeHash;
        private boolean sawBalance;
        private boolean sawNonce;
        private boolean sawCode;

        Before(JournaledAccount account) {
            this.account = account;
            this.balance = account.balance;
            this.nonce = account.nonce;
            this.codeHash = account.codeHash;
        }

        void read(Journal journal, int at) {
            switch (journal.kind(at)) {
                case BALANCE -> {
                    if (!sawBalance && journal.object(at) instanceof UInt256 before) {
                        sawBalance = true;
                        balance = before;
                    }
                }
                case NONCE -> {
                    if (!sawNonce) {
                        sawNonce = true;
                        nonce = journal.number(at);
                    }
                }
                case CODE -> {
                    if (!sawCode && journal.object(at) instanceof CodeBefore before) {
                        sawCode = true;
                        codeHash = before.hash();
                    }
                }
                case STORAGE -> slots.add((int) journal.number(at));
                case TOUCHED, TRANSIENT, WARM_ACCOUNT, WARM_SLOT, CREATED, DESTROYED -> {}
            }
        }

        boolean differs() {
            return !balance.equals(account.balance) || nonce != account.nonce || !codeHash.equals(account.codeHash);
        }

        Map<UInt256, UInt256> changedSlots(int transaction) {
            Map<UInt256, UInt256> changed = new HashMap<>();
            for (int entry : slots) {
                if (!account.storage.originalEqualsCurrent(entry, transaction)) {
                    changed.put(account.storage.slot(entry), account.storage.current(entry));
                }
            }
            return changed;
        }
    }
}

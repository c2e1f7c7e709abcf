package org.alys.evm.state;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.alys.evm.trie.SortedChanges;
import org.alys.evm.trie.Trie;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.UInt256;

/** A small state in memory, complete and immutable: for genesis blocks and for code that needs no disk. */
public final class MemoryState implements StateView {
    public static final MemoryState EMPTY = new MemoryState(Map.of(), Map.of());

    private final Map<EvmAddress, Entry> entries;
    private final Map<Bytes32, Bytes> code;

    /** @param storage no slot is zero */
    private record Entry(Account account, Map<UInt256, UInt256> storage) {}

    private MemoryState(Map<EvmAddress, Entry> entries, Map<Bytes32, Bytes> code) {
        this.entries = entries;
        this.code = code;
    }

    /** The state after {@code delta}, at the cost of a copy. */
    public MemoryState with(StateDelta delta) {
        Map<EvmAddress, Entry> changed = new HashMap<>(entries);
        delta.accounts().forEach((address, change) -> {
            if (change.after().isEmpty()) {
                changed.remove(address);
            } else {
                changed.put(address, new Entry(change.after().get(), storageAfter(address, change)));
            }
        });
        Map<Bytes32, Bytes> allCode = new HashMap<>(code);
        allCode.putAll(delta.code());
        return new MemoryState(changed, allCode);
    }

    private Map<UInt256, UInt256> storageAfter(EvmAddress address, StateDelta.AccountChange change) {
        Map<UInt256, UInt256> storage = new HashMap<>(change.storageCleared() ? Map.of() : entryStorage(address));
        change.storage().forEach((slot, value) -> {
            if (value.isZero()) {
                storage.remove(slot);
            } else {
                storage.put(slot, value);
            }
        });
        return storage;
    }

    /** What leads here from the empty state, such as the allocation of a genesis block. */
    public StateDelta asDelta() {
        Map<EvmAddress, StateDelta.AccountChange> changes = new HashMap<>();
        entries.forEach((address, entry) ->
                changes.put(address, new StateDelta.AccountChange(Optional.of(entry.account), false, entry.storage)));
        return new StateDelta(changes, code);
    }

    /** The root that a header commits to, computed anew. */
    public Bytes32 root() {
        SortedChanges.Builder accounts = SortedChanges.builder();
        entries.forEach((address, entry) ->
                accounts.put(StateKeys.hash(address), AccountCodec.encode(entry.account, storageRoot(entry.storage))));
        return Trie.root(accounts.build());
    }

    private static Bytes32 storageRoot(Map<UInt256, UInt256> storage) {
        SortedChanges.Builder slots = SortedChanges.builder();
        storage.forEach((slot, value) -> slots.put(StateKeys.hash(slot), StateKeys.trieValue(value)));
        return Trie.root(slots.build());
    }

    @Override
    public Optional<Account> account(EvmAddress address) {
        return Optional.ofNullable(entries.get(address)).map(Entry::account);
    }

    @Override
    public UInt256 storage(EvmAddress address, UInt256 slot) {
        return entryStorage(address).getOrDefault(slot, UInt256.ZERO);
    }

    @Override
    public Bytes code(Bytes32 codeHash) {
        return codeHash.equals(Account.NO_CODE)
                ? Bytes.EMPTY
                : Optional.ofNullable(code.get(codeHash)).orElseThrow(() -> new MissingCodeException(codeHash));
    }

    @Override
    public boolean hasStorage(EvmAddress address) {
        return !entryStorage(address).isEmpty();
    }

    private Map<UInt256, UInt256> entryStorage(EvmAddress address) {
        return Optional.ofNullable(entries.get(address)).map(Entry::storage).orElse(Map.of());
    }
}

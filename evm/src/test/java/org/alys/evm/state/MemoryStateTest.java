package org.alys.evm.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.alys.evm.state.StateDelta.AccountChange;
import org.alys.evm.trie.Trie;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.UInt256;
import org.junit.jupiter.api.Test;

class MemoryStateTest {
    private static final EvmAddress ALICE = EvmAddress.fromHex("0x00000000000000000000000000000000000a11ce");
    private static final UInt256 SLOT = UInt256.of(3);
    private static final Account CONTRACT = new Account(1, UInt256.of(5), Bytes32.fromHex("aa".repeat(32)));

    @Test
    void isEmptyWithTheEmptyRoot() {
        assertThat(MemoryState.EMPTY.root()).isEqualTo(Trie.EMPTY_ROOT);
        assertThat(MemoryState.EMPTY.account(ALICE)).isEmpty();
        assertThat(MemoryState.EMPTY.storage(ALICE, SLOT)).isEqualTo(UInt256.ZERO);
    }

    @Test
    void readsBackWhatADeltaWrote() {
        MemoryState state = MemoryState.EMPTY.with(contract(Map.of(SLOT, UInt256.ONE)));
        assertThat(state.account(ALICE)).contains(CONTRACT);
        assertThat(state.storage(ALICE, SLOT)).isEqualTo(UInt256.ONE);
        assertThat(state.hasStorage(ALICE)).isTrue();
        assertThat(state.code(CONTRACT.codeHash())).isEqualTo(Bytes.fromHex("6001"));
        assertThat(state.code(Account.NO_CODE)).isEqualTo(Bytes.EMPTY);
    }

    @Test
    void zeroDeletesASlot() {
        MemoryState state = MemoryState.EMPTY.with(contract(Map.of(SLOT, UInt256.ONE)));
        MemoryState zeroed = state.with(contract(Map.of(SLOT, UInt256.ZERO)));
        assertThat(zeroed.hasStorage(ALICE)).isFalse();
        assertThat(zeroed.root())
                .isEqualTo(MemoryState.EMPTY.with(contract(Map.of())).root());
    }

    @Test
    void clearingTakesWhatWasThereBeforeOnly() {
        MemoryState state = MemoryState.EMPTY.with(contract(Map.of(SLOT, UInt256.ONE)));
        AccountChange cleared = new AccountChange(Optional.of(CONTRACT), true, Map.of(UInt256.ONE, UInt256.ONE));
        MemoryState after = state.with(new StateDelta(Map.of(ALICE, cleared), Map.of()));
        assertThat(after.storage(ALICE, SLOT)).isEqualTo(UInt256.ZERO);
        assertThat(after.storage(ALICE, UInt256.ONE)).isEqualTo(UInt256.ONE);
    }

    @Test
    void aRemovedAccountLeavesNothing() {
        MemoryState state = MemoryState.EMPTY.with(contract(Map.of(SLOT, UInt256.ONE)));
        AccountChange removed = new AccountChange(Optional.empty(), true, Map.of());
        MemoryState after = state.with(new StateDelta(Map.of(ALICE, removed), Map.of()));
        assertThat(after.root()).isEqualTo(Trie.EMPTY_ROOT);
        assertThat(after.hasStorage(ALICE)).isFalse();
    }

    @Test
    void codeThatIsMissingIsABug() {
        assertThatThrownBy(() -> MemoryState.EMPTY.code(Bytes32.ZERO)).isInstanceOf(MissingCodeException.class);
    }

    private static StateDelta contract(Map<UInt256, UInt256> storage) {
        return new StateDelta(
                Map.of(ALICE, new AccountChange(Optional.of(CONTRACT), false, storage)),
                Map.of(CONTRACT.codeHash(), Bytes.fromHex("6001")));
    }
}

package org.alys.evm.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alys.evm.state.StateDelta.AccountChange;
import org.alys.evm.store.Batch;
import org.alys.evm.store.Column;
import org.alys.evm.store.MemoryStore;
import org.alys.evm.trie.Trie;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.UInt256;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StateDatabaseTest {
    private static final StateSettings SETTINGS = new StateSettings(2, false, 100_000);
    private static final EvmAddress ALICE = Deltas.address(1);

    private final MemoryStore store = new MemoryStore();
    private final StateDatabase database = StateDatabase.open(store, SETTINGS);

    @BeforeEach
    void genesis() {
        database.commitGenesis(hash(0), balance(100));
    }

    @Test
    void anEmptyStoreHasNoHead() {
        StateDatabase empty = StateDatabase.open(new MemoryStore(), SETTINGS);
        assertThat(empty.durableHead()).isEmpty();
        assertThat(empty.genesis()).isEmpty();
    }

    @Test
    void genesisIsBlockZeroAndCommittedOnce() {
        database.commitGenesis(hash(0), balance(100));
        assertThat(database.genesis()).contains(hash(0));
        assertThat(database.durableHead())
                .contains(new StateHead(
                        hash(0), 0, MemoryState.EMPTY.with(balance(100)).root()));
        assertThatThrownBy(() -> database.commitGenesis(hash(1), balance(100)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("genesis");
    }

    @Test
    void anAllocationOfNothingIsAGenesisToo() {
        StateDatabase empty = StateDatabase.open(new MemoryStore(), SETTINGS);
        empty.commitGenesis(hash(0), StateDelta.NONE);
        assertThat(empty.durableHead()).contains(new StateHead(hash(0), 0, Trie.EMPTY_ROOT));
    }

    @Test
    void blocksWithEqualRootsAreDifferent() {
        commit(0, 1, balance(1));
        commit(0, 2, balance(1));
        commit(1, 3, balance(3));
        commit(2, 4, balance(4));
        assertThat(database.find(hash(1)).orElseThrow().root())
                .isEqualTo(database.find(hash(2)).orElseThrow().root());
        database.finalise(hash(2));
        assertThat(database.at(hash(1))).isEmpty();
        assertThat(database.at(hash(3))).isEmpty();
        assertThat(balanceAt(4)).isEqualTo(UInt256.of(4));
        assertThat(database.durableHead().orElseThrow().blockHash()).isEqualTo(hash(4));
    }

    @Test
    void aBlockThatWasPreparedIsUnknownUntilItIsCommitted() {
        PendingState pending = database.prepare(hash(0), balance(7)).orElseThrow();
        assertThat(pending.number()).isEqualTo(1);
        assertThat(database.durableHead().orElseThrow().number()).isZero();
        assertThat(balanceAt(0)).isEqualTo(UInt256.of(100));
        pending.commit(hash(1));
        assertThat(database.find(hash(1))).contains(new StateHead(hash(1), 1, pending.root()));
    }

    @Test
    void committingTwiceDoesNothingAndAnotherStateIsRefused() {
        PendingState first = database.prepare(hash(0), balance(7)).orElseThrow();
        PendingState second = database.prepare(hash(0), balance(8)).orElseThrow();
        first.commit(hash(1));
        first.commit(hash(1));
        assertThatThrownBy(() -> second.commit(hash(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("another state");
        second.commit(hash(2));
        assertThat(balanceAt(1)).isEqualTo(UInt256.of(7));
        assertThat(balanceAt(2)).isEqualTo(UInt256.of(8));
    }

    @Test
    void theCallersWritesGoWithTheCommit() {
        Column blocks = new Column("blocks");
        Batch also = new Batch().put(blocks, new byte[] {1}, new byte[] {2});
        PendingState pending = database.prepare(hash(0), balance(7)).orElseThrow();
        FailingStore failing = new FailingStore(store, 0, false);
        PendingState doomed = StateDatabase.open(failing, SETTINGS)
                .prepare(hash(0), balance(7))
                .orElseThrow();
        assertThatThrownBy(() -> doomed.commit(hash(1), also)).isInstanceOf(FailingStore.BrokenDiskException.class);
        assertThat(store.get(blocks, new byte[] {1})).isEmpty();
        pending.commit(hash(1), also);
        assertThat(store.get(blocks, new byte[] {1})).isPresent();
    }

    @Test
    void aParentThatIsUnknownOrPrunedCannotBeBuiltOn() {
        assertThat(database.prepare(hash(9), balance(1))).isEmpty();
        PendingState early = database.prepare(hash(0), balance(50)).orElseThrow();
        StateView view = database.at(hash(0)).orElseThrow();
        for (int i = 1; i <= 3; i++) {
            commit(i - 1, i, balance(i));
        }
        assertThat(database.root(hash(0), balance(1))).isEmpty();
        assertThat(database.at(hash(0))).isEmpty();
        assertThat(database.proof(hash(0), ALICE, List.of(), () -> {})).isEmpty();
        assertThatThrownBy(() -> early.commit(hash(50))).isInstanceOf(PrunedStateException.class);
        assertThatThrownBy(() -> view.account(ALICE)).isInstanceOf(PrunedStateException.class);
        assertThat(balanceAt(1)).as("the window is still served").isEqualTo(UInt256.of(1));
        commit(3, 4, balance(4));
    }

    /** The disk stands at a low block of the losing branch, so that going to the winner's top raises the floor beyond the final block. */
    @Test
    void finalityMayJumpToALongBranchThatWasNotFollowed() {
        commit(0, 1, balance(1));
        commit(0, 2, balance(2));
        for (int i = 3; i <= 7; i++) {
            commit(i - 1, i, balance(i));
            database.follow(hash(1));
        }
        database.finalise(hash(3));
        assertThat(database.durableHead().orElseThrow().blockHash()).isEqualTo(hash(7));
        assertThat(balanceAt(7)).isEqualTo(UInt256.of(7));
        assertThat(balanceAt(5)).isEqualTo(UInt256.of(5));
        assertThat(database.at(hash(1))).isEmpty();
    }

    @Test
    void anArchiveServesWhatIsBelowTheWindowButDoesNotBuildOnIt() {
        StateDatabase archive = StateDatabase.open(new MemoryStore(), new StateSettings(1, true, 0));
        archive.commitGenesis(hash(0), balance(100));
        StateView early = archive.at(hash(0)).orElseThrow();
        for (int i = 1; i <= 10; i++) {
            StateDelta delta = i % 2 == 0 ? balance(i) : StateDelta.NONE;
            archive.prepare(hash(i - 1), delta).orElseThrow().commit(hash(i));
        }
        assertThat(early.account(ALICE).orElseThrow().balance()).isEqualTo(UInt256.of(100));
        assertThat(archive.at(hash(5))
                        .orElseThrow()
                        .account(ALICE)
                        .orElseThrow()
                        .balance())
                .isEqualTo(UInt256.of(4));
        assertThat(archive.prepare(hash(5), balance(1))).isEmpty();
    }

    @Test
    void theChoiceOfArchiveIsFixed() {
        assertThatThrownBy(() -> StateDatabase.open(store, new StateSettings(2, true, 0)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("archive");
    }

    @Test
    void aFailedWriteStopsEverythingUntilItIsOpenedAgain() {
        StateDatabase failing = StateDatabase.open(new FailingStore(store, 0, true), SETTINGS);
        PendingState pending = failing.prepare(hash(0), balance(7)).orElseThrow();
        assertThatThrownBy(() -> pending.commit(hash(1))).isInstanceOf(FailingStore.BrokenDiskException.class);
        assertThatThrownBy(failing::durableHead).isInstanceOf(IllegalStateException.class);
        assertThat(StateDatabase.open(store, SETTINGS)
                        .durableHead()
                        .orElseThrow()
                        .blockHash())
                .isEqualTo(hash(1));
    }

    @Test
    void aWriteMayFailAnywhereWithoutHarm() {
        for (int failing = 0; failing < 40; failing++) {
            for (boolean afterwards : new boolean[] {false, true}) {
                surviveFailure(failing, afterwards);
            }
        }
    }

    private static void surviveFailure(int failingWrite, boolean afterwards) {
        MemoryStore disk = new MemoryStore();
        int failures = 0;
        long next = 0;
        try {
            StateDatabase failing = StateDatabase.open(new FailingStore(disk, failingWrite, afterwards), SETTINGS);
            while (next < 40) {
                Script.commit(failing, next);
                next++;
            }
        } catch (FailingStore.BrokenDiskException expected) {
            failures++;
        }
        assertThat(failures).isEqualTo(1);
        StateDatabase reopened = StateDatabase.open(disk, SETTINGS);
        long found = Script.last(reopened);
        assertThat(found).isBetween(next - 1, next);
        for (long number = found + 1; number < found + 5; number++) {
            Script.commit(reopened, number);
        }
        assertThat(reopened.find(Script.hash(found + 4)))
                .contains(new StateHead(
                        Script.hash(found + 4),
                        found + 4,
                        Script.stateAfter(found + 4).root()));
    }

    private void commit(int parent, int block, StateDelta delta) {
        database.prepare(hash(parent), delta).orElseThrow().commit(hash(block));
    }

    private UInt256 balanceAt(int block) {
        return database.at(hash(block))
                .orElseThrow()
                .account(ALICE)
                .orElseThrow()
                .balance();
    }

    private static Bytes32 hash(int block) {
        return Script.hash(block + 1000L);
    }

    private static StateDelta balance(long balance) {
        Account account = new Account(0, UInt256.of(balance), Account.NO_CODE);
        return new StateDelta(Map.of(ALICE, new AccountChange(Optional.of(account), false, Map.of())), Map.of());
    }
}

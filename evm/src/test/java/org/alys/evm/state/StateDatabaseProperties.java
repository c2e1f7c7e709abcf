package org.alys.evm.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.alys.evm.store.Column;
import org.alys.evm.store.MemoryStore;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;
import org.alys.primitives.EvmAddress;
import org.alys.primitives.Hashes;
import org.alys.primitives.UInt256;

/** Random blocks on random parents, preferred, made final and read again, against a model that keeps every state whole. */
class StateDatabaseProperties {
    private static final Bytes32 GENESIS = hash(0);
    private static final int STEPS = 40;

    @Property(tries = 150)
    void everyBlockOfTheWindowHasTheStateOfTheModel(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int retained, @ForAll boolean archive) {
        Run run = new Run(seed, new StateSettings(retained, archive, 20_000));
        for (int step = 0; step < STEPS; step++) {
            run.step();
        }
        run.check();
    }

    private static Bytes32 hash(int number) {
        return Bytes32.of(Hashes.keccak256(new byte[] {(byte) number, (byte) (number >> 8)}));
    }

    private record Block(Bytes32 hash, Bytes32 parent, long number, MemoryState state) {}

    private static final class Run {
        private final Random random;
        private final StateSettings settings;
        private final MemoryStore store = new MemoryStore();
        private final Map<Bytes32, Block> blocks = new HashMap<>();
        private final List<Bytes32> order = new ArrayList<>();
        private StateDatabase database;
        private long highestDisk;

        Run(long seed, StateSettings settings) {
            this.random = new Random(seed);
            this.settings = settings;
            this.database = StateDatabase.open(store, settings);
            StateDelta allocation = Deltas.random(random);
            database.commitGenesis(GENESIS, allocation);
            record(new Block(GENESIS, Bytes32.ZERO, 0, MemoryState.EMPTY.with(allocation)));
        }

        void step() {
            switch (random.nextInt(10)) {
                case 0 -> database.follow(anyBlock().hash());
                case 1 -> database.finalise(anyBlock().hash());
                case 2 -> database = StateDatabase.open(store, settings);
                default -> commitBlock();
            }
            highestDisk = Math.max(highestDisk, disk().number());
        }

        private void commitBlock() {
            Block parent = random.nextInt(4) == 0 ? anyBlock() : disk();
            StateDelta delta = Deltas.random(random);
            MemoryState after = parent.state().with(delta);
            Optional<PendingState> prepared = database.prepare(parent.hash(), delta);
            assertThat(prepared.isPresent())
                    .isEqualTo(database.find(parent.hash()).isPresent());
            if (prepared.isEmpty()) {
                return;
            }
            assertThat(prepared.get().root()).isEqualTo(after.root());
            if (random.nextInt(5) == 0) {
                StateDelta other = Deltas.random(random);
                Block elsewhere = anyBlock();
                assertThat(database.root(elsewhere.hash(), other))
                        .isEqualTo(database.find(elsewhere.hash())
                                .map(_ -> elsewhere.state().with(other).root()));
                database.follow(elsewhere.hash());
            }
            if (database.find(parent.hash()).isEmpty()) {
                assertThatThrownBy(() -> prepared.get().commit(hash(order.size())))
                        .isInstanceOf(PrunedStateException.class);
                return;
            }
            Block block = new Block(hash(order.size()), parent.hash(), parent.number() + 1, after);
            prepared.get().commit(block.hash());
            record(block);
        }

        private void record(Block block) {
            blocks.put(block.hash(), block);
            order.add(block.hash());
        }

        private Block block(Bytes32 hash) {
            return Optional.ofNullable(blocks.get(hash)).orElseThrow();
        }

        private Block anyBlock() {
            return block(order.get(random.nextInt(order.size())));
        }

        private Block disk() {
            return block(database.durableHead().orElseThrow().blockHash());
        }

        void check() {
            for (Bytes32 hash : order) {
                Block block = block(hash);
                database.at(hash).ifPresent(view -> checkView(view, block.state()));
                database.find(hash).ifPresent(head -> checkFound(head, block));
            }
            checkWindow();
            checkDisk();
        }

        private static void checkView(StateView view, MemoryState state) {
            for (int i = 0; i < Deltas.ACCOUNTS; i++) {
                EvmAddress address = Deltas.address(i);
                assertThat(view.account(address)).isEqualTo(state.account(address));
                assertThat(view.hasStorage(address)).isEqualTo(state.hasStorage(address));
                for (int slot = 0; slot < Deltas.SLOTS; slot++) {
                    assertThat(view.storage(address, UInt256.of(slot)))
                            .isEqualTo(state.storage(address, UInt256.of(slot)));
                }
                state.account(address)
                        .ifPresent(account ->
                                assertThat(view.code(account.codeHash())).isEqualTo(state.code(account.codeHash())));
            }
        }

        private void checkFound(StateHead head, Block block) {
            assertThat(head)
                    .isEqualTo(new StateHead(
                            block.hash(), block.number(), block.state().root()));
            EvmAddress address = Deltas.address(random.nextInt(Deltas.ACCOUNTS));
            UInt256 slot = UInt256.of(random.nextInt(Deltas.SLOTS));
            StateProof proof = database.proof(block.hash(), address, List.of(slot), () -> {})
                    .orElseThrow();
            assertThat(proof.account()).isEqualTo(block.state().account(address));
            assertThat(proof.slots().getFirst().value()).isEqualTo(block.state().storage(address, slot));
            assertThat(StateProofs.verifies(proof)).isTrue();
        }

        /** What leads to the disk's block is there as deep as promised, and no deeper unless it is archived. */
        private void checkWindow() {
            Block at = disk();
            long lowest = Math.max(0, highestDisk - settings.retainedBlocks());
            while (true) {
                assertThat(database.find(at.hash()).isPresent())
                        .as("block %s, lowest %s", at.number(), lowest)
                        .isEqualTo(at.number() >= lowest);
                assertThat(database.at(at.hash()).isPresent()).isEqualTo(at.number() >= lowest || settings.archive());
                if (at.number() == 0) {
                    return;
                }
                at = block(at.parent());
            }
        }

        /** On disk are the flat state and the nodes of one state, and nothing else. */
        private void checkDisk() {
            MemoryStore fresh = new MemoryStore();
            StateDatabase.open(fresh, settings)
                    .commitGenesis(GENESIS, disk().state().asDelta());
            List.of(StateColumns.ACCOUNTS, StateColumns.SLOTS, StateColumns.ACCOUNT_NODES, StateColumns.SLOT_NODES)
                    .forEach(column -> assertThat(content(store, column)).isEqualTo(content(fresh, column)));
        }

        private static Map<Bytes, Bytes> content(MemoryStore store, Column column) {
            Map<Bytes, Bytes> content = new HashMap<>();
            store.scan(column, new byte[0], (key, value) -> {
                content.put(Bytes.of(key), Bytes.of(value));
                return true;
            });
            return content;
        }
    }
}

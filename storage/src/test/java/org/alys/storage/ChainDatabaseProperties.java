package org.alys.storage;

import static org.alys.storage.Roots.GENESIS;
import static org.alys.storage.Roots.bytes;
import static org.alys.storage.Roots.root;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.alys.primitives.Bytes;
import org.alys.primitives.Bytes32;

class ChainDatabaseProperties {
    private static final int SLOTS = 40;

    /** One change to a batch; what does not apply to the model's state is left out of the batch too. */
    sealed interface Change {
        /** A tail block at a slot that has none, above the final one. */
        record Extend(long slot, int version) implements Change {}

        /** The lowest tail block becomes final. */
        record FinaliseLowest() implements Change {}

        record AbandonHighest() implements Change {}

        record State(long slot, boolean present) implements Change {}

        /** A request in the highest tail block. */
        record PegOut(int logIndex) implements Change {}

        record Mint(long height, int outpoint) implements Change {}

        record AuxPow(long number, boolean present) implements Change {}

        record Certificate(long fromSlot, int length) implements Change {}

        record PruneCertificates(long slot) implements Change {}

        record Names(String name, int version) implements Change {}
    }

    sealed interface Operation {
        record Write(List<Change> changes, Durability durability) implements Operation {}

        record Reopen() implements Operation {}

        record Compact() implements Operation {}

        /** From here on work with a snapshot. */
        record Restore() implements Operation {}
    }

    /** What the database should hold. */
    private static final class Model {
        private final SortedMap<Long, Bytes> tail = new TreeMap<>();
        private final Map<Bytes32, Bytes> blocks = new HashMap<>();
        private final Map<Bytes32, Bytes> states = new HashMap<>();
        private final SortedMap<Bytes32, Bytes> auxPows = new TreeMap<>();
        private final SortedMap<String, StoredCertificate> certificates = new TreeMap<>();
        private final Map<String, Bytes> names = new HashMap<>();
        private final SortedMap<PegOutKey, StoredPegOut> pegOuts = new TreeMap<>();
        private final SortedMap<String, MintedDeposit> mints = new TreeMap<>();
        private final List<ChainPoint> chain = new ArrayList<>();

        void apply(Change change, ImportBatch batch) {
            switch (change) {
                case Change.Extend(long slot, int version) -> extend(slot, bytes("block " + version), batch);
                case Change.FinaliseLowest() -> finaliseLowest(batch);
                case Change.AbandonHighest() -> abandonHighest(batch);
                case Change.State(long slot, boolean present) -> state(root(slot), present, batch);
                case Change.PegOut(int logIndex) -> pegOut(logIndex, batch);
                case Change.Mint(long height, int outpoint) -> {
                    MintedDeposit mint = new MintedDeposit(height, Bytes.fromHex("%072x".formatted(outpoint)));
                    mints.put("%06d-%06d".formatted(height, outpoint), mint);
                    batch.minted(mint.outpoint(), height);
                }
                case Change.AuxPow(long number, boolean present) -> auxPow(root(number), present, batch);
                case Change.Certificate(long from, int length) ->
                    certificate(
                            new StoredCertificate(StoredCertificate.Kind.SKIP, from, from + length, bytes("c")), batch);
                case Change.PruneCertificates(long slot) -> {
                    certificates.values().removeIf(certificate -> certificate.toSlot() < slot);
                    batch.pruneCertificatesBelow(slot);
                }
                case Change.Names(String name, int version) -> {
                    names.put(name, bytes("value " + version));
                    batch.checkpoint(name, names.get(name));
                    batch.value(name, names.get(name));
                }
            }
        }

        private void extend(long slot, Bytes block, ImportBatch batch) {
            if (tail.containsKey(slot)
                    || (!chain.isEmpty() && slot <= chain.getLast().slot())) {
                return;
            }
            tail.put(slot, block);
            blocks.put(root(slot), block);
            batch.putBlock(root(slot), slot, block).head(new ChainPoint(slot, slot, root(slot)));
        }

        private void finaliseLowest(ImportBatch batch) {
            if (tail.isEmpty()) {
                return;
            }
            long slot = tail.firstKey();
            tail.remove(slot);
            chain.add(new ChainPoint(chain.size(), slot, root(slot)));
            batch.finalise(List.of(chain.getLast()));
        }

        private void abandonHighest(ImportBatch batch) {
            if (tail.isEmpty()) {
                return;
            }
            long slot = tail.lastKey();
            tail.remove(slot);
            blocks.remove(root(slot));
            states.remove(root(slot));
            pegOuts.keySet().removeIf(key -> key.block().equals(root(slot)));
            batch.abandon(new TailBlock(slot, root(slot)));
        }

        private void pegOut(int logIndex, ImportBatch batch) {
            if (tail.isEmpty()) {
                return;
            }
            PegOutKey key = new PegOutKey(tail.lastKey(), root(tail.lastKey()), logIndex);
            pegOuts.put(key, new StoredPegOut(key, bytes("request")));
            batch.pegOut(key, bytes("request"));
        }

        private void state(Bytes32 root, boolean present, ImportBatch batch) {
            if (present) {
                states.put(root, bytes("state"));
                batch.putState(root, bytes("state"));
            } else {
                states.remove(root);
                batch.deleteState(root);
            }
        }

        private void auxPow(Bytes32 root, boolean present, ImportBatch batch) {
            if (present) {
                auxPows.put(root, bytes("proof"));
                batch.putAuxPow(root, bytes("proof"));
            } else {
                auxPows.remove(root);
                batch.deleteAuxPow(root);
            }
        }

        private void certificate(StoredCertificate certificate, ImportBatch batch) {
            String order = "%06d-%06d".formatted(certificate.toSlot(), certificate.fromSlot());
            certificates.put(order, certificate);
            batch.certificate(certificate);
        }

        void requireSame(ChainDatabase database) {
            assertThat(database.tailAbove(-1).map(TailBlock::slot).toList()).isEqualTo(List.copyOf(tail.keySet()));
            assertThat(database.certificatesFrom(0).toList()).isEqualTo(List.copyOf(certificates.values()));
            assertThat(database.auxPows().map(AuxPowProof::rangeEnd).toList()).isEqualTo(List.copyOf(auxPows.keySet()));
            requireSameMoney(database);
            assertThat(database.finalPoint()).isEqualTo(chain.stream().reduce((first, second) -> second));
            assertThat(database.blocks(0, SLOTS * 2).map(StoredBlock::root).toList())
                    .isEqualTo(chain.stream().map(ChainPoint::root).toList());
            for (long slot = 0; slot < SLOTS; slot++) {
                assertThat(database.block(root(slot))).isEqualTo(Optional.ofNullable(blocks.get(root(slot))));
                assertThat(database.hasBlock(root(slot))).isEqualTo(blocks.containsKey(root(slot)));
                assertThat(database.state(root(slot))).isEqualTo(Optional.ofNullable(states.get(root(slot))));
            }
            for (String name : List.of("a", "b")) {
                Optional<Bytes> expected = Optional.ofNullable(names.get(name));
                assertThat(database.checkpoint(name)).isEqualTo(expected);
                assertThat(database.value(name)).isEqualTo(expected);
            }
        }

        private void requireSameMoney(ChainDatabase database) {
            List<StoredPegOut> requests = List.copyOf(pegOuts.values());
            assertThat(database.pegOutsAfter(Optional.empty()).toList()).isEqualTo(requests);
            assertThat(database.pegOutsAbove(SLOTS / 2).toList())
                    .isEqualTo(requests.stream()
                            .filter(request -> request.key().slot() > SLOTS / 2)
                            .toList());
            assertThat(database.mintsAfter(Optional.empty()).toList()).isEqualTo(List.copyOf(mints.values()));
            for (int i = 0; i < requests.size(); i++) {
                assertThat(database.pegOutsAfter(Optional.of(requests.get(i).key()))
                                .toList())
                        .isEqualTo(requests.subList(i + 1, requests.size()));
            }
        }
    }

    private static Arbitrary<Change> changes() {
        Arbitrary<Long> slots = Arbitraries.longs().between(0, SLOTS - 1);
        Arbitrary<Integer> versions = Arbitraries.integers().between(0, 9);
        Arbitrary<Boolean> present = Arbitraries.of(true, true, false);
        return Arbitraries.frequencyOf(
                Tuple.of(6, Combinators.combine(slots, versions).as(Change.Extend::new)),
                Tuple.of(4, Arbitraries.create(Change.FinaliseLowest::new)),
                Tuple.of(1, Arbitraries.create(Change.AbandonHighest::new)),
                Tuple.of(2, Combinators.combine(slots, present).as(Change.State::new)),
                Tuple.of(2, Combinators.combine(slots, present).as(Change.AuxPow::new)),
                Tuple.of(3, Arbitraries.of(0, 1, 300).map(Change.PegOut::new)),
                Tuple.of(
                        1,
                        Combinators.combine(slots, Arbitraries.integers().between(1, 5))
                                .as(Change.Mint::new)),
                Tuple.of(2, Combinators.combine(slots, versions).as(Change.Certificate::new)),
                Tuple.of(1, slots.map(Change.PruneCertificates::new)),
                Tuple.of(
                        2,
                        Combinators.combine(Arbitraries.of("a", "b"), versions).as(Change.Names::new)));
    }

    @Provide
    Arbitrary<List<Operation>> operations() {
        Arbitrary<Operation> write = Combinators.combine(
                        changes().list().ofMinSize(1).ofMaxSize(8), Arbitraries.of(Durability.class))
                .as(Operation.Write::new);
        return Arbitraries.frequencyOf(
                        Tuple.of(12, write),
                        Tuple.of(2, Arbitraries.create(Operation.Reopen::new)),
                        Tuple.of(1, Arbitraries.create(Operation.Compact::new)),
                        Tuple.of(1, Arbitraries.create(Operation.Restore::new)))
                .list()
                .ofMinSize(1)
                .ofMaxSize(20);
    }

    @Property(tries = 30)
    void holdsWhatWasWrittenWhateverHappensInBetween(@ForAll("operations") List<Operation> operations) {
        try (ScratchDirectory scratch = ScratchDirectory.create()) {
            int generation = 0;
            ChainDatabase database = open(scratch, generation);
            try {
                Model model = new Model();
                for (Operation operation : operations) {
                    switch (operation) {
                        case Operation.Write(List<Change> changes, Durability durability) -> {
                            ImportBatch batch = new ImportBatch();
                            changes.forEach(change -> model.apply(change, batch));
                            database.write(batch, durability);
                        }
                        case Operation.Compact() -> database.compact();
                        case Operation.Reopen() -> {
                            database.close();
                            database = open(scratch, generation);
                        }
                        case Operation.Restore() -> {
                            generation++;
                            database.snapshotTo(scratch.path().resolve("db" + generation));
                            database.close();
                            database = open(scratch, generation);
                        }
                    }
                    model.requireSame(database);
                }
            } finally {
                database.close();
            }
        }
    }

    private static ChainDatabase open(ScratchDirectory scratch, int generation) {
        return ChainDatabase.open(scratch.path().resolve("db" + generation), GENESIS, BatchChild.OPTIONS);
    }
}

package org.alys.storage.slashing;

import static org.alys.storage.Roots.root;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.alys.storage.ScratchDirectory;

class SlashingProtectionProperties {
    private static final long SLOTS = 12;

    sealed interface Operation {
        record Ask(List<SignRecord> records) implements Operation {}

        record Prune(long slot) implements Operation {}

        record Raise(long slot) implements Operation {}

        record Reopen() implements Operation {}

        record MoveToAnotherStore() implements Operation {}
    }

    /** Says by the text of the rules, one slot at a time, what may be signed. */
    private static final class Model {
        private final List<SignRecord> signed = new ArrayList<>();
        private long watermark = -1;

        Class<? extends Permit> ask(SignRecord asked) {
            if (signed.contains(asked)) {
                return Permit.AlreadySigned.class;
            }
            for (long slot = asked.fromSlot(); slot <= asked.toSlot(); slot++) {
                if (slot <= watermark || !allowed(asked, slot)) {
                    return Permit.Refused.class;
                }
            }
            signed.add(asked);
            return Permit.Granted.class;
        }

        void raise(long slot) {
            watermark = Math.max(watermark, slot);
            signed.removeIf(record -> record.toSlot() <= watermark);
        }

        private boolean allowed(SignRecord asked, long slot) {
            return switch (asked.kind()) {
                case PROPOSAL -> !has(SignKind.PROPOSAL, slot);
                case NOTARIZE -> !has(SignKind.NOTARIZE, slot) && !has(SignKind.SKIP, slot);
                case FINALIZE -> !has(SignKind.FINALIZE, slot) && !has(SignKind.SKIP, slot);
                case SKIP -> !has(SignKind.FINALIZE, slot);
            };
        }

        private boolean has(SignKind kind, long slot) {
            return signed.stream().anyMatch(record -> record.kind() == kind && record.covers(slot));
        }
    }

    @Provide
    Arbitrary<SignRecord> records() {
        Arbitrary<Long> slots = Arbitraries.longs().between(0, SLOTS);
        Arbitrary<Long> roots = Arbitraries.longs().between(1, 2);
        Arbitrary<SignRecord> skips = Combinators.combine(slots, slots)
                .as((a, b) -> SignRecord.skip(Math.min(a, b), Math.min(Math.max(a, b), Math.min(a, b) + 3)));
        return Arbitraries.oneOf(
                Combinators.combine(slots, roots).as((slot, root) -> SignRecord.proposal(slot, root(root))),
                Combinators.combine(slots, roots).as((slot, root) -> SignRecord.notarize(slot, root(root))),
                Combinators.combine(slots, roots).as((slot, root) -> SignRecord.finalize(slot, root(root))),
                skips);
    }

    @Provide
    Arbitrary<List<Operation>> operations() {
        Arbitrary<Long> slots = Arbitraries.longs().between(0, SLOTS / 2);
        Arbitrary<Operation> ask = records().list().ofMinSize(1).ofMaxSize(4).map(Operation.Ask::new);
        return Arbitraries.frequencyOf(
                        Tuple.of(20, ask),
                        Tuple.of(1, slots.map(Operation.Prune::new)),
                        Tuple.of(1, slots.map(Operation.Raise::new)),
                        Tuple.of(2, Arbitraries.create(Operation.Reopen::new)),
                        Tuple.of(1, Arbitraries.create(Operation.MoveToAnotherStore::new)))
                .list()
                .ofMinSize(1)
                .ofMaxSize(25);
    }

    @Property(tries = 150)
    void answersAsTheRulesSayWhateverHappensInBetween(@ForAll("operations") List<Operation> operations) {
        List<ScratchDirectory> directories = new ArrayList<>(List.of(ScratchDirectory.create()));
        SlashingProtection protection = open(directories.getLast());
        try {
            Model model = new Model();
            for (Operation operation : operations) {
                protection = apply(operation, protection, model, directories);
                assertThat(protection.ballotsAbove(-1)).isEqualTo(model.signed);
                assertThat(protection.watermarkSlot()).isEqualTo(model.watermark);
            }
        } finally {
            protection.close();
            directories.forEach(ScratchDirectory::close);
        }
    }

    private static SlashingProtection apply(
            Operation operation, SlashingProtection protection, Model model, List<ScratchDirectory> directories) {
        switch (operation) {
            case Operation.Ask(List<SignRecord> records) -> {
                List<Class<? extends Permit>> expected = new ArrayList<>();
                records.forEach(record -> expected.add(model.ask(record)));
                assertThat(protection.permitAll(records))
                        .<Class<?>>extracting(Permit::getClass)
                        .isEqualTo(expected);
            }
            case Operation.Prune(long slot) -> {
                model.raise(slot - 1);
                protection.pruneBelow(slot);
            }
            case Operation.Raise(long slot) -> {
                model.raise(slot);
                protection.raiseWatermark(slot);
            }
            case Operation.Reopen() -> {
                protection.close();
                return open(directories.getLast());
            }
            case Operation.MoveToAnotherStore() -> {
                SigningHistory history =
                        SigningHistory.fromJson(protection.export().toJson());
                protection.close();
                directories.add(ScratchDirectory.create());
                SlashingProtection next = open(directories.getLast());
                next.importHistory(history);
                return next;
            }
        }
        return protection;
    }

    private static SlashingProtection open(ScratchDirectory directory) {
        return SlashingProtection.open(directory.path(), SigningChild.IDENTITY);
    }
}

package org.alys.storage;

import static org.alys.storage.Roots.GENESIS;
import static org.alys.storage.Roots.bytes;
import static org.alys.storage.Roots.root;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.alys.primitives.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaTest {
    private static final String NAMED = Column.CHECKPOINTS.familyName();

    @TempDir
    Path directory;

    private record Step(int toVersion, String purpose, Consumer<MigrationStep> change) implements Migration {
        @Override
        public void apply(MigrationStep step) {
            change.accept(step);
        }
    }

    private static Schema schema(Migration... migrations) {
        return new Schema(Schema.current().families(), migrations.length + 1, List.of(migrations));
    }

    private ChainDatabase open(Schema schema) {
        return ChainDatabase.open(directory, GENESIS, DatabaseOptions.standard(), schema);
    }

    private static Migration append(int toVersion, String suffix) {
        return new Step(
                toVersion,
                "append " + suffix,
                step -> step.forEach(NAMED, (key, value) -> {
                    byte[] longer = Arrays.copyOf(value, value.length + 1);
                    longer[value.length] = (byte) suffix.charAt(0);
                    step.put(NAMED, key, longer);
                }));
    }

    private void createVersionOne() {
        try (ChainDatabase database = open(schema())) {
            database.write(new ImportBatch().checkpoint("book", bytes("1")));
        }
    }

    /** Raise the version when you change the list. */
    @Test
    void columnsAreThoseOfSchemaVersionThree() {
        assertThat(Schema.current().version()).isEqualTo(3);
        assertThat(Schema.current().families())
                .containsExactly(
                        "meta",
                        "blocks",
                        "states",
                        "heights",
                        "tail",
                        "certificates",
                        "minted",
                        "auxpow",
                        "checkpoints",
                        "minted_at",
                        "peg_outs");
    }

    @Test
    void aDatabaseOfVersionOneGetsTheIndexOfMints() {
        Bytes early = Bytes.fromHex("01".repeat(36));
        Bytes late = Bytes.fromHex("00".repeat(36));
        List<String> old = List.of(
                "meta",
                "blocks",
                "states",
                "heights",
                "tail",
                "certificates",
                "minted",
                "auxpow",
                "bridge",
                "checkpoints");
        ChainDatabase.open(directory, GENESIS, DatabaseOptions.standard(), new Schema(old, 1, List.of()))
                .close();
        try (ColumnStore store = DirectoryOpening.open(directory, DatabaseOptions.standard())) {
            store.write(
                    List.of(
                            new Write.Put("minted", early.toArray(), Keys.number(7)),
                            new Write.Put("minted", late.toArray(), Keys.number(300))),
                    Durability.SYNCED);
        }

        try (ChainDatabase database = open(Schema.current())) {
            assertThat(database.mintsAfter(Optional.empty()))
                    .containsExactly(new MintedDeposit(7, early), new MintedDeposit(300, late));
            assertThat(database.pegOutsAfter(Optional.empty())).isEmpty();
        }
    }

    @Test
    void aDatabaseOfVersionTwoForgetsTheStateOfThePegsAndKeepsTheRequests() {
        PegOutKey request = new PegOutKey(5, GENESIS, 1);
        List<String> old = new ArrayList<>(Schema.current().families());
        old.addAll(List.of("bridge", "peg_out_states"));
        ChainDatabase.open(
                        directory,
                        GENESIS,
                        DatabaseOptions.standard(),
                        new Schema(old, 2, List.of(new MintsByHeight())))
                .close();
        try (ColumnStore store = DirectoryOpening.open(directory, DatabaseOptions.standard())) {
            store.write(
                    List.of(
                            new Write.Put("bridge", Keys.name("peg-in-book"), new byte[] {1}),
                            new Write.Put("peg_outs", request.encode().toArray(), new byte[] {2}),
                            new Write.Put("peg_out_states", request.encode().toArray(), new byte[] {1})),
                    Durability.SYNCED);
        }

        try (ChainDatabase database = open(Schema.current())) {
            assertThat(database.pegOutsAfter(Optional.empty()))
                    .containsExactly(new StoredPegOut(request, Bytes.fromHex("02")));
        }
        try (ColumnStore store = DirectoryOpening.open(directory, DatabaseOptions.standard())) {
            assertThat(store.isEmpty("bridge")).isTrue();
            assertThat(store.isEmpty("peg_out_states")).isTrue();
        }
    }

    @Test
    void migratesStepByStepInOrder() {
        createVersionOne();

        try (ChainDatabase database = open(schema(append(2, "2"), append(3, "3")))) {
            assertThat(database.checkpoint("book")).contains(bytes("123"));
        }
    }

    @Test
    void doesNotMigrateTwice() {
        createVersionOne();
        Schema newer = schema(append(2, "2"));
        open(newer).close();

        try (ChainDatabase database = open(newer)) {
            assertThat(database.checkpoint("book")).contains(bytes("12"));
        }
    }

    @Test
    void aNewDatabaseNeedsNoMigration() {
        Migration mustNotRun = new Step(2, "fail", step -> {
            throw new IllegalStateException("must not run");
        });

        try (ChainDatabase database = open(schema(mustNotRun))) {
            assertThat(database.checkpoint("book")).isEmpty();
        }
    }

    @Test
    void createsAColumnThatTheNewSchemaHas() {
        createVersionOne();
        List<String> families = new ArrayList<>(Schema.current().families());
        families.add("receipts");
        Step copy = new Step(
                2, "copy to receipts", step -> step.forEach(NAMED, (key, value) -> step.put("receipts", key, value)));
        Schema wider = new Schema(families, 2, List.of(copy));

        open(wider).close();

        try (ColumnStore store = DirectoryOpening.open(directory, DatabaseOptions.standard())) {
            assertThat(store.get("receipts", Keys.name("book")).map(Bytes::of)).contains(bytes("1"));
        }
    }

    @Test
    void aFailedStepChangesNothing() {
        createVersionOne();
        Step failing = new Step(3, "fail halfway", step -> {
            step.put(NAMED, Keys.name("book"), new byte[0]);
            throw new IllegalStateException("halfway");
        });

        StorageFailure failure = catchThrowableOfType(
                        StorageException.class, () -> open(schema(append(2, "2"), failing)))
                .failure();

        assertThat(failure).isInstanceOf(StorageFailure.MigrationFailed.class);
        assertThat(failure.what()).contains("from schema version 2 to 3", "halfway");
        try (ChainDatabase database = open(schema(append(2, "2")))) {
            assertThat(database.checkpoint("book")).contains(bytes("12"));
        }
    }

    @Test
    void refusesANewerVersion() {
        open(schema(append(2, "2"))).close();

        StorageFailure failure = catchThrowableOfType(StorageException.class, () -> open(schema()))
                .failure();
        assertThat(failure).isEqualTo(new StorageFailure.NewerSchema(directory, 2, 1));
    }

    @Test
    void refusesAGapBetweenMigrations() {
        assertThatThrownBy(() -> schema(append(3, "3"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void completesACreationThatWasCutOff() {
        try (ColumnStore store = DirectoryOpening.open(directory, DatabaseOptions.standard())) {
            store.createFamily("meta");
        }

        try (ChainDatabase database = open(Schema.current())) {
            assertThat(database.head()).isEqualTo(Optional.empty());
        }
    }

    @Test
    void refusesEntriesWithoutAVersion() {
        try (ColumnStore store = DirectoryOpening.open(directory, DatabaseOptions.standard())) {
            store.createFamily("blocks");
            store.write(List.of(new Write.Put("blocks", root(1).toArray(), new byte[1])), Durability.SYNCED);
        }

        StorageFailure failure = catchThrowableOfType(StorageException.class, () -> open(Schema.current()))
                .failure();
        assertThat(failure).isInstanceOf(StorageFailure.Corrupt.class);
    }
}

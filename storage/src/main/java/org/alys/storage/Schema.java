package org.alys.storage;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.alys.primitives.Bytes32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The columns that this release expects, and how older layouts become that one.
 *
 * @param families names of all column families
 * @param version of this release; 1 is the first
 * @param migrations one for each version from 2 on, in order
 */
record Schema(List<String> families, int version, List<Migration> migrations) {
    private static final Logger LOG = LoggerFactory.getLogger(Schema.class);
    private static final String META = Column.META.familyName();

    Schema {
        for (int i = 0; i < migrations.size(); i++) {
            if (migrations.get(i).toVersion() != i + 2) {
                throw new IllegalArgumentException("migration " + i + " must lead to version " + (i + 2));
            }
        }
        if (version != migrations.size() + 1 || !families.contains(META)) {
            throw new IllegalArgumentException("schema version " + version + " does not fit " + migrations.size()
                    + " migrations, or the meta column is missing");
        }
    }

    /** The schema of this release. */
    static Schema current() {
        List<String> families =
                Arrays.stream(Column.values()).map(Column::familyName).toList();
        return new Schema(families, 3, List.of(new MintsByHeight(), new PegsElsewhere()));
    }

    /** Refuses a store of another network or a newer release; creates or migrates it otherwise. */
    void establish(ColumnStore store, Bytes32 genesisRoot) {
        Optional<byte[]> stored = store.familyNames().contains(META) ? store.get(META, Keys.SCHEMA) : Optional.empty();
        if (stored.isEmpty()) {
            create(store, genesisRoot);
            return;
        }
        requireGenesis(store, genesisRoot);
        int found = decode(store, stored.get());
        if (found > version) {
            throw new StorageException(new StorageFailure.NewerSchema(store.directory(), found, version));
        }
        createFamilies(store);
        for (Migration migration : migrations.subList(found - 1, version - 1)) {
            migrate(store, migration);
        }
    }

    /** Also completes a creation that a crash cut off: columns exist, but nothing is in them. */
    private void create(ColumnStore store, Bytes32 genesisRoot) {
        createFamilies(store);
        for (String family : store.familyNames()) {
            if (!store.isEmpty(family)) {
                throw corrupt(store, "column " + family + " has entries, but the schema version is missing");
            }
        }
        List<Write> identity = List.of(
                new Write.Put(META, Keys.GENESIS, genesisRoot.toArray()),
                new Write.Put(META, Keys.SCHEMA, encode(version)));
        store.write(identity, Durability.SYNCED);
    }

    private void createFamilies(ColumnStore store) {
        List<String> present = store.familyNames();
        families.stream().filter(family -> !present.contains(family)).forEach(store::createFamily);
    }

    private static void requireGenesis(ColumnStore store, Bytes32 expected) {
        byte[] stored = store.get(META, Keys.GENESIS).orElseThrow(() -> corrupt(store, "the genesis root is missing"));
        if (stored.length != Bytes32.SIZE) {
            throw corrupt(store, "the genesis root has " + stored.length + " bytes");
        }
        Bytes32 found = Bytes32.of(stored);
        if (!found.equals(expected)) {
            throw new StorageException(new StorageFailure.ForeignGenesis(store.directory(), expected, found));
        }
    }

    private static void migrate(ColumnStore store, Migration migration) {
        int to = migration.toVersion();
        MigrationStep step = new MigrationStep(store);
        try {
            migration.apply(step);
        } catch (RuntimeException e) {
            String detail = migration.purpose() + ": " + e;
            throw new StorageException(new StorageFailure.MigrationFailed(store.directory(), to - 1, to, detail), e);
        }
        List<Write> writes = new ArrayList<>(step.writes());
        writes.add(new Write.Put(META, Keys.SCHEMA, encode(to)));
        store.write(writes, Durability.SYNCED);
        LOG.info("brought {} to schema version {}: {}", store.directory(), to, migration.purpose());
    }

    private static byte[] encode(int version) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(version).array();
    }

    private static int decode(ColumnStore store, byte[] bytes) {
        int found = bytes.length == Integer.BYTES ? ByteBuffer.wrap(bytes).getInt() : 0;
        if (found < 1) {
            throw corrupt(store, "the schema version cannot be read");
        }
        return found;
    }

    private static StorageException corrupt(ColumnStore store, String detail) {
        return new StorageException(new StorageFailure.Corrupt(store.directory(), detail));
    }
}

package org.alys.storage;

import java.util.ArrayList;
import java.util.List;

/**
 * What a migration may do. Columns go by name, because a migration outlives the enum constant of a column that it removes.
 * Nothing is written before the migration has returned.
 */
final class MigrationStep {
    private final ColumnStore store;
    private final List<Write> writes = new ArrayList<>();

    MigrationStep(ColumnStore store) {
        this.store = store;
    }

    /** Whether the database has this column; one of an earlier version may not have got it. */
    boolean has(String family) {
        return store.familyNames().contains(family);
    }

    void forEach(String family, ColumnStore.Visitor visitor) {
        store.forEach(family, visitor);
    }

    void put(String family, byte[] key, byte[] value) {
        writes.add(new Write.Put(family, key, value));
    }

    void delete(String family, byte[] key) {
        writes.add(new Write.Delete(family, key));
    }

    List<Write> writes() {
        return writes;
    }
}

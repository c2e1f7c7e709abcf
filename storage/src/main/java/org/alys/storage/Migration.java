package org.alys.storage;

/** One step of the schema, from the version before {@code toVersion}. It is written in one batch with the new version. */
interface Migration {
    int toVersion();

    /** What the step is for, in a few words. */
    String purpose();

    /** Reads the old layout and collects the changes. Columns of the new schema exist already. */
    void apply(MigrationStep step);
}

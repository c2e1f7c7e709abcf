package org.alys.storage;

/** One step of an atomic batch. Arrays are owned by the step and never changed. */
@SuppressWarnings("ArrayRecordComponent") // never compared, only carried to RocksDB
sealed interface Write {
    String family();

    record Put(String family, byte[] key, byte[] value) implements Write {}

    record Delete(String family, byte[] key) implements Write {}

    /** Removes the keys from {@code from} up to but without {@code to}. */
    record DeleteRange(String family, byte[] from, byte[] to) implements Write {}
}

package org.alys.evm.store;

/**
 * A key space of its own in a store.
 *
 * @param name what the store calls it on disk: never changed once released
 */
public record Column(String name) {}

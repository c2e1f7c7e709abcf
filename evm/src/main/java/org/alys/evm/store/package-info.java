/**
 * Keys and values on a disk: what the state, and whoever else keeps something of the execution layer, writes through. One {@link
 * org.alys.evm.store.Batch} is written wholly or not at all. {@link org.alys.evm.store.RocksStore} is the real one, {@link
 * org.alys.evm.store.MemoryStore} is for tests and throwaway chains; {@link org.alys.evm.store.CachedStore} saves reads. Nothing
 * here knows what the bytes mean.
 */
@NullMarked
package org.alys.evm.store;

import org.jspecify.annotations.NullMarked;

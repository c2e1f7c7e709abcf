/** RocksDB column families, the atomic import batch, the slashing-protection store. */
@NullMarked
package org.alys.storage;

import org.jspecify.annotations.NullMarked;

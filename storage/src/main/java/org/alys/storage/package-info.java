/**
 * What survives a crash: the chain database and, in {@code slashing}, the record of what this node signed. Both keep opaque
 * bytes and know nothing of blocks or votes. Open a store once, share it between threads, close it last. New columns or
 * layouts go through {@code Schema}; nothing else may touch the files.
 */
@NullMarked
package org.alys.storage;

import org.jspecify.annotations.NullMarked;

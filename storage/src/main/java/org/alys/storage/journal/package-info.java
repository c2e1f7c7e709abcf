/**
 * The journal of durable actors in RocksDB. {@link org.alys.storage.journal.RocksJournal} is the way in; the layout of its
 * keys is that of {@code JournalKeys}. It stores opaque bytes and knows nothing of what they mean.
 */
@NullMarked
package org.alys.storage.journal;

import org.jspecify.annotations.NullMarked;

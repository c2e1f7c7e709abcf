/**
 * Brings a node that is behind to where the federation is: it asks peers where they are, lets them prove it, and fetches certified blocks in
 * ranges from several at once. {@link org.alys.node.sync.Download} holds the rules and does nothing itself; {@link
 * org.alys.node.sync.SyncActor} carries them out. What a peer sends is checked before the chain sees it.
 */
@NullMarked
package org.alys.node.sync;

import org.jspecify.annotations.NullMarked;

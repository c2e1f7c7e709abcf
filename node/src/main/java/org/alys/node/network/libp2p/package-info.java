/**
 * The link between processes: direct libp2p connections with all members, and with nodes that follow. A message waits in a bounded
 * queue for its peer and may be lost; nothing here blocks who sends. Who is a member is decided by the peer id that its
 * connection proved. Start at {@link org.alys.node.network.libp2p.LibP2pLink}.
 */
@NullMarked
package org.alys.node.network.libp2p;

import org.jspecify.annotations.NullMarked;

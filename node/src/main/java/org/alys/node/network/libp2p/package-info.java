/**
 * The link between processes, over libp2p. What goes to everybody is gossip, judged before it is passed on; who is a member is decided
 * by the peer id that signed a message. Nothing here blocks who sends. Start at {@link org.alys.node.network.libp2p.LibP2pLink}.
 */
@NullMarked
package org.alys.node.network.libp2p;

import org.jspecify.annotations.NullMarked;

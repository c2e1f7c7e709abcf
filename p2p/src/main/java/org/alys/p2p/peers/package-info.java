/**
 * What is known of other peers and how many of them may be connected: limits per peer, address and direction, backoff of dials that
 * failed, the choice of connections to give up, bans. Nothing here opens a socket.
 */
@NullMarked
package org.alys.p2p.peers;

import org.jspecify.annotations.NullMarked;

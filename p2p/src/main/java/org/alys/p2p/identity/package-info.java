/**
 * Who a peer is and where it is: keys, peer ids, multiaddresses, and records that a peer signed about itself (libp2p RFC 2 and 3).
 * Values only; no socket, clock or thread.
 */
@NullMarked
package org.alys.p2p.identity;

import org.jspecify.annotations.NullMarked;

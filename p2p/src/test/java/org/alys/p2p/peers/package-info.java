/** Limits, backoff, bans and trimming. */
@NullMarked
package org.alys.p2p.peers;

import org.jspecify.annotations.NullMarked;

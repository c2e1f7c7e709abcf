/** The handshake and the channel, against test vectors and against a link that lies. */
@NullMarked
package org.alys.p2p.noise;

import org.jspecify.annotations.NullMarked;

/** Finding peers, over real sockets on this machine. */
@NullMarked
package org.alys.p2p.discovery;

import org.jspecify.annotations.NullMarked;

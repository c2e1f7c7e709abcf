/** Finding peers, over real sockets on this machine. */
@NullMarked
package org.alys.p2p.discovery.mdns;

import org.jspecify.annotations.NullMarked;

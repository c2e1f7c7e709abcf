/** Hosts in one JVM over real sockets. */
@NullMarked
package org.alys.p2p.host;

import org.jspecify.annotations.NullMarked;

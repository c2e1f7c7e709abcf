/** Whole networks of routers in one thread with a simulated clock, and the shell between real hosts. */
@NullMarked
package org.alys.p2p.gossip;

import org.jspecify.annotations.NullMarked;

/** Time as the host sees it: a monotonic clock and timers, given to every class that needs one, so that tests can hold it. */
@NullMarked
package org.alys.p2p.time;

import org.jspecify.annotations.NullMarked;

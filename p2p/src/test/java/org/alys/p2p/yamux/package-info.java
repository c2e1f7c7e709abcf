/** Streams over one link, driven frame by frame or between two sessions. */
@NullMarked
package org.alys.p2p.yamux;

import org.jspecify.annotations.NullMarked;

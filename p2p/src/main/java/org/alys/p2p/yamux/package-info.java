/**
 * Many streams over one link: yamux 1.0. Streams, windows, unread bytes and the time a silent remote is kept are bounded by {@code
 * YamuxLimits}. A session has one thread that reads, which never waits for the remote to read, and one that sends.
 */
@NullMarked
package org.alys.p2p.yamux;

import org.jspecify.annotations.NullMarked;

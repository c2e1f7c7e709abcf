/** The codecs: round trips, and garbage that must be refused. */
@NullMarked
package org.alys.p2p.wire;

import org.jspecify.annotations.NullMarked;

/** Snappy frames against their rules, and requests between two hosts. */
@NullMarked
package org.alys.p2p.exchange;

import org.jspecify.annotations.NullMarked;

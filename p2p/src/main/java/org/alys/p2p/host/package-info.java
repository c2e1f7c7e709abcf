/**
 * The libp2p host: connections that are upgraded (multistream-select, Noise, yamux), streams by protocol name, identify, identify-push and
 * ping. {@code Host} is the door; calls block, and are meant for virtual threads.
 */
@NullMarked
package org.alys.p2p.host;

import org.jspecify.annotations.NullMarked;

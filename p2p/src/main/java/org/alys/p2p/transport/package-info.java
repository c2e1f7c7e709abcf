/**
 * Byte streams with blocking calls, made for virtual threads, and TCP (Netty, NIO) as the one transport. A {@code Link} is a whole
 * connection; the layers above wrap one link in another. Nothing here knows what the bytes mean.
 */
@NullMarked
package org.alys.p2p.transport;

import org.jspecify.annotations.NullMarked;

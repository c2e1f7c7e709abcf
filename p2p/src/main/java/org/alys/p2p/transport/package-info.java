/**
 * Byte streams with blocking calls, made for virtual threads, and TCP as the one transport. A {@code Link} is a whole connection; the
 * layers above wrap one link in another. Nothing here knows what the bytes mean.
 *
 * <p>A thread that is interrupted inside a call of a link closes the connection, as the JDK's channels do: links belong to threads that
 * nobody interrupts.
 */
@NullMarked
package org.alys.p2p.transport;

import org.jspecify.annotations.NullMarked;

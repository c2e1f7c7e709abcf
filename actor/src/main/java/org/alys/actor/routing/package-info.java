/**
 * Many actors behind one address: {@link org.alys.actor.routing.Pool}; and many messages in one: {@link
 * org.alys.actor.routing.Batch}. Written on the public contract of the runtime alone.
 */
@NullMarked
package org.alys.actor.routing;

import org.jspecify.annotations.NullMarked;

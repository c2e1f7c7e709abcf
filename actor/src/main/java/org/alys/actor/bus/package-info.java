/**
 * Publish and subscribe between actors: {@link org.alys.actor.bus.Bus}. It delivers by {@link org.alys.actor.ActorRef#tell} and
 * so promises what a mailbox promises: at most once, in order, bounded. Useful from any thread; not an actor itself.
 */
@NullMarked
package org.alys.actor.bus;

import org.jspecify.annotations.NullMarked;

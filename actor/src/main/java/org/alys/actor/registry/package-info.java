/**
 * A directory of actors: found by name, type, tag, priority, state, pattern or any combination. Reads take no lock.
 * {@link org.alys.actor.registry.ActorRegistry} is the way in.
 */
@NullMarked
package org.alys.actor.registry;

import org.jspecify.annotations.NullMarked;

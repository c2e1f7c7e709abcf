/**
 * Takes a system down in an orderly way: first what is independent and unimportant, last what others rest on, with a limit
 * on every phase and a forced path. {@link org.alys.actor.shutdown.ShutdownPlan} and {@link
 * org.alys.actor.shutdown.ShutdownPhase} are pure; {@link org.alys.actor.shutdown.ShutdownCoordinator} carries a plan out.
 */
@NullMarked
package org.alys.actor.shutdown;

import org.jspecify.annotations.NullMarked;

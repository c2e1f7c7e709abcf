/**
 * The supervised actor runtime; useful alone. An {@link org.alys.actor.Actor} owns its state and handles one message at a
 * time on its own virtual thread, in direct style: a handler reads from top to bottom and may block. Start at {@link
 * org.alys.actor.ActorSystem}; the promises of delivery, ordering and failure are numbered in the module's README.
 * Everything package-private here (cells, mailboxes, signals) is the machinery and may change; the public types are the
 * contract. Time, timers, threads and randomness come in through {@link org.alys.actor.TimeSource}, {@link
 * org.alys.actor.Scheduler}, {@link org.alys.actor.ThreadStarter} and a random generator, and from nowhere else.
 */
@NullMarked
package org.alys.actor;

import org.jspecify.annotations.NullMarked;

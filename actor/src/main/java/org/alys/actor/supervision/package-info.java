/**
 * The decisions of supervision, as values and pure functions: what kind of failure happened, whether and when a failed
 * actor is started again, and when a failure is too much and climbs to the parent. Nothing here reads a clock, draws a
 * random number or touches a thread; the runtime in {@code org.alys.actor} carries the decisions out. Build policies from
 * the public records; classify your own exceptions by implementing {@link org.alys.actor.supervision.Classified}.
 */
@NullMarked
package org.alys.actor.supervision;

import org.jspecify.annotations.NullMarked;

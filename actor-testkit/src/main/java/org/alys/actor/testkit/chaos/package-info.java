/**
 * Faults on purpose: {@link org.alys.actor.testkit.chaos.Chaos} comes between the actors of one system by a plan and a seed,
 * writes down every stroke, and in a {@link org.alys.actor.testkit.Simulation} replays exactly.
 */
@NullMarked
package org.alys.actor.testkit.chaos;

import org.jspecify.annotations.NullMarked;

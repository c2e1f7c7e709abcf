/**
 * Which message may have influenced which, told by vector clocks. An opt-in part: actors that want it exchange their messages
 * as {@link org.alys.actor.causal.Causal} and each own a {@link org.alys.actor.causal.CausalClock}; the others pay nothing.
 * Within one exchange {@link org.alys.actor.Lineage} says less for less.
 */
@NullMarked
package org.alys.actor.causal;

import org.jspecify.annotations.NullMarked;

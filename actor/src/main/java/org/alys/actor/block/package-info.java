/**
 * What an actor of a blockchain node must respect whatever the chain is: the time a block leaves, and whether the node is
 * ready to make one. Values and pure functions; {@link org.alys.actor.supervision.BlockClock} has the boundaries.
 */
@NullMarked
package org.alys.actor.block;

import org.jspecify.annotations.NullMarked;

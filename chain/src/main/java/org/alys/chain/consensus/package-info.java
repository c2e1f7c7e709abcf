/**
 * The voting rule: Simplex (Chan and Pass, 2023) on wall-clock slots, as a pure machine. {@link Simplex#step} takes a state and
 * an event and gives the next state and the effects that the shell must carry out, in their order; it reads no clock, no
 * store and no socket, and never looks inside a block. Signatures are verified before an event is made. The guarantee,
 * and what it rests on, is in docs/voting.md: whoever changes a rule here changes that argument.
 */
@NullMarked
package org.alys.chain.consensus;

import org.jspecify.annotations.NullMarked;

/**
 * The peg's rules and its book of deposits, pure: blocks of Bitcoin go in, verdicts come out. No clock, thread, file or
 * socket; of the other rooms only {@code bitcoin} and {@code primitives} may be touched.
 */
@NullMarked
package org.alys.bridge;

import org.jspecify.annotations.NullMarked;

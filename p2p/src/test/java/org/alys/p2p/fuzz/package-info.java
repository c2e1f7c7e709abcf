/** Fuzzing of everything that reads from the wire. */
@NullMarked
package org.alys.p2p.fuzz;

import org.jspecify.annotations.NullMarked;

/** Fuzzing of the chain's encodings. */
@NullMarked
package org.alys.chain.fuzz;

import org.jspecify.annotations.NullMarked;

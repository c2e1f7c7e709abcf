/** Fuzzing of Bitcoin's encodings and of proofs. */
@NullMarked
package org.alys.bitcoin.fuzz;

import org.jspecify.annotations.NullMarked;

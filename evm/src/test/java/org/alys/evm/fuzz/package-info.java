/** Fuzzing of what the execution layer takes from strangers: encodings, code, JSON-RPC. */
@NullMarked
package org.alys.evm.fuzz;

import org.jspecify.annotations.NullMarked;

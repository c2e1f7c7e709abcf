/** Fuzzing of the Engine API as a server. */
@NullMarked
package org.alys.engine.fuzz;

import org.jspecify.annotations.NullMarked;

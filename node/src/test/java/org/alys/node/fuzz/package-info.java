/** Fuzzing of what members and callers may send to a node. */
@NullMarked
package org.alys.node.fuzz;

import org.jspecify.annotations.NullMarked;

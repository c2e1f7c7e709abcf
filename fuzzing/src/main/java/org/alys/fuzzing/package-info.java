/**
 * Fuzzing for tests. A {@link org.alys.fuzzing.FuzzTarget} takes bytes from strangers; a {@link org.alys.fuzzing.FuzzGroup} holds
 * targets and the inputs known for them; a {@link org.alys.fuzzing.FuzzRun} looks for new inputs in a process of its own.
 */
@NullMarked
package org.alys.fuzzing;

import org.jspecify.annotations.NullMarked;

/**
 * The execution layer as the node sees it: {@link org.alys.engine.ExecutionClient} with its answers and failures as
 * values. Whatever executes blocks, a client behind the Engine API or an embedded one, stands behind this interface; the
 * callers may rely on nothing else. Nothing here knows about Bitcoin, consensus or actors.
 */
@NullMarked
package org.alys.engine;

import org.jspecify.annotations.NullMarked;

/**
 * Brings an execution client to the head that consensus has decided, whether the client is ahead, behind, on another
 * branch or empty. Only talks to {@link org.alys.engine.ExecutionClient}; keeps nothing.
 */
@NullMarked
package org.alys.engine.catchup;

import org.jspecify.annotations.NullMarked;

/**
 * Whole federations in one process: real actors, databases and slashing protection over an in-memory network, execution layer and
 * bridge, with a clock that tests move. Nothing outside these tests may use it.
 */
@NullMarked
package org.alys.node.federation;

import org.jspecify.annotations.NullMarked;

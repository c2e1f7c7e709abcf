/** The actor that owns the connection to the execution layer. Others ask it; it asks nobody. */
@NullMarked
package org.alys.node.engine;

import org.jspecify.annotations.NullMarked;

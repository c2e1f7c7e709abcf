/** The actor that owns the chain database. Others ask it; it asks nobody. */
@NullMarked
package org.alys.node.storage;

import org.jspecify.annotations.NullMarked;
